"""What can go wrong when a folder is read back into a PRD, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class AnotherPrd(BadInput):
    def __init__(self, title: str) -> None:
        super().__init__(f"this folder was exported from another PRD, “{title[:120]}”", mend="read it back there")


class NothingDiffers(Conflict):
    def __init__(self) -> None:
        what = "nothing in it differs from what was exported"
        super().__init__(what, mend="give the folder in which you changed something")


class NoArchive(BadInput):
    def __init__(self, name: str) -> None:
        what = "this is no ZIP archive that can be read"
        super().__init__(what, where=name, mend="pack the exported folder anew, with the hidden folder in it")


class TooMuch(BadInput):
    def __init__(self, name: str) -> None:
        super().__init__("this holds more than a PRD", where=name, mend="give the exported folder alone")


class ReadBackNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such folder here", mend="read it back anew")


class NothingDecided(BadInput):
    def __init__(self) -> None:
        super().__init__("nothing was chosen", mend="tick what to take over, or choose a side of a conflict")


class MaskLeft(BadInput):
    """A person's words still hold a mask, which must not be stored as if it were the name."""

    def __init__(self, masks: Sequence[str]) -> None:
        what = f"{', '.join(dict.fromkeys(masks))} stands for something that is not said"
        super().__init__(what, mend="write what it is, or leave the line as it stands")
