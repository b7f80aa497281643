"""What is done to an invented metric, and when it counts as found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from worlds import YEAR, Random, World

Numbers = NDArray[np.float64]

ONE_DAY, LEVEL = (4.4, 7.3, 10.9), (2.6, 4.4, 6.5)
"""Small, middle, large, in standard deviations of what cannot be foreseen of a day."""
IN_TIME = 3
KINDS = ("spike", "drop", "three days", "level")
DRIFT_DAYS, DRIFT = 45, 8.0


@dataclass(frozen=True)
class Happening:
    """Something that begins on a day; `size` is 0, 1 or 2; found within `within` days."""

    kind: str
    first: int
    size: int
    within: int = IN_TIME

    def is_found(self, days: set[int]) -> bool:
        return any(day in days for day in range(self.first, self.first + self.within))


def plan(world: World, random: Random) -> tuple[Numbers, list[Happening]]:
    """Seven happenings in the judged year, each some weeks from the next, and how far they push each day."""
    push, planned, side = np.zeros(world.before + YEAR), [], -1.0 if world.falls else 1.0
    slots = world.before + np.arange(20, 330, 50) + random.integers(0, 15, 7)
    kinds = [KINDS[place % 4] for place in random.permutation(7)] if world.falls else ["spike"] * 6 + ["level"]
    for slot, kind in zip(slots.tolist(), kinds, strict=True):
        first, size = slot - max(0, slot % 7 - world.works + 1), int(random.integers(3))
        if kind == "level":
            push[first:] += side * LEVEL[size]
            side = -side
        else:
            days = 3 if kind == "three days" and first % 7 + 2 < world.works else 1
            push[first : first + days] += ONE_DAY[size] * (1 if kind == "spike" else -1)
        planned.append(Happening(kind, first, size))
    return push, planned


def plan_drift(world: World, random: Random) -> tuple[Numbers, list[Happening]]:
    """One slow drift: down (or up) by eight standard deviations within 45 days, and no way back."""
    first, days = world.before + 150 + int(random.integers(0, 50)), world.before + YEAR
    ramp = np.clip((np.arange(days) - first + 1) / DRIFT_DAYS, 0, 1)
    return DRIFT * ramp * (-1 if world.falls else 1), [Happening("drift", first, 2, DRIFT_DAYS)]


def lose_weekday(values: Numbers, world: World, random: Random) -> list[Happening]:
    """Five working days that look like the Sunday after them, in place."""
    lost = []
    for slot in range(world.before + 20, world.before + 330, 65):
        first = slot - slot % 7 + int(random.integers(0, 4))
        values[first] = values[first - first % 7 + 6]
        if not np.isnan(values[first]):
            lost.append(Happening("weekday", first, 1, 1))
    return lost
