"""Items a month as bars: the places of a drawing, worked out so that a template only writes them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, GAP = 236.0, 56.0, 4.0
_MOST_BARS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its name in words, how many items, and where its bar stands in the drawing."""

    month: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first month to the last; `finding` is the title in words."""

    bars: tuple[Bar, ...]
    finding: str
    undated: bool = False

    @property
    def first(self) -> str:
        return self.bars[0].month

    @property
    def last(self) -> str:
        return self.bars[-1].month


def draw_months(months: Mapping[str, int], *, span: Sequence[str]) -> Chart | None:
    """A bar for each month of `span`, at most the last two years; None where no item has a date."""
    shown = list(span)[-_MOST_BARS:]
    counts = [months.get(month, 0) for month in shown]
    if not any(counts) or len(shown) < 2:
        return None
    width = (WIDTH - GAP * (len(shown) - 1)) / len(shown)
    most = max(counts)
    bars: list[Bar] = []
    for place, (month, count) in enumerate(zip(shown, counts, strict=True)):
        height = max(1.5, HEIGHT * count / most)
        x, y = round(place * (width + GAP), 1), round(HEIGHT - height, 1)
        bars.append(Bar(name_month(month), count, x, y, round(width, 1), round(height, 1)))
    return Chart(tuple(bars), _find(bars, most))


def _find(bars: Sequence[Bar], most: int) -> str:
    peaks = [bar.month for bar in bars if bar.count == most]
    return f"Most in {peaks[0]}: {most}" if len(peaks) == 1 else f"At most {most} a month"


def name_month(month: str) -> str:
    """`2026-03` as "March 2026"."""
    year, _, number = month.partition("-")
    return f"{date(int(year), int(number), 1):%B %Y}"
