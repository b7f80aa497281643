"""Many processes write into one workspace at once: how fast, how slow at worst, and is anything lost?

python benchmarks/writers/run.py [--writers 8] [--seconds 60] [--short] [--json FILE]

On SQLite, or on the PostgreSQL that THROUGHLINE_DATABASE_URL names (its database should be empty). Exit code 1 where
a write failed, was lost, was doubled or is not in the audit trail.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@dataclass(frozen=True)
class Answer:
    """What a writer was told of one write: what it `wrote`, or the `error`."""

    writer: int
    kind: str
    seconds: float
    wrote: str = ""
    error: str = ""


def main() -> int:
    options = _read_options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["THROUGHLINE_CACHE_DIR"] = str(folder / "cache")
        make_workspace(folder, options.writers)
        answers = write(folder, writers=options.writers, seconds=options.seconds)
        figures, faults = sum_up(answers), check(answers)
    figures["writes lost, doubled or not in the trail"] = len(faults)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for what, value in figures.items():
        print(f"{what:58} {value}")
    for fault in [*sorted({answer.error for answer in answers if answer.error}), *faults][:20]:
        print(f"  {fault}")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 1 if faults or any(answer.error for answer in answers) else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--short", action="store_const", const=10.0, dest="seconds", help="ten seconds")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def make_workspace(folder: Path, writers: int) -> None:
    """What the writers write about: a conversation of as many voices, a PRD with a line for each, a metric."""
    from throughline.core.opening import open_workspace

    actor = open_workspace(folder / "workspace")
    from writer import METRIC, PRD, SHARED, VOICE

    from throughline.discovery.services import import_file
    from throughline.grounding.contracts import Claim, Origin
    from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size
    from throughline.specification.services import keep_prd
    from throughline.strategy.contracts import Direction
    from throughline.strategy.services import add_metric

    talk = folder / "call.json"
    turns = [{"speaker": f"{VOICE} {n}", "text": f"My export broke, and I am {n}."} for n in range(writers)]
    talk.write_text(json.dumps({"segments": [{"speaker": "Host", "text": "What happened?"}, *turns]}))
    import_file(actor, path=talk)
    names = [SHARED, *(f"line-{n}" for n in range(writers))]
    lines = tuple(Line(Claim(id=name, origin=Origin.PROPOSAL, text="Given a file"), Role.CRITERION) for name in names)
    section = Section(key="stories", number=8, title="Stories", blocks=(Block(id="b1", lines=lines),))
    keep_prd(actor, prd=Prd(id=PRD, title="Files", size=Size.ONE_PAGE, sections=(section,)))
    add_metric(actor, name=METRIC, unit="files", direction=Direction.UP)


def write(folder: Path, *, writers: int, seconds: float) -> list[Answer]:
    """What every writer was told, writing at once for `seconds`."""
    command = [sys.executable, str(HERE / "writer.py"), str(folder)]
    at_work = [subprocess.Popen([*command, str(number), str(seconds)]) for number in range(writers)]
    _start_together(folder, at_work)
    codes = [process.wait() for process in at_work]
    if any(codes):
        raise SystemExit(f"writers ended with {codes}")
    return list(_read_answers(folder, writers))


def _start_together(folder: Path, at_work: Sequence[subprocess.Popen[bytes]]) -> None:
    """Let them begin when all are ready; where one has ended before, its end is told by its code."""
    while len(list(folder.glob("ready-*"))) < len(at_work) and all(one.poll() is None for one in at_work):
        time.sleep(0.01)
    (folder / "go").touch()


def _read_answers(folder: Path, writers: int) -> Iterator[Answer]:
    for number in range(writers):
        for line in (folder / f"acknowledged-{number}.jsonl").read_text(encoding="utf-8").splitlines():
            yield Answer(writer=number, **json.loads(line))


def sum_up(answers: list[Answer]) -> dict[str, float | int]:
    """Writes a second over the whole time, and how long a writer waited: in the middle, at worst, by kind."""
    waits = sorted(answer.seconds for answer in answers)
    worst = defaultdict(float)
    for answer in answers:
        worst[answer.kind] = max(worst[answer.kind], answer.seconds)
    return {
        "writers": len({answer.writer for answer in answers}),
        "writes acknowledged": sum(1 for answer in answers if not answer.error),
        "writes a second": round(len(answers) / (sum(waits) / len({answer.writer for answer in answers})), 1),
        "seconds for a write, median": round(waits[len(waits) // 2], 4),
        "seconds for a write, 99 of 100 within": round(waits[int(len(waits) * 0.99)], 3),
        "seconds for the slowest write": round(waits[-1], 3),
        **{f"  slowest: {kind}": round(worst[kind], 3) for kind in sorted(worst)},
        "errors": sum(1 for answer in answers if answer.error),
    }


def check(answers: list[Answer]) -> list[str]:
    """What is wrong with the workspace, given what its writers were told."""
    from checking import find_faults

    written: dict[str, list[str]] = defaultdict(list)
    last: dict[str, str] = {}
    for answer in answers:
        if not answer.error:
            written[answer.kind].append(answer.wrote)
            if answer.kind == "edit a line":
                last[f"line-{answer.writer}"] = answer.wrote
    return find_faults(written, last)


if __name__ == "__main__":
    sys.exit(main())
