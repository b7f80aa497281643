"""What can go wrong in specification, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class PrdNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such PRD here", where=key, mend="choose one from the list of PRDs")


class LineNotFound(NotFound):
    def __init__(self, line: str) -> None:
        super().__init__("there is no such line in this PRD", where=line, mend="reload the page")


class NothingToDecide(Conflict):
    def __init__(self, line: str) -> None:
        super().__init__("this line waits for nobody", where=line, mend="edit it instead")


class NothingToWriteFrom(BadInput):
    def __init__(self) -> None:
        what = "there is neither evidence nor a sentence to write from"
        super().__init__(what, mend="give files, or --about TEXT", on_page="write one sentence, or add files first")


class ThemeNotFound(NotFound):
    def __init__(self, wanted: str, known: Sequence[tuple[str, str]]) -> None:
        listed = ", ".join(f"{id_} ({label})" for id_, label in known[:5])
        more = f" and {len(known) - 5} more" if len(known) > 5 else ""
        mend = f"choose one of {listed}{more}" if known else "leave it out: too little evidence for themes"
        super().__init__("there is no such theme", where=wanted, mend=mend)


class UnknownFormat(BadInput):
    def __init__(self, fmt: str, known: Sequence[str]) -> None:
        super().__init__("a PRD is not written in this format", where=fmt, mend=f"choose one of {', '.join(known)}")
