"""The file of what could not be read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from throughline.discovery.contracts import Rejected

_HEADER = ("source", "row", "line", "reason", "raw")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_rejects(path: Path, rejected: Iterable[Rejected]) -> int:
    """Write them as CSV to `path` and return how many there were.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for record in rejected:
            cells = (record.source, record.row, record.line or "", record.reason, record.raw)
            writer.writerow([_make_harmless(str(cell)) for cell in cells])
            count += 1
    return count


def _make_harmless(cell: str) -> str:
    bare = cell.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return f"'{bare}" if bare.startswith(_STARTS_A_FORMULA) else bare
