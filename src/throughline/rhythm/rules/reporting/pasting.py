"""A status as text to paste, and what its file is called."""

from __future__ import annotations

from throughline.grounding.telling.pasting import Show, Text
from throughline.grounding.telling.pasting import paste as paste_text
from throughline.grounding.telling.wording import name_day
from throughline.rhythm.rules.reporting.contracts import Status


def paste(status: Status, kind: str, *, base: str = "", show: Show = str) -> str:
    """The whole status as text of a kind of `LOOKS`, ending in a line end; `base` and `show` as for any told text."""
    return paste_text(Text(name_status(status), status.first, status.sections), kind, base=base, show=show)


def name_status(status: Status) -> str:
    """`Harbor: status of 30 November 2026`"""
    return f"{status.workspace}: status of {name_day(status.until)}"


def name_file(status: Status, ending: str) -> str:
    """`status-leadership-2026-11-30.md`"""
    return f"status-{status.audience.value}-{status.until.isoformat()}.{ending}"
