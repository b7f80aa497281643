"""Precision and recall of finding personal data, over invented lines whose spans were marked by hand.

.venv/bin/python benchmarks/personal/run.py [--misses]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from throughline.discovery.rules.personal import find_personal

_MARKED = re.compile(r"\{(mail|phone|card|iban):([^{}]*)\}")
HERE = Path(__file__).parent
SETS = ("lines.txt", "held_out.txt")


def read_line(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    """The bare text, and the spans that were marked in it."""
    text, spans, at = "", set[tuple[int, int, str]](), 0
    for found in _MARKED.finditer(line):
        text += line[at : found.start()]
        spans.add((len(text), len(text) + len(found[2]), found[1]))
        text, at = text + found[2], found.end()
    return text + line[at:], spans


def read_lines(name: str) -> list[tuple[str, set[tuple[int, int, str]]]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [read_line(line) for line in lines if line.strip() and not line.startswith("# ")]


def main() -> int:
    for name in SETS:
        report(name)
    return 0


def report(name: str) -> None:
    lines, right, wrong, missed = read_lines(name), Counter[str](), Counter[str](), Counter[str]()
    began = time.perf_counter()
    for text, expected in lines:
        found = {(span.start, span.end, str(span.kind)) for span in find_personal(text)}
        right.update(kind for *_, kind in found & expected)
        wrong.update(kind for *_, kind in found - expected)
        missed.update(kind for *_, kind in expected - found)
        if "--misses" in sys.argv and found != expected:
            print(f"{text}\n    missed {sorted(expected - found)}, wrongly {sorted(found - expected)}")
    seconds = time.perf_counter() - began
    print(f"\n{name}: {len(lines)} lines, {sum(bool(expected) for _, expected in lines)} with personal data")
    print("\n| kind | precision | recall |\n|---|---|---|")
    for kind in (*sorted(right + missed), "all"):
        r, w, m = (sum(c.values()) if kind == "all" else c[kind] for c in (right, wrong, missed))
        print(f"| {kind} | {r / max(r + w, 1):.3f} ({r} of {r + w}) | {r / max(r + m, 1):.3f} ({r} of {r + m}) |")
    print(f"\n{seconds / len(lines) * 1e6:.0f} microseconds a line, the numbering plans' first reading included")


if __name__ == "__main__":
    raise SystemExit(main())
