"""Does `throughline check` find planted defects, keep quiet about good lines, and answer in a second? See README.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import planting
import seeded
import sowing

from throughline.specification.rules.checking.catalogue import load_rules

HERE = Path(__file__).parent
DATA = Path(os.environ.get("THROUGHLINE_DATA", HERE.parents[2] / "shared" / "data"))


def main() -> None:
    """Run every part and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was missed and what was said of clean lines")
    parser.add_argument(
        "--only", choices=("seeded", "dev", "heldout", "sown", "sown_heldout", "specs", "speed"), help="run one part"
    )
    parser.add_argument("--open", action="store_true", help="with --show, print the held-out set's too")
    options = parser.parse_args()
    wanted = [options.only] if options.only else ["seeded", "dev", "heldout", "sown", "sown_heldout", "specs", "speed"]
    for part in wanted:
        print(f"\n== {part}")
        globals()[f"_run_{part}"](options)


def _run_seeded(options: argparse.Namespace) -> None:
    path = DATA / "stories" / "seeded_dev.jsonl"
    if not path.exists():
        print(f"skipped: no {path}")
        return
    score = seeded.measure(path)
    for rule in seeded.SEEDED:
        planted, found = score.planted[rule], score.found[rule]
        alarms = score.alarms[rule] + score.pairs[rule]
        among = score.clean_pairs if rule.startswith("CO") else score.clean
        print(f"  {rule}  recall {_share(found, planted)}   false alarms {alarms} of {among}")
    found, planted = sum(score.found.values()), sum(score.planted.values())
    alarms = sum(score.alarms.values()) + sum(score.pairs.values())
    print(f"  all    recall {_share(found, planted)}   precision {_share(found, found + alarms)}")
    if options.show:
        print("\n".join(f"    {line}" for line in score.shown))


def _run_dev(options: argparse.Namespace) -> None:
    _report(planting.measure(HERE / "dev"), shown=options.show)


def _run_heldout(options: argparse.Namespace) -> None:
    _report(planting.measure(HERE / "heldout"), shown=options.show and options.open)


def _run_sown(options: argparse.Namespace) -> None:
    sowing.report(sowing.measure(HERE / "sown" / "open"), shown=options.show)


def _run_sown_heldout(options: argparse.Namespace) -> None:
    sowing.report(sowing.measure(HERE / "sown" / "closed"), shown=options.show and options.open)


def _report(score: planting.Score, *, shown: bool) -> None:
    rules = sorted(score.planted)
    for rule in rules:
        print(
            f"  {rule}  recall {_share(score.found[rule], score.planted[rule])}   extra {score.extra[rule]}   "
            f"on clean {score.clean[rule]}"
        )
    found, planted = sum(score.found.values()), sum(score.planted.values())
    extra = sum(score.extra.values())
    print(f"  {score.documents} documents, {score.words} words, {len(rules)} of {len(load_rules()) - 1} rules planted")
    print(f"  all    recall {_share(found, planted)}   precision {_share(found, found + extra)}")
    everywhere = extra + sum(score.clean.values()) * planted // max(1, score.documents)
    print(
        f"  on the clean documents: {sum(score.clean.values())} warnings and errors; counted in every "
        f"mutation: precision {_share(found, found + everywhere)}"
    )
    evidence = [rule for rule in rules if rule in {"EV001", "EV002", "EV003"}]
    held = sum(score.found[rule] for rule in evidence), sum(score.planted[rule] for rule in evidence)
    print(f"  numbers and quotes against evidence: recall {_share(*held)}")
    if shown:
        print("\n".join(f"    {line}" for line in [*score.missed, *score.noise]))


def _run_specs(options: argparse.Namespace) -> None:
    import judging

    judging.run(DATA / "specs", HERE / "judged.yaml", shown=options.show)


def _run_speed(options: argparse.Namespace) -> None:
    del options
    texts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "dev").glob("*.md"))]
    words, parts = 0, list[str]()
    while words < 10_000:
        parts.append(texts[len(parts) % len(texts)].replace("---\n", "", 2) if parts else texts[0])
        words = len(" ".join(parts).split())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.md"
        path.write_text("\n\n".join(parts), encoding="utf-8")
        seconds = [
            _time([sys.executable, "-m", "throughline.surfaces", "check", str(path), "--json"]) for _ in range(7)
        ]
    print(f"  {words} words, whole process: best of 7 {min(seconds):.2f} s, median {sorted(seconds)[3]:.2f} s")


def _time(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.0%})" if whole else "–"


if __name__ == "__main__":
    main()
