from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class DecisionNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such decision here", where=key, mend="choose one of the list")


class WithoutChoice(BadInput):
    def __init__(self) -> None:
        super().__init__("a decision needs a choice", mend="say what was chosen, in a few words")


class TooFewOptions(BadInput):
    def __init__(self) -> None:
        super().__init__("a decision is between at least two options", mend="name what else could be done")


class NothingThere(BadInput):
    def __init__(self) -> None:
        super().__init__("what it is about is not there", where="About", mend="choose it from the list, or nothing")


class DecidedAlready(Conflict):
    def __init__(self, who: str) -> None:
        what = f"{who or 'somebody'} has decided this already, and nothing was changed"
        super().__init__(what, mend="read what was chosen, and open it again first")


class WithoutQuestion(BadInput):
    def __init__(self) -> None:
        super().__init__("a decision needs a question", mend="say in a few words what must be decided")
