"""What can go wrong in specification, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import Conflict, NotFound


class PrdNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such PRD here", where=key, mend="choose one from the list of PRDs")


class LineNotFound(NotFound):
    def __init__(self, line: str) -> None:
        super().__init__("there is no such line in this PRD", where=line, mend="reload the page")


class NothingToDecide(Conflict):
    def __init__(self, line: str) -> None:
        super().__init__("this line waits for nobody", where=line, mend="edit it instead")
