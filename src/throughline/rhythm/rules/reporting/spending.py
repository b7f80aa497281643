"""How long somebody was at a status: from opening it to sending it, a pause counted as fifteen minutes at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

LONGEST_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Spent:
    """The seconds so far, and when the page was last touched."""

    seconds: float
    last: datetime


def touch(spent: Spent | None, now: datetime) -> Spent:
    """The time with this touch added; the first one begins it."""
    if spent is None:
        return Spent(0.0, now)
    gap = min(max(now - spent.last, timedelta()), LONGEST_PAUSE)
    return Spent(spent.seconds + gap.total_seconds(), now)


def name_minutes(seconds: float) -> int:
    """Whole minutes, the begun one counted."""
    return max(1, ceil(seconds / 60))


def tell_time(took: int | None, usual: int | None) -> str:
    """`Took 3 min here; you said it usually takes 40.` What is not known is left out, or said."""
    said = f"you said it usually takes {usual}" if usual else "how long it usually takes was not said"
    return f"Took {took} min here; {said}." if took is not None else f"How long it took here was not measured; {said}."
