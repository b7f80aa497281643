"""What is asked about a launch, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scale(StrEnum):
    """How the values are meant: as they are, raw with effects that multiply, or logarithms already."""

    RAW = "raw"
    LOG = "log"
    LOGGED = "logged"


class Verdict(StrEnum):
    EXTEND = "extend"
    FIX = "fix"
    SUNSET = "sunset"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Question:
    """`launch` is the first day after, `window` how many days count from it. A change of less than `enough` (a share
    of the level) is not worth having shipped for."""

    launch: date
    window: int = 90
    scale: Scale = Scale.RAW
    less_is_better: bool = False
    enough: float = 0.05


@dataclass(frozen=True, slots=True)
class Range:
    """An estimate with its interval at 95 %."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Placebo:
    """Days of the past at which nothing was launched, and at how many the method would have claimed an effect."""

    dates: int
    false_alarms: int


@dataclass(frozen=True, slots=True)
class Left:
    """Days without a value, days that stand out so far that they say nothing of the rest, and days before the launch
    from which the level was another one."""

    missing: int
    unusual: tuple[date, ...]
    shifts: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean daily difference in the metric's unit (of logarithms where they were given), and as a share of what
    would have been (None where that is not above 0). `before` and `after` are the days compared."""

    effect: Range
    relative: Range | None
    p: float
    placebo: Placebo
    before: int
    after: int
    left: Left
    widened: float

    @property
    def half_width(self) -> float:
        return (self.effect.high - self.effect.low) / 2
