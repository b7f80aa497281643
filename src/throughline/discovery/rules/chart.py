"""Items as bars over all the months they are from: a drawing worked out so that a template only writes it down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.discovery.rules.trend import list_months

WIDTH, HEIGHT, GAP = 236.0, 56.0, 4.0
_MOST_BARS = 24
_EACH = (("month", 1), ("quarter", 3), ("year", 12))
_QUARTERS = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True, slots=True)
class Bar:
    """One month, quarter or year: its name in words, how many items, and where its bar stands in the drawing."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first month to the last, each a month, a quarter or a year; `finding` is the title in words.

    `months` are the counts behind them, month by month.
    """

    bars: tuple[Bar, ...]
    finding: str
    each: str
    months: tuple[tuple[str, int], ...]

    @property
    def first(self) -> str:
        return self.months[0][0]

    @property
    def last(self) -> str:
        return self.months[-1][0]


def draw_months(months: Mapping[str, int], *, span: Sequence[str]) -> Chart | None:
    """Every month of `span`, by quarters or years where it is longer than two; None where no item has a date."""
    shown = _reach(months, span)
    if len(shown) < 2 or not any(months.values()):
        return None
    each, size = _choose_width(len(shown))
    counts: Counter[str] = Counter()
    for month in shown:
        counts[_name_part(month, size)] += months.get(month, 0)
    bars = _place(counts)
    told = tuple((name_month(month), months.get(month, 0)) for month in shown)
    return Chart(bars, _find(bars, each), each, told)


def _reach(months: Mapping[str, int], span: Sequence[str]) -> list[str]:
    """The months of `span`, reaching over every month that has a count: none is left out of the finding."""
    ends = sorted([*span[:1], *span[-1:], *(month for month, count in months.items() if count)])
    return list_months(ends[0], ends[-1]) if ends else []


def _choose_width(months: int) -> tuple[str, int]:
    """The narrowest bars of which two years' worth fit; years where none do."""
    return next(((each, size) for each, size in _EACH if months <= _MOST_BARS * size), _EACH[-1])


def _place(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    step = WIDTH / len(counts)
    gap, most = min(GAP, step / 3), max(counts.values())
    bars: list[Bar] = []
    for place, (name, count) in enumerate(counts.items()):
        height = max(1.5, HEIGHT * count / most)
        x, y = round(place * step, 1), round(HEIGHT - height, 1)
        bars.append(Bar(name, count, x, y, round(step - gap, 1), round(height, 1)))
    return tuple(bars)


def _find(bars: Sequence[Bar], each: str) -> str:
    most = max(bar.count for bar in bars)
    peaks = [bar.name for bar in bars if bar.count == most]
    return f"Most in {peaks[0]}: {most:,}" if len(peaks) == 1 else f"At most {most:,} a {each}"


def _name_part(month: str, size: int) -> str:
    """The month, the quarter or the year that it is in."""
    year, _, number = month.partition("-")
    if size == 1:
        return name_month(month)
    return year if size == 12 else f"{_QUARTERS[(int(number) - 1) // 3]} {year}"


def name_month(month: str) -> str:
    """`2026-03` as "March 2026"."""
    year, _, number = month.partition("-")
    return f"{date(int(year), int(number), 1):%B %Y}"
