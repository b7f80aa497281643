"""Which themes are news after a run: those that came since the run before, and those that grow faster than all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

_MOST = 0.5
_LEAST_GAIN = 2
_LEAST_DEVIATION = 1.64
"""A gain this many standard deviations of a Poisson count above what was to be expected is growth (95 %, one-sided)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One piece in a theme: whether it came since the run before, and the account or the person it counts for."""

    fresh: bool
    account: str = ""
    person: str = ""

    @property
    def customer(self) -> tuple[str, str] | None:
        """Who said it; None where nobody is named."""
        if self.account:
            return "account", self.account
        return ("person", self.person) if self.person else None


@dataclass(frozen=True, slots=True)
class News:
    """Why a theme is announced. `unit` is what is counted: "account", "person", "customer" where both are named, or
    "item"; `before` are those heard in it already, `after` with those that came; `since` is the run before.
    """

    kind: str
    before: int
    after: int
    unit: str
    since: date

    @property
    def sentence(self) -> str:
        """“3 people more since 16 November 2026, 41 before”"""
        day, gain = f"{self.since.day} {self.since:%B %Y}", self.after - self.before
        if not self.before:
            return f"{gain:,} {_name(self.unit, gain)} since {day}, none before"
        return f"{gain:,} {_name(self.unit, gain)} more since {day}, {self.before:,} before"


def _name(unit: str, count: int) -> str:
    return unit if count == 1 else {"person": "people"}.get(unit, f"{unit}s")


def find_news(themes: Mapping[str, Sequence[Arrival]], *, known: Collection[str], since: date) -> dict[str, News]:
    """The news of each theme that is any. Only what came since the run before is news: that items stand in another
    theme than they did says nothing of customers.

    New is a theme not `known` before, most of whose items came since. Growth is at least two more customers, beyond
    what the share of everything that came makes likely; items, where nobody is named.
    """
    pieces = [piece for parts in themes.values() for piece in parts]
    fresh = sum(piece.fresh for piece in pieces)
    share = fresh / max(1, len(pieces) - fresh)
    found = ((theme, _tell(parts, new=theme not in known, share=share, since=since)) for theme, parts in themes.items())
    return {theme: news for theme, news in found if news is not None}


def _tell(parts: Sequence[Arrival], *, new: bool, share: float, since: date) -> News | None:
    before, gain, unit = _count(parts)
    if not gain:
        return None
    if new and sum(piece.fresh for piece in parts) > _MOST * len(parts):
        return News("new", before, before + gain, unit, since)
    return News("growing", before, before + gain, unit, since) if _grows(before, gain, share=share) else None


def _count(parts: Sequence[Arrival]) -> tuple[int, int, str]:
    """How many were heard before, how many more since, and what they are."""
    old = {piece.customer for piece in parts if piece.customer and not piece.fresh}
    more = {piece.customer for piece in parts if piece.customer and piece.fresh} - old
    units = {unit for unit, _ in old | more}
    if not units:
        fresh = sum(piece.fresh for piece in parts)
        return len(parts) - fresh, fresh, "item"
    return len(old), len(more), units.pop() if len(units) == 1 else "customer"


def _grows(before: int, gain: int, *, share: float) -> bool:
    expected = before * share
    return gain >= _LEAST_GAIN and gain - expected > _LEAST_DEVIATION * sqrt(max(1.0, expected))


def write_news(news: News) -> dict[str, Any]:
    """As JSON."""
    return {
        "kind": news.kind,
        "before": news.before,
        "after": news.after,
        "unit": news.unit,
        "since": news.since.isoformat(),
    }


def read_news(values: Mapping[str, Any]) -> News | None:
    """What `write_news` wrote; None where there is none."""
    if not values:
        return None
    return News(values["kind"], values["before"], values["after"], values["unit"], date.fromisoformat(values["since"]))
