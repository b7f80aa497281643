"""What can go wrong in specification, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput, Conflict, Forbidden, NotFound


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


class NoSuchPart(NotFound):
    def __init__(self, part: str) -> None:
        super().__init__("there is no such part in this PRD", where=part, mend="reload the page")


class NotYours(Forbidden):
    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"you cannot write in {what}", mend=mend)


class WithoutWords(BadInput):
    def __init__(self, what: str, longest: int) -> None:
        super().__init__(f"{what} needs words, and not too many", mend=f"write at most {longest:,} characters")


class ChangedMeanwhile(Conflict):
    """Somebody else has written in the same place since the person began."""

    def __init__(self, by: str, now: str) -> None:
        said = f"{by or 'somebody'} has changed this line meanwhile; it now says “{now[:160]}”"
        super().__init__(said, mend="yours is not saved: copy it, reload, and join the two")


class NothingToBuildFrom(BadInput):
    def __init__(self, what: str) -> None:
        said = f"there is nothing yet that {what} could be written from"
        super().__init__(said, mend="write a story with a criterion first")
