"""Do the intervals of `throughline effect` hold the truth, how wide are they, and does it cry wolf? See README.md."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import numpy as np
from generators import SCENARIOS, Scenario, World
from peers import compare_means, follow_level
from scipy.stats import binomtest

from throughline.iteration.reading import read_daily
from throughline.measurement.effects.contracts import Effect, Question, Scale
from throughline.measurement.effects.estimating import estimate_effect
from throughline.measurement.series.contracts import Series


def main() -> None:
    """Run the invented worlds, then placebo dates on the series that are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("series", nargs="*", type=Path, help="files of real series, for placebo dates")
    parser.add_argument("--worlds", type=int, default=200, help="worlds a scenario")
    parser.add_argument("--only", help="scenarios whose name holds these words")
    parser.add_argument("--logged", action="store_true", help="the series hold logarithms")
    parser.add_argument("--every", type=int, default=30, help="days between placebo dates")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.worlds:
        _run_worlds(options)
    for path in options.series:
        _run_placebos(path, options)


@dataclass
class Tally:
    held: list[bool] = field(default_factory=list)
    naive: list[bool] = field(default_factory=list)
    level: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    alarms: list[float] = field(default_factory=list)
    widened: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def _run_worlds(options: argparse.Namespace) -> None:
    print(f"{'scenario':24} inside  cover  (95 % of it)   width  ÷level  level  naive  placebo  widened  s")
    for scenario in SCENARIOS:
        if options.only and options.only not in scenario.name:
            continue
        tally = Tally()
        for number in range(options.worlds):
            rng = np.random.default_rng([options.seed, number, *scenario.name.encode()])
            _try(scenario, scenario.make(rng), tally)
        _print(scenario, tally)


def _try(scenario: Scenario, world: World, tally: Tally) -> None:
    begun = time.process_time()
    found = _ask(scenario, world)
    tally.seconds.append(time.process_time() - begun)
    # With a control all compare ratios; brought to the unit of the metric by its level after the launch.
    unit = 1.0 if world.control is None else float(np.nanmean(world.values[world.before :]))
    values = world.values if world.control is None else np.log(world.values / world.control) * unit
    level, naive = follow_level(world, values), compare_means(world, values)
    tally.held.append(found.effect.low <= world.effect <= found.effect.high)
    tally.level.append(level[0] <= world.effect <= level[1])
    tally.naive.append(naive[0] <= world.effect <= naive[1])
    tally.widths.append(found.half_width)
    tally.ratios.append(found.half_width / ((level[1] - level[0]) / 2))
    tally.widened.append(found.widened)
    if found.placebo.dates:
        tally.alarms.append(found.placebo.false_alarms / found.placebo.dates)


def _ask(scenario: Scenario, world: World) -> Effect:
    control = None if world.control is None else Series("control", world.start, world.control)
    question = Question(world.launch, scale=Scale.LOG if scenario.log else Scale.RAW)
    return estimate_effect(Series("value", world.start, world.values), question, control=control)


def _print(scenario: Scenario, tally: Tally) -> None:
    held = binomtest(sum(tally.held), len(tally.held)).proportion_ci(method="wilson")
    alarms = f"{np.mean(tally.alarms):7.1%}" if tally.alarms else "      -"
    print(
        f"{scenario.name:24} {'yes' if scenario.inside else 'no':6} {np.mean(tally.held):6.1%}"
        f" ({held.low:.1%}-{held.high:.1%}) {np.mean(tally.widths):7.3g} {np.median(tally.ratios):6.2f}"
        f"  {np.mean(tally.level):6.1%} {np.mean(tally.naive):6.1%}  {alarms}  {np.mean(tally.widened):6.2f}"
        f"  {np.mean(tally.seconds):.2f}",
        flush=True,
    )


def _run_placebos(path: Path, options: argparse.Namespace) -> None:
    """Every so many days, from a year and from two years on: how often an effect is claimed that cannot be."""
    series = read_daily(path, columns={}, signed=True)
    for least in (365, 730):
        alarms: list[bool] = []
        for place in range(least, len(series) - 90, options.every):
            question = Question(
                series.start + timedelta(days=place), scale=Scale.LOGGED if options.logged else Scale.RAW
            )
            found = estimate_effect(_cut(series, place + 90), question)
            alarms.append(found.p < 0.05)
        independent = max(1, round(len(alarms) * options.every / 90))
        wide = binomtest(min(independent, round(np.mean(alarms) * independent)), independent).proportion_ci(
            method="wilson"
        )
        print(
            f"{path.name}, {least} days and more before: {sum(alarms)} false alarms at {len(alarms)} dates"
            f" = {np.mean(alarms):.1%} (of {independent} windows that do not overlap: {wide.low:.1%}-{wide.high:.1%})",
            flush=True,
        )


def _cut(series: Series, count: int) -> Series:
    values = series.values[:count]
    last = int(np.flatnonzero(~np.isnan(values))[-1]) + 1
    return Series(series.name, series.start, values[:last])


if __name__ == "__main__":
    main()
