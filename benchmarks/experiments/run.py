"""Do the figures agree with a peer's, and does looking every day find what is not there?

python benchmarks/experiments/run.py --peer CASES.json      agreement alone
python benchmarks/experiments/run.py --runs 1000            false positives and power, by simulation
python benchmarks/experiments/run.py --rows 1000000         the time of a whole command
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
from peer import replay
from simulating import WORLDS, Tally, between, simulate


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", type=Path, help="the peer's recorded cases")
    parser.add_argument("--runs", type=int, default=0, help="simulated experiments in each world")
    parser.add_argument("--rows", type=int, default=0, help="rows of a file to time")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    differs = tell_peer(asked.peer) if asked.peer else 0
    if asked.runs:
        tell_false_positives(asked.runs, asked.seed)
        tell_power(asked.runs, asked.seed)
    if asked.rows:
        tell_time(asked.rows, asked.seed)
    return 1 if differs else 0


def tell_peer(path: Path) -> int:
    """Case by case; the number of those that differ."""
    outcomes = replay(path)
    for outcome in outcomes:
        tail = outcome.reason or f"off by {outcome.off:.1e}"
        print(f"{outcome.verdict:12} {outcome.name}: {tail}")
    counts = Counter(outcome.verdict for outcome in outcomes)
    offered = counts["agrees"] + counts["differs"]
    print(
        f"{counts['agrees']} of {offered} offered agree to 1e-6; {counts['not offered']} of {len(outcomes)} not offered"
    )
    return counts["differs"]


def tell_false_positives(runs: int, seed: int) -> None:
    print(f"\nA/A, 28 daily looks, {runs:,} experiments a row: found at 5 %, with the 95 % interval of the share")
    looks = "one look at the end | daily looks | sequential, daily looks | split ever blocked"
    print(f"| world | units a day, planned | {looks} |")
    print("|---|---|---|---|---|---|")
    for place, world in enumerate(WORLDS):
        for per_day, planned in ((10, 280), (40, 5000), (400, 5000)):
            random = np.random.default_rng((seed, place, per_day))
            tally = simulate(world, runs=runs, days=28, per_day=per_day, planned=planned, lift=0.0, random=random)
            cells = (tally.once, tally.peeked, tally.sequential, tally.blocked)
            print(
                f"| {world.name} | {per_day}, {planned:,} | " + " | ".join(_share(cell, runs) for cell in cells) + " |",
                flush=True,
            )


def tell_power(runs: int, seed: int) -> None:
    print(f"\nNormal, 28 days of 400 units, {runs:,} experiments a row: found at 5 %")
    print("| true difference in standard errors | one look at the end | sequential, any day | planned 11,200 |")
    print("|---|---|---|---|")
    for errors in (2.0, 2.8, 3.5, 4.5):
        lift = errors * 2 / np.sqrt(28 * 400)
        tallies: list[Tally] = []
        for planned in (5000, 11_200):
            random = np.random.default_rng((seed, 99, round(10 * errors)))
            tallies.append(
                simulate(WORLDS[0], runs=runs, days=28, per_day=400, planned=planned, lift=lift, random=random)
            )
        cells = (tallies[0].once, tallies[0].sequential, tallies[1].sequential)
        print(f"| {errors} | " + " | ".join(_share(cell, runs) for cell in cells) + " |", flush=True)


def _share(found: int, runs: int) -> str:
    low, high = between(found, runs)
    return f"{100 * found / runs:.1f} % ({100 * abs(low):.1f}-{100 * high:.1f})"


def tell_time(rows: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        treated, before = random.integers(0, 2, rows), random.gamma(2, 5, rows)
        visits = random.poisson(5, rows) + 1
        columns = (
            np.arange(rows),
            treated,
            before + random.gamma(2, 5, rows),
            visits,
            random.binomial(visits, 0.2),
            before,
        )
        form = ["%d", "%d", "%.4f", "%d", "%d", "%.4f"]
        header = "user,variant,revenue,visits,clicks,before"
        np.savetxt(path, np.column_stack(columns), form, ",", header=header, comments="")
        print(f"\n{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
        for options in (
            ["--metric", "revenue"],
            ["--metric", "clicks", "--denominator", "visits"],
            ["--metric", "revenue", "--covariate", "before", "--sequential"],
            ["--metric", "revenue", "--unit", "user"],
        ):
            started = time.perf_counter()
            command = [sys.executable, "-m", "throughline.surfaces", "experiment", str(path), "--variant", "variant"]
            subprocess.run([*command, *options, "--json"], check=True, stdout=subprocess.DEVNULL)
            print(f"{time.perf_counter() - started:.2f} s: {' '.join(options)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
