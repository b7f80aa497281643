from __future__ import annotations

from datetime import date

from throughline.core.kernel.errors import BadInput, Conflict


class PredictionIsFrozen(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            "it is a bet, and what led to it is frozen",
            where=title,
            mend="supersede the prediction with a reason; both are kept",
        )


class BetAlready(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("it is a bet already", where=title, mend="supersede its prediction with a reason")


class NoBetYet(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("it is no bet yet, so there is nothing to supersede", where=title, mend="make it a bet")


class PutAway(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("it is put away", where=title, mend="take it up again first")


class NothingChanges(BadInput):
    def __init__(self) -> None:
        super().__init__("a bet says what it should change", mend="name a metric, or say in words what can be counted")


class NoRange(BadInput):
    def __init__(self, text: str) -> None:
        said = f"“{text[:30]}” is no range" if text.strip() else "a prediction is a range"
        super().__init__(said, where="By how much", mend="write both ends, such as +2 to +4 points, or −20 to −10 %")


class NoDay(BadInput):
    def __init__(self, text: str) -> None:
        said = f"“{text[:20]}” is no day" if text.strip() else "a prediction has a day"
        super().__init__(said, where="By when", mend="write it as 2027-03-31")


class DayIsOver(BadInput):
    def __init__(self, day: date) -> None:
        super().__init__(f"{day.day} {day:%B %Y} is over", where="By when", mend="choose a day that is still to come")


class WithoutReason(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs a reason", mend="say in a sentence why")
