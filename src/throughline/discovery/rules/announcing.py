"""Which themes are news after a run: those not found before, and those that grow faster than everything does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

_LEAST_GAIN = 2
_LEAST_DEVIATION = 1.64
"""A gain this many standard deviations of a Poisson count above what was to be expected is growth (95 %, one-sided)."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a theme was in one run: its items, and its customers where any are named."""

    items: int
    customers: int | None

    @property
    def counted(self) -> int:
        return self.items if self.customers is None else self.customers


@dataclass(frozen=True, slots=True)
class News:
    """Why a theme is announced. `unit` is what is counted: "account", "person" or "item"; `since` is the run before."""

    kind: str
    before: int
    after: int
    unit: str
    since: date

    @property
    def sentence(self) -> str:
        """“12 accounts, 9 before 4 March 2026”"""
        day = f"{self.since.day} {self.since:%B %Y}"
        counted = f"{self.after:,} {_name(self.unit, self.after)}"
        return f"{counted}, none before {day}" if self.kind == "new" else f"{counted}, {self.before:,} before {day}"


def _name(unit: str, count: int) -> str:
    return unit if count == 1 else {"person": "people"}.get(unit, f"{unit}s")


def find_news(before: Mapping[str, Size], after: Mapping[str, Size], *, unit: str, since: date) -> dict[str, News]:
    """The news of each theme that is any, against the run before; each customer counts once.

    Everything grows when evidence is added: growth is a gain of at least two, beyond what its share of all makes
    likely.
    """
    total, was = (sum(size.items for size in sizes.values()) for sizes in (after, before))
    share = total / was - 1 if was else 0.0
    news: dict[str, News] = {}
    for theme, size in after.items():
        old = before.get(theme)
        if old is None:
            news[theme] = News("new", 0, size.counted, unit if size.customers is not None else "item", since)
        elif _grows(old, size, share=share):
            news[theme] = _tell_growth(old, size, unit=unit, since=since)
    return news


def _tell_growth(old: Size, size: Size, *, unit: str, since: date) -> News:
    if old.customers is None or size.customers is None:
        return News("growing", old.items, size.items, "item", since)
    return News("growing", old.customers, size.customers, unit, since)


def _grows(old: Size, size: Size, *, share: float) -> bool:
    if old.customers is None or size.customers is None:
        gain, expected = size.items - old.items, old.items * share
    else:
        gain, expected = size.customers - old.customers, old.customers * share
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
