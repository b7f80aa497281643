"""How many days a line took, or has waited, between two stations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.rhythm.rules.tempo.contracts import PARTS, Line, Span, Standing, Stretch

_ENDS = {
    Stretch.DECIDE: ("signal", "decision"),
    Stretch.SHIP: ("decision", "ship"),
    Stretch.LEARN: ("ship", "learning"),
    Stretch.WHOLE: ("signal", "ship"),
}
_ORDER = ("signal", "decision", "ship", "learning")


def measure(line: Line, stretch: Stretch, *, today: date) -> Span:
    """How the line stands in this stretch.

    A station that was left out (shipped without an approval on record) makes its stretches unknown, never 0 days; so
    does an end before the beginning (the earliest dated evidence is younger than the decision).
    """
    first, last = _ENDS[stretch]
    start, end = getattr(line, first), getattr(line, last)
    if start is None:
        return Span(Standing.UNKNOWN if _reached(line, first) else Standing.AHEAD)
    if end is not None:
        days = (end - start).days
        return Span(Standing.PASSED, days, start) if days >= 0 else Span(Standing.UNKNOWN)
    if _reached(line, last):
        return Span(Standing.UNKNOWN)
    if line.over:
        return Span(Standing.ENDED)
    return Span(Standing.WAITS, (today - start).days, start) if start <= today else Span(Standing.AHEAD)


def measure_all(line: Line, *, today: date) -> Mapping[Stretch, Span]:
    """The line in every stretch."""
    return {stretch: measure(line, stretch, today=today) for stretch in Stretch}


def find_wait(spans: Mapping[Stretch, Span]) -> Stretch | None:
    """The part that the line is in now; None for one that is through, ended, or not told."""
    return next((part for part in PARTS if spans[part].standing is Standing.WAITS), None)


def _reached(line: Line, station: str) -> bool:
    """Whether the line is at this station or beyond; every line has had its signal, dated or not."""
    beyond = _ORDER[_ORDER.index(station) :]
    return station == "signal" or any(getattr(line, one) is not None for one in beyond)
