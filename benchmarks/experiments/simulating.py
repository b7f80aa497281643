"""Experiments in which the truth is known, looked at once or every day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.experiments.comparing import CannotCompare, compare
from throughline.measurement.experiments.contracts import Arm, Design
from throughline.measurement.experiments.moments import make_arm
from throughline.measurement.experiments.ratio_mismatch import Mismatch, check_sample_ratio

Floats = NDArray[np.float64]
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class World:
    """`draw(random, units)` gives value, denominator (or 1) and covariate (or 0) of each unit."""

    name: str
    draw: Callable[[np.random.Generator, int], tuple[Floats, Floats, Floats]]


def _plain(values: Floats) -> tuple[Floats, Floats, Floats]:
    return values, np.ones(len(values)), np.zeros(len(values))


def _ratio(random: np.random.Generator, units: int) -> tuple[Floats, Floats, Floats]:
    taste, visits = random.beta(2, 8, units), random.geometric(0.3, units)
    return random.binomial(visits, taste).astype(float), visits.astype(float), np.zeros(units)


def _known_before(random: np.random.Generator, units: int) -> tuple[Floats, Floats, Floats]:
    before = random.gamma(1, 10, units)
    return before * random.uniform(0.5, 1.5, units) + random.gamma(1, 3, units), np.ones(units), before


WORLDS = (
    World("normal", lambda random, units: _plain(random.normal(10, 3, units))),
    World("2 % convert", lambda random, units: _plain((random.random(units) < 0.02).astype(float))),
    World("revenue: 90 % nothing, else log-normal",
          lambda random, units: _plain((random.random(units) < 0.1) * random.lognormal(3, 1.2, units))),
    World("clicks per visit", _ratio),
    World("with a covariate", _known_before),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """How often something was found: at the last look, at any look; and how often the split was blocked or doubted."""

    runs: int = 0
    once: int = 0
    peeked: int = 0
    sequential: int = 0
    sequential_at_end: int = 0
    blocked: int = 0


def simulate(
    world: World, *, runs: int, days: int, per_day: int, planned: float, lift: float, random: np.random.Generator
) -> Tally:
    """Experiments of so many days with so many new units a day; `lift` is added in standard deviations."""
    tally = Tally()
    for _ in range(runs):
        found = _run(world, days, per_day, planned, lift, random)
        tally.runs += 1
        tally.once += found[-1][0]
        tally.peeked += any(look[0] for look in found)
        tally.sequential += any(look[1] for look in found)
        tally.sequential_at_end += found[-1][1]
        tally.blocked += any(look[2] for look in found)
    return tally


def _run(world: World, days: int, per_day: int, planned: float, lift: float, random: np.random.Generator):
    codes = random.integers(0, 2, days * per_day)
    value, denominator, covariate = world.draw(random, days * per_day)
    value = value + lift * value.std() * codes
    totals = [_accumulate(value, denominator, covariate, codes == code, per_day) for code in (0, 1)]
    ratio = bool((denominator != 1).any())
    adjusted = bool(covariate.any())
    binary = [0] if bool(np.isin(value, (0, 1)).all()) else []
    return [
        _look(*(_arm(total[day], ratio=ratio, adjusted=adjusted, binary=binary) for total in totals), planned)
        for day in range(days)
    ]


def _accumulate(value: Floats, denominator: Floats, covariate: Floats, chosen, per_day: int) -> Floats:
    table = np.vstack([np.ones(len(value)), value, denominator, covariate]) * chosen
    products = np.einsum("iu,ju->uij", table, table)
    return products.reshape(-1, per_day, 4, 4).sum(axis=1).cumsum(axis=0)


def _arm(total: Floats, *, ratio: bool, adjusted: bool, binary: list[int]) -> Arm:
    places = [0, *([1] if ratio else []), *([2] if adjusted else [])]
    sums = {place: float(total[0, place + 1]) for place in places}
    products = {(i, j): float(total[i + 1, j + 1]) for i in places for j in places if i <= j}
    return make_arm("arm", round(total[0, 0]), sums, products, binary=binary)


def _look(control: Arm, treatment: Arm, planned: float) -> tuple[bool, bool, bool]:
    blocked = check_sample_ratio((control.count, treatment.count), (1, 1)).verdict is Mismatch.BLOCK
    try:
        once, always = (compare(control, treatment, design) for design in (Design(), Design(planned=planned)))
    except CannotCompare:
        return False, False, blocked
    return once.difference.p < ALPHA, always.difference.p < ALPHA, blocked


def between(found: int, runs: int) -> tuple[float, float]:
    """Wilson's interval at 95 % of a share."""
    share, z = found / runs, 1.96
    middle = (share + z * z / (2 * runs)) / (1 + z * z / runs)
    reach = z * sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs)) / (1 + z * z / runs)
    return middle - reach, middle + reach
