"""Time against hand-written SQL, memory against pandas, and the same answers on every engine at hand.

.venv/bin/python benchmarks/metrics/run.py                 # a million events
.venv/bin/python benchmarks/metrics/run.py --large         # ten million
.venv/bin/python benchmarks/metrics/run.py --only equality
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="ten million events")
    parser.add_argument("--events", type=int, help="so many events")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many processes each")
    parser.add_argument("--only", choices=("speed", "equality"))
    wish = parser.parse_args()
    count = wish.events or (10_000_000 if wish.large else 1_000_000)
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as folder:
        if wish.only != "equality":
            measure_speed(Path(folder) / "events.parquet", count, wish.rounds)
        if wish.only != "speed":
            measure_equality(Path(folder) / "few.parquet")


def measure_speed(path: Path, count: int, rounds: int) -> None:
    """Medians over processes, by turns so that a busy machine is busy for all."""
    from inventing import write_events

    write_events(path, count)
    print(f"{count:,} events, {path.stat().st_size / 1e6:.0f} MB of Parquet")
    for zone in ("UTC", "Europe/Berlin"):
        runs: dict[str, list[dict[str, Any]]] = {"ours": [], "by-hand": [], "pandas": []}
        for _ in range(rounds):
            for way, found in runs.items():
                found.append(run_child(way, path, zone))
        show_speed(zone, runs)


def run_child(way: str, path: Path, zone: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "child.py"), way, str(path), zone]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def show_speed(zone: str, runs: dict[str, list[dict[str, Any]]]) -> None:
    ours, hand = ({name: _median(runs[way], name) for name in runs[way][0]["seconds"]} for way in ("ours", "by-hand"))
    print(f"\n{zone}: seconds, and ours as a multiple of hand-written SQL")
    for name, seconds in ours.items():
        against = f"{hand[name]:8.3f}  {seconds / hand[name]:5.2f}" if name in hand else ""
        print(f"  {name:24} {seconds:8.3f} {against}")
    mine, theirs = sum(ours.values()), sum(hand.values())
    print(f"  {'all':24} {mine:8.3f} {theirs:8.3f}  {mine / theirs:5.2f}")
    peaks = {way: statistics.median(run["peak_mb"] for run in found) for way, found in runs.items()}
    print(f"  peak memory: {', '.join(f'{way} {peak:.0f} MB' for way, peak in peaks.items())}", end="")
    print(f"; ours / pandas {peaks['ours'] / peaks['pandas']:.2f}")


def _median(found: list[dict[str, Any]], name: str) -> float:
    return statistics.median(run["seconds"][name] for run in found)


def measure_equality(path: Path, count: int = 200_000) -> None:
    """Every value and every count of the twenty, on each engine that is here, against DuckDB's."""
    from comparing import compare_engines
    from inventing import write_events

    write_events(path, count, seed=2)
    print(f"\n{count:,} events: definitions whose every value and count equals DuckDB's")
    for engine, (equal, total, why) in compare_engines(path).items():
        print(f"  {engine:12} {why or f'{equal} of {total}'}")


if __name__ == "__main__":
    main()
