"""How much of what happens to a metric is found, at how many false alarms a metric-year? See README.md."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from detectors import (
    find_above,
    find_days_above,
    find_ours,
    score_autoets,
    score_same_weekday,
    score_week_over_week,
)
from happenings import KINDS, Happening, lose_weekday, plan, plan_drift
from numpy.typing import NDArray
from scipy.stats import beta, chi2
from worlds import WORLDS, YEAR, World

Numbers = NDArray[np.float64]
SIZES = ("small", "middle", "large")


class Sample:
    """One world: clean metric-years, and as many in which something happens."""

    def __init__(self, world: World, years: int, seed: int) -> None:
        self.world, self.clean, self.moved = world, [], []
        days, still = world.before + YEAR, np.zeros(world.before + YEAR)
        for year in range(years):
            self.clean.append(world.make(self._dice(seed, 1, year), days, still))
            push, planned = plan(world, self._dice(seed, 2, year))
            self.moved.append((world.make(self._dice(seed, 3, year), days, push), planned))
        self.others = [*self._make_drifts(seed, years), *self._make_weekdays(seed, years)]

    def _dice(self, *key: int) -> np.random.Generator:
        return np.random.default_rng([*key, WORLDS.index(self.world)])

    def _make_drifts(self, seed: int, years: int):
        for year in range(years):
            push, planned = plan_drift(self.world, self._dice(seed, 4, year))
            yield self.world.make(self._dice(seed, 5, year), len(push), push), planned

    def _make_weekdays(self, seed: int, years: int):
        days = self.world.before + YEAR
        for year in range(years):
            values = self.world.make(self._dice(seed, 6, year), days, np.zeros(days))
            yield values, lose_weekday(values, self.world, self._dice(seed, 7, year))


class Tally:
    """False alarms and what was found."""

    def __init__(self) -> None:
        self.alarms, self.years, self.found = 0, 0, []

    def add(self, happening: Happening, days: set[int]) -> None:
        self.found.append((happening.kind, happening.size, happening.is_found(days)))

    def recall(self, *kinds: str, size: int | None = None) -> str:
        told = [hit for kind, each, hit in self.found if kind in kinds and size in (None, each)]
        return say_share(sum(told), len(told)) if told else "-"


def say_share(hits: int, count: int) -> str:
    """A share with its binomial interval (Clopper and Pearson 1934)."""
    low = beta.ppf(0.025, hits, count - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, count - hits) if hits < count else 1.0
    return f"{hits / count:.3f} [{low:.3f}-{high:.3f}] of {count}"


def say_rate(events: int, years: int) -> str:
    """A rate with its Poisson interval (Garwood 1936)."""
    low = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    return f"{events / years:.2f} [{low / years:.2f}-{chi2.ppf(0.975, 2 * events + 2) / 2 / years:.2f}]"


def measure_ours(sample: Sample, rate: float, total: Tally) -> Tally:
    own = Tally()
    for tally in (own, total):
        tally.years += len(sample.clean)
    for values in sample.clean:
        alarms = sum(day >= sample.world.before for day in find_ours(values, rate))
        own.alarms, total.alarms = own.alarms + alarms, total.alarms + alarms
    for values, planned in (*sample.moved, *sample.others):
        days = set(find_ours(values, rate))
        for happening in planned:
            own.add(happening, days)
            total.add(happening, days)
    return own


def measure_scores(samples: list[Sample], score: Callable[[Numbers], Numbers], *, rate: float, bar: float | None):
    """Recall of a score: at a given bar, or in each world at the one that gives `rate` false alarms a year there."""
    tally = Tally()
    for sample in samples:
        before = sample.world.before
        clean = [score(values) for values in sample.clean]
        at = find_bar(clean, before, rate) if bar is None else bar
        tally.alarms += count_alarms(clean, before, at)
        tally.years += len(clean)
        for values, planned in (*sample.moved, *sample.others):
            days = set(find_days_above(score(values), at))
            for happening in planned:
                tally.add(happening, days)
    return tally


def count_alarms(clean: list[Numbers], before: int, bar: float) -> int:
    return sum(day >= before for scores in clean for day in find_above(scores, bar))


def find_bar(clean: list[Numbers], before: int, rate: float) -> float:
    """The lowest bar that keeps to the rate: a choice that only a simulation can make, in favour of the score."""
    bars = np.unique(np.concatenate([scores[before:] for scores in clean]))[-40 * len(clean) :]
    return next(float(bar) for bar in bars if count_alarms(clean, before, float(bar)) <= rate * len(clean))


def main() -> None:
    """Print recall and false alarms, by world, by kind, and beside other detectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=10, help="clean metric-years of each world")
    parser.add_argument("--rate", type=float, default=2.0, help="false alarms a metric-year asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--autoets", action="store_true", help="also AutoETS; asks for statsforecast")
    parser.add_argument("--main", action="store_true", help="without lost weekdays and slow drifts")
    options = parser.parse_args()
    samples = [Sample(world, options.years, options.seed) for world in WORLDS]
    for sample in samples if options.main else ():
        sample.others = []
    total = show_ours(samples, options.rate)
    show_others(samples, total, options.autoets)


def show_ours(samples: list[Sample], rate: float) -> Tally:
    total, begun = Tally(), time.process_time()
    for sample in samples:
        own = measure_ours(sample, rate, total)
        print(f"{sample.world.name:26} false alarms {say_rate(own.alarms, own.years):20} recall {own.recall(*KINDS)}")
    series = sum(len(sample.clean) + len(sample.moved) + len(sample.others) for sample in samples)
    print(f"\n{total.years} clean metric-years, {(time.process_time() - begun) / series:.2f} s a series")
    for kind in KINDS:
        sizes = "   ".join(f"{name} {total.recall(kind, size=size)}" for size, name in enumerate(SIZES))
        print(f"{kind:12} {sizes}")
    print()
    show("ours", total)
    return total


def show_others(samples: list[Sample], ours: Tally, autoets: bool) -> None:
    rate = ours.alarms / ours.years
    for name, score, usual in (
        ("same weekday, MAD", score_same_weekday, 3.5),
        ("week over week", score_week_over_week, 0.15),
    ):
        for bar in (usual, None):
            tally = measure_scores(samples, score, rate=rate, bar=bar)
            show(f"{name}, {'bar best of each world' if bar is None else f'bar {bar}'}", tally)
    if autoets:
        tally = measure_scores(samples, lambda values: score_autoets(values, YEAR), rate=rate, bar=None)
        show("AutoETS, bar best of each world", tally)


def show(name: str, tally: Tally) -> None:
    print(f"{name:48} false alarms {say_rate(tally.alarms, tally.years):20} recall {tally.recall(*KINDS)}")
    print(f"{'':48} lost weekday {tally.recall('weekday')}   slow drift {tally.recall('drift')}")


if __name__ == "__main__":
    main()
