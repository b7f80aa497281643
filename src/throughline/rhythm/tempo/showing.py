"""What the page of tempo shows: the medians, where lines wait longest, the quarters, and every line as a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse

from throughline.core.models import Workspace
from throughline.core.queries import find_state
from throughline.rhythm.rules.tempo.contracts import PARTS, Line, Median, Span, Standing, Stretch
from throughline.rhythm.rules.tempo.measuring import find_wait, measure_all
from throughline.rhythm.rules.tempo.medians import find_median
from throughline.rhythm.rules.tempo.saying import (
    AWAITED,
    NAMES,
    name_quarter,
    say_counts,
    say_days,
    say_longest,
    say_median,
    say_tempo,
    say_trend,
)
from throughline.rhythm.rules.tempo.trending import find_longest, list_quarters, list_waits
from throughline.rhythm.tempo.queries import list_lines

PAGE = 60
KIND_NAMES = {"prd": "PRD", "bet": "bet", "opportunity": "opportunity"}
_PAGES = {"prd": "specification:prd", "bet": "strategy:idea", "opportunity": "discovery:opportunity"}
_UNSAID = {
    Standing.AHEAD: ("", "not begun"),
    Standing.ENDED: ("no", "ended with a no"),
    Standing.UNKNOWN: ("–", "not on record"),
}

Measured = tuple[Line, Mapping[Stretch, Span]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One stretch in the table of medians."""

    name: str
    said: str
    counts: str
    known: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch of one line: its days, whether they still run, and what stands there where there are none."""

    part: str
    said: str
    waits: bool = False
    unsaid: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line's bar, in hundredths of its width."""

    part: str
    waits: bool
    at: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    title: str
    url: str
    kind: str
    note: str
    cells: tuple[Cell, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the rows down, with how many there are."""

    key: str
    name: str
    lines: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Tempo:
    """The page. `longest` is its finding; `trend` compares the last two quarters that can be compared."""

    figures: tuple[Figure, ...]
    longest: str
    trend: str
    quarters: tuple[tuple[str, tuple[Figure, ...]], ...]
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    lines: int
    chosen: str
    further: int

    names = tuple(NAMES[stretch] for stretch in Stretch)
    parts = tuple(NAMES[part] for part in PARTS)


@dataclass(frozen=True, slots=True)
class Pace:
    """What This week says of the tempo: signal to shipped, how that changed, and where lines wait longest."""

    sentence: str
    trend: str
    longest: str


def show_tempo(workspace: Workspace, *, today: date, chosen: str = "", page: int = 1) -> Tempo:
    """As it stands today; `chosen` keeps the lines that wait in one part."""
    measured = [(line, measure_all(line, today=today)) for line in list_lines(workspace)]
    spans = [one for _, one in measured]
    quarters = list_quarters(spans)
    kept = sorted((one for one in measured if not chosen or find_wait(one[1]) == chosen), key=_order)
    shown = kept[(page - 1) * PAGE : page * PAGE]
    widest = max((_add_up(one) for _, one in shown), default=0) or 1
    return Tempo(
        figures=tuple(_show_figure(find_median(one[stretch] for one in spans), stretch) for stretch in Stretch),
        longest=say_longest(find_longest(list_waits(spans))),
        trend=say_trend(quarters, Stretch.WHOLE),
        quarters=tuple(
            (name_quarter(quarter), tuple(_show_figure(told[one], one) for one in Stretch))
            for quarter, told in reversed(quarters)
        ),
        rows=tuple(_show_row(line, one, widest, today) for line, one in shown),
        choices=_list_choices(spans, chosen),
        lines=len(measured),
        chosen=chosen,
        further=page + 1 if len(kept) > page * PAGE else 0,
    )


def show_pace(workspace: Workspace, *, today: date) -> Pace | None:
    """None before there is a line. Worked out anew after every change, for the first page opens most often."""
    return _find_pace(workspace, find_state(workspace), today)


@lru_cache(maxsize=64)
def _find_pace(workspace: Workspace, _state: object, today: date) -> Pace | None:
    spans = [measure_all(line, today=today) for line in list_lines(workspace)]
    if not any(span.told for one in spans for span in one.values()):
        return None
    sentence = say_tempo(find_median(one[Stretch.WHOLE] for one in spans), Stretch.WHOLE)
    longest = say_longest(find_longest(list_waits(spans)))
    return Pace(sentence, say_trend(list_quarters(spans), Stretch.WHOLE), longest)


def _list_choices(spans: Sequence[Mapping[Stretch, Span]], chosen: str) -> tuple[Choice, ...]:
    """All of them, and those that wait in each part that any waits in."""
    waits = [find_wait(one) for one in spans]
    narrow = [Choice(part, f"Wait for {AWAITED[part]}", waits.count(part), part == chosen) for part in PARTS]
    return (Choice("", "All", len(spans), not chosen), *(one for one in narrow if one.lines or one.chosen))


def _show_figure(median: Median, stretch: Stretch) -> Figure:
    counts = say_counts(median, stretch) if median.lines else ""
    return Figure(NAMES[stretch], say_median(median), counts, median.days is not None)


def _order(one: Measured) -> tuple[bool, int, str]:
    """Those that wait first, the longest wait on top; then those that took longest."""
    line, spans = one
    part = find_wait(spans)
    return (part is None, -(spans[part].days or 0) if part else -_add_up(spans), line.title)


def _add_up(spans: Mapping[Stretch, Span]) -> int:
    return sum(spans[part].days or 0 for part in PARTS)


def _show_row(line: Line, spans: Mapping[Stretch, Span], widest: int, today: date) -> Row:
    url = reverse(_PAGES[line.kind], args=[line.key])
    cells = tuple(_show_cell(spans[stretch], NAMES[stretch]) for stretch in Stretch)
    return Row(line.title, url, KIND_NAMES[line.kind], _note(line, spans, today), cells, _draw(spans, widest))


def _show_cell(span: Span, part: str) -> Cell:
    if span.days is not None:
        return Cell(part, f"{span.days:,}", waits=span.standing is Standing.WAITS)
    said, unsaid = _UNSAID[span.standing]
    return Cell(part, said, unsaid=unsaid)


def _note(line: Line, spans: Mapping[Stretch, Span], today: date) -> str:
    """What it waits for now."""
    part = find_wait(spans)
    if part is None:
        return "ended with a no" if line.over else ""
    if part is Stretch.LEARN and line.due:
        was = "was" if line.due < today else "is"
        return f"its review {was} booked for {line.due.day} {line.due:%B %Y}"
    return f"waits for {AWAITED[part]}, {say_days(spans[part].days or 0)}"


def _draw(spans: Mapping[Stretch, Span], widest: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0.0
    for part in PARTS:
        span, size = spans[part], (spans[part].days or 0) / widest * 100
        if size:
            pieces.append(Piece(part, span.standing is Standing.WAITS, round(at, 2), round(size, 2)))
            at += size
    return tuple(pieces)
