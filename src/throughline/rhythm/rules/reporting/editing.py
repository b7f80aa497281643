"""What a person did to the draft of a status, laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from throughline.grounding.telling.editing import Edit, edit_sections
from throughline.rhythm.rules.reporting.arranging import PARTS
from throughline.rhythm.rules.reporting.contracts import Status


def lay_over(status: Status, edits: Sequence[Edit]) -> Status:
    """The draft as people have edited it."""
    titles = {part.key: part.title for part in PARTS[status.audience]}
    return replace(status, sections=edit_sections(status.sections, titles, edits, status.records))
