"""What can go wrong with customers, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, NotFound


class AccountNotFound(NotFound):
    def __init__(self, account: int | str) -> None:
        super().__init__("there is no such account", where=str(account), mend="choose one from the list of customers")


class PersonNotFound(NotFound):
    def __init__(self, person: int | str) -> None:
        super().__init__("there is no such person", where=str(person), mend="choose one from their account's page")


class SameAccount(BadInput):
    def __init__(self, account: str) -> None:
        super().__init__("an account cannot be joined with itself", where=account, mend="name another account")


class NotAnAmount(BadInput):
    def __init__(self, what: str, text: str) -> None:
        super().__init__(f"this is no single {what}", where=text, mend="write one number, such as 118,400")


class SegmentNotFound(NotFound):
    def __init__(self, segment: str) -> None:
        super().__init__(
            "there is no such segment to join", where=segment, mend="choose two different ones of the list"
        )
