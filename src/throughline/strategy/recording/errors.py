from __future__ import annotations

from datetime import date

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class NoSuchMetric(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such metric here", where=key, mend="choose one from the goals")


class NoSuchValue(NotFound):
    def __init__(self, name: str, on: date) -> None:
        super().__init__("there is no value for that day", where=f"{name} on {on.isoformat()}", mend="reload the page")


class NoAmount(BadInput):
    """A field that should hold one number."""


class YetToCome(BadInput):
    def __init__(self, on: date) -> None:
        super().__init__(f"{on.isoformat()} is yet to come", where="Day", mend="give a day that has been")


class NothingGiven(BadInput):
    def __init__(self) -> None:
        super().__init__("nothing was given", mend="choose a file, or paste rows")


class NoColumns(BadInput):
    def __init__(self, wanted: str) -> None:
        super().__init__("no row names the columns", mend=f"begin with a row that reads {wanted}")


class StillUsed(Conflict):
    def __init__(self, name: str, by: str) -> None:
        super().__init__(f"{by} rests on it", where=name, mend="remove that first")


class MetricNameTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a metric called {name} already", where="Name", mend="choose another name")
