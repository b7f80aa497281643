"""Invented metrics: a year that is judged after weeks that are not, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Random = np.random.Generator

BEFORE, YEAR = 84, 365
WEEKDAYS = np.array([0.06, 0.08, 0.07, 0.05, 0.02, -0.14, -0.14])


@dataclass(frozen=True)
class World:
    """How a metric comes about. `make(random, days, push)` moves each day by `push` of its own standard deviations.

    What nobody can see is not asked for: fewer than four sign-ups a day cannot fall far (`falls`), and nothing happens
    on days without work (`works` days of the week have some).
    """

    name: str
    make: Callable[[Random, int, Numbers], Numbers]
    before: int = BEFORE
    falls: bool = True
    works: int = 7


def _autoregress(random: Random, days: int, memory: float) -> Numbers:
    """Noise whose unforeseeable part has a standard deviation of 1."""
    noise = np.zeros(days)
    for day in range(days):
        noise[day] = (memory * noise[day - 1] if day else 0.0) + random.normal()
    return noise


def _week(random: Random, days: int, strength: float = 1.0) -> Numbers:
    return np.log1p(WEEKDAYS * strength * random.uniform(0.5, 2))[np.arange(days) % 7]


def _year(random: Random, days: int, strength: float) -> Numbers:
    return strength * np.sin(2 * np.pi * np.arange(days) / 365.25 + random.uniform(0, 6.28))


def steady(random, days, push):
    drift = random.normal(0, 0.0006) * np.arange(days)
    noise = 0.0275 * (_autoregress(random, days, 0.4) + push)
    return np.exp(np.log(1000) + drift + _week(random, days) + noise)


def growing(random, days, push):
    drift = random.uniform(0.5, 1.2) / 365 * np.arange(days)
    noise = 0.04 * (random.normal(size=days) + push)
    return np.exp(np.log(400) + drift + _year(random, days, 0.2) + _week(random, days) + noise)


def wandering(random, days, push):
    level = np.cumsum(random.normal(0, 0.012, days))
    noise = 0.03 * (random.normal(size=days) + push * 1.25)
    return np.exp(np.log(5000) + level + _week(random, days) + noise)


def clinging(random, days, push):
    noise = 0.03 * (_autoregress(random, days, 0.8) + push)
    return np.exp(np.log(2000) + _year(random, days, 0.1) + _week(random, days) + noise)


def heavy(random, days, push):
    noise = 0.035 * (random.standard_t(5, days) / np.sqrt(5 / 3) + push)
    return np.exp(np.log(800) + _week(random, days) + noise)


def few(random, days, push):
    mean = random.uniform(2, 6) * np.exp(_week(random, days))
    return random.poisson(np.maximum(mean + push * np.sqrt(mean), 0)).astype(float)


def counted(random, days, push):
    mean = random.uniform(50, 150) * np.exp(_week(random, days) + _year(random, days, 0.15))
    mean = np.maximum(mean + push * np.sqrt(mean + mean**2 / 400), 0)
    return random.poisson(mean * random.gamma(400, 1 / 400, days)).astype(float)


def resting(random, days, push):
    """Work tools: hardly anything at weekends."""
    mean = 300 * np.where(np.arange(days) % 7 >= 5, 0.06, 1.0) * np.exp(_week(random, days, 0.4))
    spread = np.sqrt(mean + (0.04 * mean) ** 2)
    return random.poisson(np.maximum(mean + spread * push + 0.04 * mean * random.normal(size=days), 0)).astype(float)


def added(random, days, push):
    level = 200 + _year(random, days, 20) + 40 * WEEKDAYS[np.arange(days) % 7] / 0.14
    return level + 8 * (_autoregress(random, days, 0.3) + push)


def converting(random, days, push):
    visits = random.poisson(3000 * np.exp(_week(random, days)))
    share = 0.05 + 0.05 * _week(random, days, 0.5)
    spread = np.sqrt(share / visits)
    return random.binomial(visits, np.clip(share + spread * push, 0, 1)) / visits


def stirring(random, days, push):
    """Calm and lively months."""
    spread = 0.03 * np.exp(0.35 * np.sin(2 * np.pi * np.arange(days) / 120 + random.uniform(0, 6.28)))
    return np.exp(np.log(1500) + _week(random, days) + spread * (random.normal(size=days) + push))


def changing(random, days, push):
    """Weekdays that slowly become like each other."""
    fading = np.linspace(1, random.uniform(0, 0.5), days)
    noise = 0.03 * (random.normal(size=days) + push)
    return np.exp(np.log(900) + fading * _week(random, days, 1.5) + noise)


def holed(random, days, push):
    values = steady(random, days, push)
    values[random.choice(np.arange(1, days - 1), days // 20, replace=False)] = np.nan
    return values


def celebrating(random, days, push):
    """Ten holidays that come back every year, and a week of quiet at its end."""
    dates = random.choice(np.arange(20, 340), 10, replace=False)
    depth = dict(zip(dates.tolist(), random.uniform(0.1, 0.5, 10), strict=True))
    depth |= dict.fromkeys(range(357, 364), 0.35)
    dips = np.array([depth.get(day % 365, 0.0) for day in range(days)])
    noise = 0.03 * (random.normal(size=days) + push)
    return np.exp(np.log(1200) + _week(random, days) - dips + noise)


WORLDS = (
    World("steady, lingering noise", steady),
    World("growing, yearly season", growing),
    World("level walks at random", wandering),
    World("noise that lingers long", clinging),
    World("heavy tails (t, 5)", heavy),
    World("counts of 2 to 6", few, falls=False),
    World("counts of 50 to 150", counted),
    World("hardly any at weekends", resting, works=5),
    World("noise that is added", added),
    World("conversion rate", converting),
    World("calm and lively months", stirring),
    World("weekdays that change", changing),
    World("one day in 20 missing", holed),
    World("recurring holidays", celebrating, before=2 * YEAR + 14),
)
