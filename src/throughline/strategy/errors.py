from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class MetricExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a metric called {name} already", mend="choose another name or record values for it")


class MetricNotFound(NotFound):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no metric called {name}", mend="add it first")


class GoalNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such goal here", where=key, mend="choose one from the tree")


class BoundAlready(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            "it is a goal of its metric alone", where=title, mend="remove it, and add one for the other metric"
        )


class IdeaNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such idea here", where=key, mend="choose one from the tree")


class WithoutTitle(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs a title", mend="say it in a few words")


class CannotStandThere(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(what, mend="choose another place in the tree")
