from __future__ import annotations

from throughline.core.kernel.errors import Conflict, NotFound


class MetricExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a metric called {name} already", mend="choose another name or record values for it")


class MetricNotFound(NotFound):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no metric called {name}", mend="add it first")
