"""What the form for one item may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import EvidenceKind
from throughline.discovery.feedback.filters import KINDS


@dataclass(frozen=True, slots=True)
class ItemForm:
    """One item as it was typed."""

    text: str
    customer: str
    is_person: bool
    kind: EvidenceKind
    day: date | None
    channel: str
    relayed_by: str

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ItemForm:
        """Raises `BadInput` for a kind or day there is not."""
        kind = given.get("kind") or EvidenceKind.SAID
        if kind not in set(KINDS):
            raise BadInput(f"“{kind[:30]}” is no kind of evidence", mend=f"choose {', '.join(KINDS)}")
        return cls(
            text=given.get("text", ""),
            customer=_read(given, "customer"),
            is_person=given.get("unit") == "person",
            kind=EvidenceKind(kind),
            day=_read_day(given.get("day", "").strip()),
            channel=_read(given, "channel"),
            relayed_by=_read(given, "relayed_by"),
        )


def _read(given: Mapping[str, str], name: str) -> str:
    return " ".join(given.get(name, "").replace("\x00", " ").split())[:255]


def _read_day(value: str) -> date | None:
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2026-03-04") from None
    if day > utc_today():
        raise BadInput(f"{day.isoformat()} is yet to come", mend="give the day on which it was said")
    return day
