"""Invented daily series whose effect is known: worlds that the method models, and worlds that it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL, WINDOW = 1000.0, 90
WEEK = np.array([0.06, 0.08, 0.07, 0.05, 0.02, -0.14, -0.14])


@dataclass(frozen=True)
class World:
    """`effect` is the true mean daily difference over the window; `before` is the number of days before the launch."""

    start: date
    values: Floats
    before: int
    effect: float
    control: Floats | None = None

    @property
    def launch(self) -> date:
        return self.start + timedelta(days=self.before)


@dataclass(frozen=True)
class Scenario:
    name: str
    make: Callable[[np.random.Generator], World]
    inside: bool
    log: bool = False


def persist(rng: np.random.Generator, rho: float, count: int, shocks: Floats | None = None) -> Floats:
    """AR(1) with variance 1."""
    shocks = rng.normal(size=count) if shocks is None else shocks
    noise = np.empty(count)
    noise[0] = shocks[0]
    for n in range(1, count):
        noise[n] = rho * noise[n - 1] + np.sqrt(1 - rho**2) * shocks[n]
    return noise


class Days:
    """The days of one world: index, weekday, time of the year, and what most worlds share."""

    def __init__(self, rng: np.random.Generator, before: int = 365) -> None:
        self.rng, self.before, self.count = rng, before, before + WINDOW
        self.start = date(2022, 1, 1) + timedelta(days=int(rng.integers(0, 730)))
        self.t = np.arange(self.count)
        self.weekday = (self.t + self.start.weekday()) % 7
        self.year = 2 * np.pi * (self.t + self.start.toordinal()) / 365.25
        self.after = self.t >= before

    def usual(self) -> Floats:
        """A level, a week, and a trend of some 22 % a year either way."""
        return LEVEL * (1 + WEEK[self.weekday] + self.rng.normal(0, 0.0006) * (self.t - self.before))

    def noise(self, rho: float, deviation: float) -> Floats:
        return LEVEL * deviation * persist(self.rng, rho, self.count)

    def walk(self, deviation: float) -> Floats:
        return LEVEL * np.cumsum(self.rng.normal(0, deviation, self.count))

    def season(self, strength: float) -> Floats:
        return LEVEL * strength * np.sin(self.year + self.rng.uniform(0, 2 * np.pi))

    def end(self, values: Floats, effect: float = 0.0, control: Floats | None = None) -> World:
        return World(self.start, values, self.before, effect, control)


def _persistent(rho: float, before: int = 365):
    def make(rng):
        days = Days(rng, before)
        return days.end(days.usual() + days.noise(rho, 0.05))

    return make


def _walking(rng):
    days = Days(rng)
    return days.end(days.usual() + days.walk(0.004) + days.noise(0, 0.04))


def _ramp(rng):
    days = Days(rng)
    rise = np.clip((days.t - days.before) / (WINDOW - 1), 0, 1) * 100
    return days.end(days.usual() + days.noise(0.8, 0.05) + rise, float(rise[days.after].mean()))


def _seasonal(before: int, walk: float):
    def make(rng):
        days = Days(rng, before)
        return days.end(days.usual() + days.season(0.08) + days.walk(walk) + days.noise(0.6, 0.03))

    return make


def _controlled(rng):
    days = Days(rng)
    common = days.season(0.08) + days.walk(0.004)
    drift = LEVEL * rng.normal(0, 0.0003) * (days.t - days.before)
    control = 2 * (LEVEL * (1 + WEEK[days.weekday]) + common + drift) + days.noise(0.6, 0.06)
    return days.end(days.usual() + common + days.noise(0.6, 0.03), control=control)


def _shifted(rng):
    days = Days(rng)
    values = days.usual() + days.noise(0.5, 0.04)
    for _ in range(rng.integers(1, 3)):
        size = rng.choice([-1, 1]) * rng.uniform(0.1, 0.3)
        values += LEVEL * size * (days.t >= rng.integers(40, days.before - 40))
    return days.end(values)


def _kinked(rng):
    days = Days(rng)
    kink = np.clip(days.t - rng.integers(60, days.before - 120), 0, None)
    return days.end(days.usual() + LEVEL * rng.normal(0, 0.0008) * kink + days.noise(0.5, 0.04))


def _calmer_or_wilder(rng):
    days = Days(rng)
    factor = np.where(days.t >= rng.integers(100, days.before - 60), rng.choice([0.5, 2.0]), 1.0)
    return days.end(days.usual() + factor * days.noise(0.5, 0.04))


def _holidays(rng):
    days = Days(rng)
    of_year = rng.choice(365, 10, replace=False)
    is_off = np.isin((days.t + days.start.toordinal()) % 365, of_year)
    return days.end((days.usual() + days.noise(0.5, 0.04)) * np.where(is_off, rng.uniform(0.4, 0.7), 1))


def _outliers(rng):
    days = Days(rng)
    spikes = (rng.random(days.count) < 0.03) * rng.choice([-0.6, 1.0, 2.0, 4.0], days.count) * rng.uniform(0.5, 1)
    return days.end(days.usual() + days.noise(0.5, 0.04) + LEVEL * spikes)


def _heavy(rng):
    days = Days(rng)
    shocks = rng.standard_t(3, days.count) / np.sqrt(3)
    return days.end(days.usual() + LEVEL * 0.05 * persist(rng, 0.5, days.count, shocks))


def _multiplied(before: int):
    def make(rng):
        days = Days(rng, before)
        growth = rng.normal(0.0006, 0.0006) * (days.t - days.before)
        season = 0.06 * np.sin(days.year + rng.uniform(0, 6)) if before > 700 else 0.0
        week = np.log1p(2 * WEEK[days.weekday])
        return days.end(LEVEL * np.exp(growth + season + week + 0.08 * persist(rng, 0.6, days.count)))

    return make


def _missing(rng):
    days = Days(rng)
    values = days.usual() + days.noise(0.7, 0.05)
    values[rng.choice(np.arange(1, days.count - 1), 30, replace=False)] = np.nan
    hole = rng.integers(20, days.count - 40)
    values[hole : hole + 9] = np.nan
    return days.end(values)


def _small_counts(mean: float):
    def make(rng):
        days = Days(rng)
        rate = mean * (1 + 2 * WEEK[days.weekday]) * np.exp(0.2 * persist(rng, 0.8, days.count) - 0.02)
        return days.end(rng.poisson(rate).astype(float))

    return make


def _new_week(rng):
    days = Days(rng)
    late = days.t >= rng.integers(80, days.before - 60)
    week = np.where(late, WEEK[::-1][days.weekday], WEEK[days.weekday])
    return days.end(LEVEL * (1 + 1.5 * week) + days.noise(0.5, 0.04))


def _remembering(rng):
    days = Days(rng)
    parts = [persist(rng, rho, days.count) for rho in (0.2, 0.7, 0.93, 0.99)]
    return days.end(days.usual() + LEVEL * 0.03 * np.sum(parts, axis=0))


def _monthly(rng):
    days = Days(rng)
    month = 0.05 * np.sin(2 * np.pi * days.t / 30.4 + rng.uniform(0, 6))
    return days.end(days.usual() + LEVEL * month + days.noise(0.5, 0.04))


def _saturating(rng):
    days = Days(rng)
    growth = 0.4 / (1 + np.exp(-(days.t - rng.uniform(100, 300)) / rng.uniform(30, 80)))
    return days.end(LEVEL * (0.8 + growth + WEEK[days.weekday]) + days.noise(0.5, 0.04))


SCENARIOS = (
    Scenario("persistence 0.5", _persistent(0.5), True),
    Scenario("persistence 0.8", _persistent(0.8), True),
    Scenario("random walk", _walking, True),
    Scenario("a ramp of 5 %", _ramp, True),
    Scenario("a year, two known", _seasonal(730, 0.0), True),
    Scenario("a control", _controlled, True),
    Scenario("a year, one known", _seasonal(365, 0.004), False),
    Scenario("120 days before", _persistent(0.6, 120), False),
    Scenario("level shifts", _shifted, False),
    Scenario("a kink", _kinked, False),
    Scenario("calmer or wilder", _calmer_or_wilder, False),
    Scenario("holidays", _holidays, False),
    Scenario("outliers", _outliers, False),
    Scenario("heavy tails", _heavy, False),
    Scenario("multiplicative", _multiplied(365), False),
    Scenario("multiplicative, 2 years", _multiplied(730), False),
    Scenario("multiplicative, --log", _multiplied(365), False, True),
    Scenario("missing days", _missing, False),
    Scenario("counts near 2", _small_counts(2.0), False),
    Scenario("counts near 2, --log", _small_counts(2.0), False, True),
    Scenario("counts near 0.4", _small_counts(0.4), False),
    Scenario("another week", _new_week, False),
    Scenario("long memory", _remembering, False),
    Scenario("monthly cycle", _monthly, False),
    Scenario("growth that levels off", _saturating, False),
)
