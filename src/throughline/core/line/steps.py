"""The line as a page draws it: one step a station, with its count and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.core.line.walking import LineStation


@dataclass(frozen=True, slots=True)
class Step:
    """One station seen from one object: reached where `count` is not 0 or it is where one stands."""

    title: str
    count: int
    url: str
    current: bool

    @property
    def reached(self) -> bool:
        return self.current or self.count > 0


@dataclass(frozen=True, slots=True)
class Known:
    """What a page knows of a station beyond the links: how many objects stand there, and the page that lists them."""

    count: int
    url: str


def draw_steps(line: Sequence[LineStation], known: Mapping[str, Known] | None = None) -> list[Step]:
    """A step for each station; one with a single object leads to it, one with more to the page in `known`."""
    drawn = [(here, _draw(here, (known or {}).get(here.station.kind))) for here in line]
    return [step for here, step in drawn if step.reached or not here.station.aside]


def _draw(here: LineStation, known: Known | None) -> Step:
    first = here.stops[0].url if here.stops else ""
    if known is None:
        return Step(here.station.title, here.count, first, here.current)
    url = first if here.count == 1 else known.url
    return Step(here.station.title, known.count, url, here.current)
