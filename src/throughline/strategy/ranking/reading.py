"""A file of ideas read as a sheet: which sheet, which header, which columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Grid
from throughline.discovery.pipeline import read_grids
from throughline.strategy.ranking.errors import BadOption, TooManyIdeas, WithoutHeader
from throughline.strategy.rules.ranking.cells import Amount
from throughline.strategy.rules.ranking.contracts import INPUTS
from throughline.strategy.rules.ranking.headings import Heading, find_header, read_headings
from throughline.strategy.rules.ranking.sheet import SheetRead, SheetRow, read_sheet

MOST_IDEAS = 5_000


@dataclass(frozen=True, slots=True)
class IdeaFile:
    """What was read, from which sheet of a workbook (empty elsewhere)."""

    sheet: str
    read: SheetRead
    columns: tuple[str, ...]


def read_ideas(
    path: Path,
    *,
    columns: Mapping[str, str],
    weighed: Sequence[str] = (),
    words: Mapping[str, Mapping[str, Amount]] | None = None,
) -> IdeaFile:
    """The ideas of a file; `columns` says what columns are, `weighed` names what a weighted model asks for.

    Of a workbook the sheet with most rows under a header is read. Raises `AppError` where nothing can be.
    """
    grid, top = _choose_grid(read_grids(path), forced=bool(columns or weighed), where=str(path))
    header = _trim([" ".join(cell.split()) for cell in grid.rows[top].cells])
    headings = _apply(read_headings(header), columns, str(path))
    own = [name for name in weighed if name not in INPUTS]
    _demand_columns(own, header, str(path))
    rows = [SheetRow(row.line, row.cells, row.problem) for row in grid.rows[top + 1 :]]
    read = read_sheet(rows, headings, own=own, words=words, typed=grid.typed)
    if len(read.ideas) > MOST_IDEAS:
        raise TooManyIdeas(str(path), len(read.ideas), MOST_IDEAS)
    return IdeaFile(grid.name, read, tuple(filter(None, header)))


def _trim(header: list[str]) -> list[str]:
    """Without the empty columns at the end that spreadsheets like to keep."""
    while header and not header[-1]:
        header.pop()
    return header


def _choose_grid(grids: Sequence[Grid], *, forced: bool, where: str) -> tuple[Grid, int]:
    """The grid with most rows below its header, and where that stands; with `forced`, the first row will do."""
    placed = [(grid, find_header([row.cells for row in grid.rows])) for grid in grids]
    found = [(grid, top) for grid, top in placed if top is not None]
    if found:
        return max(found, key=lambda pair: len(pair[0].rows) - pair[1])
    largest = max(grids, key=lambda grid: len(grid.rows))
    if not forced or not largest.rows:
        raise WithoutHeader(where)
    return largest, 0


def _apply(headings: Sequence[Heading], columns: Mapping[str, str], where: str) -> tuple[Heading, ...]:
    """What a person says about columns, instead of what their names say."""
    chosen = {role: _find_column(column, headings, where) for role, column in columns.items()}
    kept = [replace(h, role="", part="") if h.role in chosen or h.place in chosen.values() else h for h in headings]
    for role, place in chosen.items():
        kept[place] = replace(kept[place], role=role)
    return tuple(kept)


def _find_column(column: str, headings: Sequence[Heading], where: str) -> int:
    wanted = " ".join(column.casefold().split())
    place = next((h.place for h in headings if h.text.casefold() == wanted), None)
    if place is None:
        raise _refuse_column(column, [h.text for h in headings], where, "--map")
    return place


def _demand_columns(names: Sequence[str], header: Sequence[str], where: str) -> None:
    known = {cell.casefold() for cell in header}
    for name in names:
        if name not in known:
            raise _refuse_column(name, header, where, "--weights")


def _refuse_column(column: str, header: Sequence[str], where: str, option: str) -> BadInput:
    listed = ", ".join(f"“{name}”" for name in header[:30] if name)
    return BadOption(f"there is no column “{column}” for {option}", where=where, mend=f"choose one of {listed}")
