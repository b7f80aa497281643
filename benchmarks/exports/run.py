"""How long each format takes on a large PRD, and what comes of it.

python benchmarks/exports/run.py [--short] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise, read_files
from throughline.specification.contracts import Block, Line, Prd, Size
from throughline.specification.exports.folder.merging import merge_folder
from throughline.specification.exports.folder.reading import read_folder
from throughline.specification.exports.formats import FORMATS, export_files
from throughline.specification.pipeline import DraftRequest, draft_prd

Made = TypeVar("Made")
ABOUT = "customs declaration rejected at the border because of commodity codes"
TODAY = date(2026, 4, 1)
LARGE = 10
"""Times that the stories and their lines stand in the large PRD."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="Three runs a format in place of nine.")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    corpus = read_sample()
    plain = draft_prd(corpus, request=DraftRequest(about=ABOUT, size=Size.FULL), today=TODAY)
    prds = {"full draft": plain, "large": enlarge(plain, LARGE)}
    runs = 3 if options.short else 9
    rows = [measure(name, prd, corpus, runs) for name, prd in prds.items()]
    for row in rows:
        show(row)
    if options.json:
        options.json.write_text(json.dumps({"platform": platform.platform(), "prds": rows}, indent=1))


def read_sample() -> Corpus:
    """The sample workspace's own evidence."""
    with as_file(files("throughline.discovery") / "sample") as folder:
        talks = sorted(path for path in (folder / "interviews").iterdir() if path.suffix != ".pyc")
        return read_files([folder / "feedback.csv", *talks], customers=folder / "customers.csv")


def enlarge(prd: Prd, times: int) -> Prd:
    """The PRD with its blocks several times over, every claim, block and story under a name of its own."""
    return replace(
        prd,
        sections=tuple(
            replace(s, blocks=tuple(_copy(block, n) for n in range(times) for block in s.blocks)) for s in prd.sections
        ),
    )


def _copy(block: Block, number: int) -> Block:
    if not number:
        return block
    lines = tuple(_copy_line(line, number) for line in block.lines)
    title = f"{block.title} ({number + 1})" if block.title else ""
    return replace(block, id=f"{block.id}-{number}", title=title, lines=lines)


def _copy_line(line: Line, number: int) -> Line:
    return replace(line, claim=replace(line.claim, id=f"{line.claim.id}-{number}"))


def measure(name: str, prd: Prd, corpus: Corpus, runs: int) -> dict[str, object]:
    """Seconds of each format: of the first run in this process, and the median of the rest; and its bytes."""
    told: dict[str, object] = {}
    for key in FORMATS:
        seconds, made = time_runs(lambda key=key: export_files(prd, key, corpus, Disguise()), runs)
        told[key] = {
            "first": seconds[0],
            "median": statistics.median(seconds[1:]),
            "bytes": sum(map(len, made.values())),
            "files": len(made),
        }
    pages = {path: data.decode() for path, data in export_files(prd, "folder", corpus, Disguise()).items()}
    seconds, _ = time_runs(lambda: read_back(pages), runs)
    told["read back"] = {"first": seconds[0], "median": statistics.median(seconds[1:]), "bytes": 0, "files": 0}
    lines = list(prd.lines)
    return {"prd": name, "lines": len(lines), "words": sum(len(x.claim.text.split()) for x in lines), "formats": told}


def read_back(pages: dict[str, str]) -> object:
    """The folder with a word changed on every page, compared and merged."""
    changed = {
        path: text.replace(" the ", " this ", 1) if path.endswith(".md") else text for path, text in pages.items()
    }
    edit = read_folder(changed)
    return merge_folder(edit, edit.base)


def time_runs(do: Callable[[], Made], runs: int) -> tuple[list[float], Made]:
    seconds: list[float] = []
    made = do_timed(do, seconds)
    for _ in range(runs - 1):
        made = do_timed(do, seconds)
    return seconds, made


def do_timed(do: Callable[[], Made], seconds: list[float]) -> Made:
    begun = time.perf_counter()
    made = do()
    seconds.append(time.perf_counter() - begun)
    return made


def show(row: dict[str, object]) -> None:
    print(f"\n{row['prd']}: {row['lines']} lines, {row['words']:,} words")
    print(f"{'format':<12} {'first, s':>9} {'then, s':>9} {'kB':>7} {'files':>6}")
    for key, one in row["formats"].items():  # type: ignore[attr-defined]
        print(f"{key:<12} {one['first']:>9.3f} {one['median']:>9.3f} {one['bytes'] / 1000:>7.0f} {one['files']:>6}")


if __name__ == "__main__":
    main()
