"""What can go wrong when an edge case is answered or dismissed, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class NoSuchCase(NotFound):
    def __init__(self, case: str) -> None:
        super().__init__("there is no such edge case", where=case, mend="reload the page")


class NeedsAnswer(BadInput):
    def __init__(self) -> None:
        super().__init__("an edge case is answered in words", mend="say what happens then")


class NeedsReason(BadInput):
    def __init__(self) -> None:
        super().__init__(
            "an edge case is dismissed for a reason", mend="say in a few words why it does not matter here"
        )


class SettledMeanwhile(Conflict):
    def __init__(self, case: str, how: str) -> None:
        super().__init__(f"this question is settled: {how}", where=case, mend="take that back to ask it again")


class NothingToReopen(NotFound):
    def __init__(self, case: str) -> None:
        super().__init__("this was neither answered nor dismissed", where=case, mend="reload the page")
