"""How far a key result has come from its start to its target, and how much of its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from throughline.grounding.telling.wording import name_day
from throughline.strategy.contracts import Direction, MetricValue


@dataclass(frozen=True, slots=True)
class Aim:
    """From `start`, the metric's value on the day `since`, to `target` on the day `by`; both in the metric's unit."""

    start: float
    since: date
    target: float
    by: date


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` of the way from start to target: 1 is reached, below 0 is further away than at the start.

    None where no value counts. `gone` is the share of the time that is over, from 0 to 1.
    """

    share: float | None
    gone: float

    @property
    def reached(self) -> bool:
        return self.share is not None and self.share >= 1


def measure(aim: Aim, value: MetricValue | None, *, today: date) -> Progress:
    """Where the value stands between start and target; one from before `since` or after `by` says nothing.

    The same for a metric that shall fall: its target is below its start.
    """
    length = (aim.by - aim.since).days
    gone = min(1.0, max(0.0, (today - aim.since).days / length)) if length > 0 else 1.0
    if value is None or not aim.since <= value.on <= aim.by or aim.target == aim.start:
        return Progress(None, gone)
    return Progress((value.value - aim.start) / (aim.target - aim.start), gone)


def points_wrong(aim: Aim, direction: Direction) -> bool:
    """Whether the target lies where the metric gets worse."""
    return aim.target < aim.start if direction is Direction.UP else aim.target > aim.start


def say_progress(progress: Progress, aim: Aim) -> str:
    """One clause: "61 % of the way", never 100 % before it is reached."""
    share = progress.share
    if share is None:
        return f"not known: no value since {name_day(aim.since)}"
    if share >= 1:
        return "reached"
    if share < 0:
        return "further away than at the start"
    return f"{floor(share * 100 + 1e-9)} % of the way"


def say_time(progress: Progress, aim: Aim, *, today: date) -> str:
    """How much of the time is over, as far as it has begun."""
    if today > aim.by:
        return "its time is over"
    if today < aim.since:
        return f"begins on {name_day(aim.since)}"
    return f"{floor(progress.gone * 100)} % of the time is over"
