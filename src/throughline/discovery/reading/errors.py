"""Why a file cannot be used at all: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput


class UnusableFile(BadInput):
    """The file as a whole cannot be read; nothing of it is kept."""


class BadMapping(BadInput):
    """`--map` does not say which column is which."""


class UnknownColumn(BadMapping):
    """`--map` names a column the file does not have."""

    def __init__(self, column: str, *, where: str, columns: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in columns[:30])
        super().__init__(f"there is no column “{column}”", where=where, mend=f"choose one of {listed}")
