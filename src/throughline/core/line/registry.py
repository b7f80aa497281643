"""Where each slice registers what must be read upwards: its stations, its search and its hints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.core.kernel.ids import Ref

if TYPE_CHECKING:
    from throughline.core.contracts import Actor
    from throughline.core.models import Workspace


@dataclass(frozen=True, slots=True)
class Stop:
    """One object at a station: what it is called and where its page is.

    A search adds `why` it matches, in words, and an `excerpt` of what it found there.
    """

    ref: Ref
    title: str
    url: str = ""
    why: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the line. `order` grows from evidence to learning; `find` names the objects with the given ids."""

    kind: str
    title: str
    order: int
    find: Callable[[Workspace, Sequence[str]], Sequence[Stop]]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something a later station taught, shown when an earlier one is written."""

    text: str
    ref: Ref


Search = Callable[["Workspace", str, int], Sequence[Stop]]
Hints = Callable[["Workspace", str], Sequence[Hint]]
Count = Callable[["Actor"], "int | None"]


@dataclass
class Registry:
    """What the slices offer. Filled once, when the applications are ready."""

    stations: dict[str, Station] = field(default_factory=dict[str, Station])
    searches: dict[str, Search] = field(default_factory=dict[str, Search])
    hints: dict[str, Hints] = field(default_factory=dict[str, Hints])
    counts: dict[str, Count] = field(default_factory=dict[str, Count])

    def add_station(self, station: Station) -> None:
        self.stations[station.kind] = station

    def add_search(self, kind: str, search: Search) -> None:
        self.searches[kind] = search

    def add_hints(self, kind: str, hints: Hints) -> None:
        self.hints[kind] = hints

    def add_count(self, page: str, count: Count) -> None:
        """A number beside the rail's entry for `page` (a URL name); asked for on every page, so it must be cheap."""
        self.counts[page] = count

    def in_order(self) -> list[Station]:
        """The stations from evidence upwards."""
        return sorted(self.stations.values(), key=lambda station: station.order)


registry = Registry()
