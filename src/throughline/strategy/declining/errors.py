"""What cannot be answered with a no, and what cannot be what would change one."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict


class AnsweredAlready(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            "it has a no already", where=title, mend="stand by it with a reason, or take the idea up again"
        )


class NothingToStandBy(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("nobody has said no to it", where=title, mend="park or decline it first")


class NoWithoutReason(BadInput):
    def __init__(self) -> None:
        super().__init__("a no needs a reason", where="Why not", mend="say in a sentence why")


class NeitherKind(BadInput):
    def __init__(self) -> None:
        super().__init__("a no is either for now or for good", mend="choose parked or declined")


class NothingWouldChangeIt(BadInput):
    def __init__(self) -> None:
        super().__init__(
            "nothing says what would change the answer",
            where="What would change it",
            mend="choose what can be counted, or say it in words",
        )


class NoCount(BadInput):
    def __init__(self, text: str) -> None:
        said = f"“{text[:20]}” is no number of accounts" if text.strip() else "the number of accounts is missing"
        super().__init__(said, where="What would change it", mend="write a whole number from 1 to 10,000")


class NoSuchSegment(BadInput):
    def __init__(self, segment: str) -> None:
        super().__init__(f"no segment is called “{segment[:60]}”", mend="choose one of the list, or any segment")


class NobodyNamed(BadInput):
    def __init__(self) -> None:
        super().__init__("the account is missing", where="What would change it", mend="name the account")


class HeardAlready(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has been heard for it already", mend="name another account, or choose something else")


class NoValue(BadInput):
    def __init__(self, text: str) -> None:
        said = f"“{text[:20]}” is no value" if text.strip() else "the metric's value is missing"
        super().__init__(said, where="What would change it", mend="write a number, such as 42.5")


class PassedAlready(Conflict):
    def __init__(self, said: str) -> None:
        super().__init__(f"{said} already", where="What would change it", mend="choose a value that is not reached yet")
