from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class RetrospectiveNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such retrospective", where=key, mend="choose one of the list")


class ItemNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such line in this retrospective", mend="reload the page")


class WithoutWords(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs words", mend="write a few")


class TooLong(BadInput):
    def __init__(self, most: int) -> None:
        super().__init__(f"a line holds {most} characters", mend="say it in fewer words")


class NoDay(BadInput):
    def __init__(self, text: str) -> None:
        said = f"“{text[:20]}” is no day" if text.strip() else "a retrospective has a day"
        super().__init__(said, where="Held on", mend="write it as 2027-03-31")


class UnknownCause(BadInput):
    def __init__(self, said: str) -> None:
        super().__init__(f"“{said[:20]}” is no cause", mend="choose one of the six")


class UnknownStory(BadInput):
    def __init__(self) -> None:
        super().__init__("there is no such story in its PRDs", mend="choose one of the list")


class UnknownPrd(BadInput):
    def __init__(self) -> None:
        super().__init__("there is no such PRD here", mend="choose one of the list")


class EnoughRemedies(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(
            f"a retrospective keeps {most} actions, so that they are done", mend="take one away, or write it there"
        )
