"""What can go wrong with opportunities, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class OpportunityNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such opportunity here", where=key, mend="choose one from the tree")


class MarkNotFound(NotFound):
    def __init__(self, mark: object) -> None:
        super().__init__("this evidence is not marked here any more", where=str(mark), mend="reload the page")


class CustomerNotFound(NotFound):
    def __init__(self, customer: str) -> None:
        super().__init__("this customer was not heard about it", where=customer, mend="choose one from the list")


class UnderItself(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            "an opportunity cannot stand under itself or under one below it", where=title, mend="choose another parent"
        )


class MergedAway(Conflict):
    def __init__(self, title: str, into: str) -> None:
        super().__init__(f"it was merged into “{into}”", where=title, mend="work with that one, or undo the merge")


class MergedIntoItself(BadInput):
    def __init__(self, title: str) -> None:
        super().__init__("an opportunity cannot be merged into itself", where=title, mend="choose another one")


class NothingChosen(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__("nothing is chosen", mend=f"tick what you want to {what}")


class WordsNotInIt(BadInput):
    def __init__(self) -> None:
        super().__init__("these words do not stand in the piece at that place", mend="select them again")
