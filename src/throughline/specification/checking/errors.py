"""What can go wrong before a check: the file, and the team's settings."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, NotFound

_NAME_ANOTHER = "name a Markdown file"


class NotChecked(BadInput):
    """The file cannot be checked: it is missing, no text, empty or far too large."""

    def __init__(self, what: str, *, where: str, mend: str = _NAME_ANOTHER) -> None:
        super().__init__(what, where=where, mend=mend)


class BadSettings(BadInput):
    """`throughline.toml` says something that cannot be."""

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(what, where=where, mend=mend)


class NeedsReason(BadInput):
    def __init__(self) -> None:
        super().__init__("a finding is let stand for a reason", mend="say in a few words why it may")


class NoSuchRule(NotFound):
    def __init__(self, rule: str) -> None:
        super().__init__("there is no such finding here", where=rule, mend="reload the page")
