"""What a retrospective is called where it is named."""

from __future__ import annotations

from throughline.grounding.telling.wording import name_day
from throughline.rhythm.models import Retrospective


def name_retrospective(row: Retrospective) -> str:
    """`Sprint 41, 12 November 2026`, or the day alone where nobody named it."""
    return ", ".join(filter(None, [row.name, name_day(row.held)]))
