"""Whether the first record of a table is its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.discovery.rules.columns import knows_name

_VALUE = re.compile(r"^[\s$€£%+-]*\d[\d\s.,:%/T-]*Z?$|^[^@\s]+@[^@\s]+\.\w+$|^https?://")


def find_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The column names if the first of `rows` is a header, made unique and never empty; None if it is a record."""
    if not rows or not _is_header(rows[0], rows[1:]):
        return None
    names: list[str] = []
    for place, cell in enumerate(rows[0], start=1):
        name = cell.strip() or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


def _is_header(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for cell in first]
    if any(_VALUE.match(cell) for cell in cells if cell) or not any(cells):
        return False
    if any(knows_name(cell) for cell in cells):
        return True
    if len(cells) == 1:
        return _is_title(cells[0], [row[0] for row in below if row])
    return _differs(cells, below)


def _is_title(cell: str, below: Sequence[str]) -> bool:
    """A lone first line that is no sentence, over lines that are; or a question over lines that are none."""
    if not below:
        return False
    asked = sum(1 for value in below if value.rstrip().endswith("?")) / len(below)
    if cell.endswith("?"):
        return asked < 0.1 and len(below) >= 3
    words = sum(len(value.split()) for value in below) / len(below)
    return len(cell.split()) <= 2 and cell[-1].isalnum() and words >= 5


def _differs(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Short, distinct cells without a value among them, over columns that hold values or long text."""
    if len(set(cells)) < len(cells) or any(len(cell.split()) > 25 for cell in cells):
        return False
    for place, cell in enumerate(cells):
        values = [row[place] for row in below if place < len(row) and row[place].strip()]
        if not values:
            continue
        typed = sum(1 for value in values if _VALUE.match(value.strip())) / len(values)
        words = sum(len(value.split()) for value in values) / len(values)
        asks = cell.endswith("?") and sum(1 for value in values if value.rstrip().endswith("?")) < 0.2 * len(values)
        if typed > 0.8 or asks or (words > 4 * max(len(cell.split()), 1) and cell not in values):
            return True
    return False
