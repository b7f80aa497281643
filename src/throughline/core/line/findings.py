"""What each slice would tell a person this week: one finding, its reason, one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.core.contracts import Actor


class Urgency(IntEnum):
    """Which comes first: a person who waits, then something that changed, then what would be good to do."""

    WAITS = 1
    CHANGED = 2
    GOOD = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of This week. `weight` orders findings of one urgency, the largest first; `kind` is what it is about."""

    kind: str
    title: str
    reason: str
    action: str
    url: str
    urgency: Urgency
    weight: float = 0.0


Offer = Callable[["Actor", datetime, datetime], Sequence[Finding]]
"""The findings for a member since a moment, and now."""

_offers: list[Offer] = []


def offer_findings(offer: Offer) -> None:
    """Add a slice's findings to everybody's week; called once, when the applications are ready."""
    if offer not in _offers:
        _offers.append(offer)


def gather_findings(actor: Actor, *, since: datetime, now: datetime) -> list[Finding]:
    """Everything the slices would tell this member, in no order."""
    return [finding for offer in _offers for finding in offer(actor, since, now)]
