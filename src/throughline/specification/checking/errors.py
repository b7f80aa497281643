"""What can go wrong before a check: the file, and the team's settings."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput

_NAME_ANOTHER = "name a Markdown file"


class NotChecked(BadInput):
    """The file cannot be checked: it is missing, no text, empty or far too large."""

    def __init__(self, what: str, *, where: str, mend: str = _NAME_ANOTHER) -> None:
        super().__init__(what, where=where, mend=mend)


class BadSettings(BadInput):
    """`throughline.toml` says something that cannot be."""

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(what, where=where, mend=mend)
