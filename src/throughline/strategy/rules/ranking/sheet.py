"""A spreadsheet of ideas: its header, its columns as inputs, its rows as ideas, and what could not be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from throughline.core.kernel.errors import BadInput
from throughline.strategy.rules.ranking.cells import Amount, BadCell, is_blank
from throughline.strategy.rules.ranking.columns import ColumnRead, read_column
from throughline.strategy.rules.ranking.comparing import read_moscow
from throughline.strategy.rules.ranking.contracts import INPUTS, Idea
from throughline.strategy.rules.ranking.headings import BEST, HIGH, LOW, MOSCOW, NAME, SOURCE, Heading
from throughline.strategy.rules.ranking.numerals import POINT, settle_mark

_TOTALS = frozenset({"total", "totals", "sum", "average", "mean", "grand total", "gesamt", "summe", "mittelwert"})
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row under the header; `line` is the number a person sees; `problem` says why its cells cannot be told."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell, or with no column a whole row, that could not be used. `row` counts records from 1."""

    row: int
    line: int
    column: str
    cell: str
    error: BadInput


@dataclass(frozen=True, slots=True)
class SheetIdea:
    """An idea with the place it stands at, who asked for it, and the inputs whose cells could not be used."""

    idea: Idea
    row: int
    line: int
    source: str = ""
    unusable: tuple[str, ...] = ()


@dataclass
class SheetRead:
    """What a sheet holds. `inputs` are its columns by input, `units` what effort and reach are counted in."""

    ideas: tuple[SheetIdea, ...] = ()
    troubles: list[Trouble] = field(default_factory=list[Trouble])
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    notes: list[str] = field(default_factory=list[str])


def read_sheet(
    rows: Sequence[SheetRow],
    headings: Sequence[Heading],
    *,
    own: Sequence[str] = (),
    words: Mapping[str, Mapping[str, Amount]] | None = None,
    typed: bool = False,
) -> SheetRead:
    """Read the rows below a header; `own` names columns that are inputs under their own name, `words` sizes by input.

    `typed` says that numbers are written with a decimal point. Nothing is guessed: what is blank stays out.
    """
    read, width = SheetRead(), len(headings)
    kept = [(number, row) for number, row in enumerate(rows, start=1) if _is_usable(row, number, width, typed, read)]
    cells = [_pad(row.cells, width) for _, row in kept]
    mark = POINT if typed else settle_mark(text for row in cells for text in row)
    columns = _read_columns(cells, headings, own, words or {}, mark, read)
    _report(columns, headings, kept, cells, read)
    read.ideas = _make_ideas(kept, cells, headings, columns, read)
    return read


def _is_usable(row: SheetRow, number: int, width: int, typed: bool, read: SheetRead) -> bool:
    problem = row.problem or _find_misfit(row, width, typed)
    if problem:
        error = BadInput(problem, mend="put quotes around cells with commas in them, and leave no cell out")
        read.troubles.append(Trouble(number, row.line, "", " | ".join(row.cells)[:200], error))
    return not problem


def _find_misfit(row: SheetRow, width: int, typed: bool) -> str:
    """A row that is too long is shifted somewhere, and in a delimited file one that is too short is too."""
    if any(not is_blank(cell) for cell in row.cells[width:]) or (not typed and len(row.cells) < width):
        count = len(row.cells)
        return f"it has {count} {'cell' if count == 1 else 'cells'} where the header has {width}"
    return ""


