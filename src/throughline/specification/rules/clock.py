"""The PRD's own clock: when it was started, drafted, approved, and how long each took, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.specification.rules.wording import count

_UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


@dataclass(frozen=True, slots=True)
class Tick:
    """One moment of the clock, and how long after the one before it, in words; empty for the first."""

    name: str
    at: datetime
    later: str = ""


def read_clock(moments: Sequence[tuple[str, datetime]]) -> tuple[Tick, ...]:
    """The moments in order, each with the time since the one before."""
    ordered = sorted(moments, key=lambda moment: moment[1])
    before = [None, *(at for _, at in ordered)]
    return tuple(
        Tick(name, at, name_duration(at - then) if then else "")
        for (name, at), then in zip(ordered, before[:-1], strict=True)
    )


def name_duration(duration: timedelta) -> str:
    """`8 minutes`, `2 hours`, `3 days`: whole units of the largest that fits, `under a minute` below them."""
    for unit, noun in _UNITS:
        if duration >= unit:
            return count(round(duration / unit), noun)
    return "under a minute"
