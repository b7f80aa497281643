"""Why a file cannot be used at all: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput


class UnusableFile(BadInput):
    """The file as a whole cannot be read; nothing of it is kept."""


class CompanionFile(UnusableFile):
    """A licence, a readme or the like that lies beside the evidence: several files at once are read without it."""

    def __init__(self, where: str) -> None:
        super().__init__("this comes with other files and holds nobody's words", where=where, mend="leave it out")


class BadMapping(BadInput):
    """`--map` does not say which column is which."""


class UnknownColumn(BadMapping):
    """`--map` names a column the file does not have."""

    def __init__(self, column: str, *, where: str, columns: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in columns[:30])
        super().__init__(f"there is no column “{column}”", where=where, mend=f"choose one of {listed}")
