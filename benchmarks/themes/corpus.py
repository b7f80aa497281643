"""Labelled short texts in any number: a sample of the real ones, or the real ones many times over, each edited."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from random import Random

_REAL = "feedback/banking77_train.csv"
_BEFORE = ("Hi, ", "Hello, ", "Please help: ", "Quick question. ", "So ", "Hey there, ", "")
_AFTER = (" Thanks", " Please advise", " Thank you!", " Any idea?", " It is urgent", "")


def find_real() -> Path | None:
    """The labelled set, or None where it is not there."""
    folder = Path(os.environ.get("THROUGHLINE_DATA", Path(__file__).parents[3] / "shared" / "data"))
    return folder / _REAL if (folder / _REAL).is_file() else None


def make_corpus(size: int, target: Path) -> list[str]:
    """Write `size` texts as a CSV of one column to `target`; their labels, in order."""
    real = find_real()
    assert real is not None
    with real.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    chosen = _choose(rows, size, Random(1))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([text] for text, _ in chosen)
    return [label for _, label in chosen]


def _choose(rows: list[tuple[str, str]], size: int, random: Random) -> list[tuple[str, str]]:
    if size <= len(rows):
        return random.sample(rows, size) if size < 0.99 * len(rows) else rows
    return rows + [_edit(random.choice(rows), random) for _ in range(size - len(rows))]


def _edit(row: tuple[str, str], random: Random) -> tuple[str, str]:
    """The same request as another customer might write it: a greeting, a word dropped, two letters swapped."""
    words = row[0].split()
    if len(words) > 5:
        del words[random.randrange(len(words))]
    place = random.randrange(len(words))
    word = words[place]
    if len(word) > 4:
        at = random.randrange(1, len(word) - 2)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return random.choice(_BEFORE) + " ".join(words) + random.choice(_AFTER), row[1]
