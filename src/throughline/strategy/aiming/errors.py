from __future__ import annotations

from datetime import date

from throughline.core.kernel.errors import BadInput, Conflict


class OtherUnit(Conflict):
    def __init__(self, name: str, unit: str) -> None:
        what = f"there is a metric called {name} already, with the unit {unit}"
        super().__init__(what, mend="leave the unit empty, or choose another name")


class WithoutUnit(BadInput):
    def __init__(self) -> None:
        super().__init__("a new metric needs a unit", where="Unit", mend="say what is counted: %, files, minutes")


class WithoutMetric(BadInput):
    def __init__(self) -> None:
        super().__init__("no metric is named", where="Metric", mend="choose one, or name what can be counted")


class WrongWay(BadInput):
    def __init__(self, metric: str, better: str) -> None:
        what = f"{better} is better for {metric}, and the target is where it gets worse"
        super().__init__(what, where="Target", mend="turn start and target round, or change the metric’s direction")


class NothingToReach(BadInput):
    def __init__(self) -> None:
        super().__init__("start and target are the same", where="Target", mend="say what is to be reached")


class EndsBeforeItBegins(BadInput):
    def __init__(self, since: date) -> None:
        super().__init__("the day comes before the start", where="By", mend=f"choose one after {since.isoformat()}")


class NoNumber(BadInput):
    """A field that should hold a number, and does not."""


class NoDay(BadInput):
    def __init__(self, where: str, text: str) -> None:
        said = f"“{text[:20]}” is no day" if text.strip() else "there is no day"
        super().__init__(said, where=where, mend="write it as 2027-03-31")


class CannotStandUnder(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(what, mend="choose another place")


class UnderItself(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("a metric cannot be an input of its own inputs", where=title, mend="choose another place")


class NorthStarExists(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            f"“{title}” is the north star already", mend="add an input under it, or put it under another metric first"
        )


class StillHolds(Conflict):
    def __init__(self, title: str, what: str) -> None:
        super().__init__(f"{what} under it", where=title, mend="move what hangs there first")