def _pad(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _read_columns(
    cells: Sequence[Sequence[str]],
    headings: Sequence[Heading],
    own: Sequence[str],
    words: Mapping[str, Mapping[str, Amount]],
    mark: str | None,
    read: SheetRead,
) -> dict[str, ColumnRead]:
    columns: dict[str, ColumnRead] = {}
    for name in (*INPUTS, *own):
        parts = [h for h in headings if h.role == name or (name in own and h.text.casefold() == name)]
        if not parts:
            continue
        texts = [_join(row, parts) for row in cells]
        scale = {**words.get("", {}), **words.get(name, {})}
        columns[name] = read_column(name, texts, header=parts[0].unit, words=scale, mark=mark)
        read.notes += columns[name].notes
    read.inputs = {name: _name_column(name, headings) for name in columns}
    read.units = {name: column.unit for name, column in columns.items() if column.unit}
    return columns


def _name_column(name: str, headings: Sequence[Heading]) -> str:
    return next(h.text for h in headings if h.role == name or h.text.casefold() == name)


def _join(row: Sequence[str], parts: Sequence[Heading]) -> str:
    """A range that is spread over columns for its ends, as it would stand in one cell."""
    if len(parts) == 1 and not parts[0].part:
        return row[parts[0].place]
    by_part = {h.part or BEST: row[h.place].strip() for h in parts if not is_blank(row[h.place])}
    ends = [by_part[part] for part in (LOW, BEST, HIGH) if part in by_part]
    if LOW in by_part and HIGH in by_part:
        return " … ".join(ends)
    return ends[0] if list(by_part) == [BEST] else " … ".join([*ends, "?"]) if ends else ""


def _report(
    columns: Mapping[str, ColumnRead],
    headings: Sequence[Heading],
    kept: Sequence[tuple[int, SheetRow]],
    cells: Sequence[Sequence[str]],
    read: SheetRead,
) -> None:
    for name, column in columns.items():
        parts = [h for h in headings if h.role == name or h.text.casefold() == name]
        for place, error in column.problems.items():
            number, row = kept[place]
            read.troubles.append(Trouble(number, row.line, parts[0].text, _join(cells[place], parts), error))
    read.troubles.sort(key=lambda trouble: (trouble.row, trouble.column))


def _make_ideas(
    kept: Sequence[tuple[int, SheetRow]],
    cells: Sequence[Sequence[str]],
    headings: Sequence[Heading],
    columns: Mapping[str, ColumnRead],
    read: SheetRead,
) -> tuple[SheetIdea, ...]:
    name, source = _find_name(cells, headings), _find_place(headings, SOURCE)
    classes = _read_classes(cells, headings, kept, read)
    ideas: list[SheetIdea] = []
    for place, (number, row) in enumerate(kept):
        texts = cells[place]
        called = " ".join(texts[name].split()) if name is not None else ""
        if called.casefold() in _TOTALS:
            read.notes.append(f"Line {row.line} (“{called}”) sums the others up and is left out.")
            continue
        asked = texts[source].strip() if source is not None else ""
        estimates = {n: replace(e, source=asked) for n, c in columns.items() if (e := c.estimates[place])}
        unusable = tuple(n for n, c in columns.items() if place in c.problems)
        idea = Idea(called or f"line {row.line}", estimates, classes.get(place, ""))
        ideas.append(SheetIdea(idea, number, row.line, asked, unusable))
    return _tell_apart(ideas, read)


def _find_place(headings: Sequence[Heading], role: str) -> int | None:
    return next((h.place for h in headings if h.role == role), None)


def _find_name(cells: Sequence[Sequence[str]], headings: Sequence[Heading]) -> int | None:
    """The column that names ideas; else the first one of words."""
    named = _find_place(headings, NAME)
    free = [h.place for h in headings if not h.role]
    worded = (p for p in free if sum(any(map(str.isalpha, row[p])) for row in cells) > _MOSTLY * len(cells))
    return named if named is not None else next(worded, None)


def _read_classes(
    cells: Sequence[Sequence[str]], headings: Sequence[Heading], kept: Sequence[tuple[int, SheetRow]], read: SheetRead
) -> dict[int, str]:
    """MoSCoW classes by row, where the column holds such; a column of other priorities is none."""
    place = _find_place(headings, MOSCOW)
    if place is None:
        return {}
    said = {i: row[place].strip() for i, row in enumerate(cells) if not is_blank(row[place])}
    found = {i: name for i, text in said.items() if (name := read_moscow(text))}
    if len(found) <= _MOSTLY * len(said):
        return {}
    for i in said.keys() - found.keys():
        error = BadCell(f"“{said[i][:40]}” is no MoSCoW class", mend="write Must, Should, Could or Won't")
        read.troubles.append(Trouble(kept[i][0], kept[i][1].line, headings[place].text, said[i], error))
    return found


def _tell_apart(ideas: Sequence[SheetIdea], read: SheetRead) -> tuple[SheetIdea, ...]:
    """Ideas of one name keep it with their line behind it."""
    often = Counter(item.idea.name for item in ideas)
    for name, count in often.items():
        if count > 1:
            lines = ", ".join(str(item.line) for item in ideas if item.idea.name == name)
            read.notes.append(f"“{name}” stands in lines {lines}; each is ranked on its own.")
    return tuple(
        item
        if often[item.idea.name] == 1
        else replace(item, idea=replace(item.idea, name=f"{item.idea.name} (line {item.line})"))
        for item in ideas
    )
