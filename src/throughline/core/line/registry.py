"""Where each slice registers what must be read upwards: its stations, its search and its hints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
    """A station of the line. `order` grows from evidence to learning; `find` names the objects with the given ids.

    One with `aside` is drawn only where something stands there: not every line passes it.
    """

    kind: str
    title: str
    order: int
    find: Callable[[Workspace, Sequence[str]], Sequence[Stop]]
    aside: bool = False


Steps = Callable[["Workspace", Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Edges:
    """Links that a slice's own rows hold, so that nothing has to copy them into `Link`: ids of one kind to the other.

    Where the lower side can be thousands, `count` says how many there are besides the ids already known (its third
    argument), and `down` gives only the first of them.
    """

    upper: str
    lower: str
    down: Steps
    up: Steps
    count: Callable[[Workspace, Sequence[str], Sequence[str]], int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something recorded that came of an object: one whole sentence for those who asked for it, and where it stands.

    With `no` it is an answer of no. `more` are whole sentences that follow in a message, each a paragraph. Whoever was
    answered before `at` has not heard of it; None where that is not known.
    """

    sentence: str
    ref: Ref
    no: bool = False
    more: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """Something a later station taught, shown when an earlier one is written.

    `words` are what it concerns, where that is known; `source` says in words where it comes from ("the 90-day review of
    Exports").

    One that names `cases` or `checks` asks nothing of its own: it raises these catalogued edge cases and these rules of
    the check before all others, of stories of any kind or of `kinds`. `grounds` are the objects that it rests on.
    """

    text: str
    ref: Ref
    words: tuple[str, ...] = ()
    source: str = ""
    cases: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grounds: tuple[Stop, ...] = ()

    @property
    def raises(self) -> bool:
        """Whether it puts first what is asked and checked anyway."""
        return bool(self.cases or self.checks)


Search = Callable[["Workspace", str, int], Sequence[Stop]]
Hints = Callable[["Workspace", str], Sequence[Hint]]
Count = Callable[["Actor"], "int | None"]
Outcomes = Callable[["Workspace", str], Sequence[Outcome]]


@dataclass
class Registry:
    """What the slices offer. Filled once, when the applications are ready."""

    stations: dict[str, Station] = field(default_factory=dict[str, Station])
    searches: dict[str, Search] = field(default_factory=dict[str, Search])
    hints: dict[str, Hints] = field(default_factory=dict[str, Hints])
    counts: dict[str, Count] = field(default_factory=dict[str, Count])
    edges: list[Edges] = field(default_factory=list[Edges])
    outcomes: dict[str, list[Outcomes]] = field(default_factory=dict[str, list[Outcomes]])

    def add_station(self, station: Station) -> None:
        self.stations[station.kind] = station

    def add_search(self, kind: str, search: Search) -> None:
        self.searches[kind] = search

    def add_hints(self, kind: str, hints: Hints) -> None:
        """What a later station teaches, under the kind of object that taught it ("review", "retrospective").

        `hints` gets the workspace and what is being written, in words, or nothing for all there are; earliest first.
        """
        self.hints[kind] = hints

    def list_hints(self, workspace: Workspace, about: str = "") -> list[Hint]:
        """Everything that later stations have taught, in the order in which they were registered."""
        return [hint for ask in self.hints.values() for hint in ask(workspace, about)]

    def add_count(self, page: str, count: Count) -> None:
        """A number beside the rail's entry for `page` (a URL name); asked for on every page, so it must be cheap."""
        self.counts[page] = count

    def add_edges(self, edges: Edges) -> None:
        self.edges.append(edges)

    def add_outcomes(self, kind: str, outcomes: Outcomes) -> None:
        """What came of objects of this kind, as far as this slice has it on record; earliest first."""
        self.outcomes.setdefault(kind, []).append(outcomes)

    def list_outcomes(self, workspace: Workspace, ref: Ref) -> list[Outcome]:
        """Everything on record that came of the object, in the order the slices were registered."""
        return [one for ask in self.outcomes.get(ref.kind, ()) for one in ask(workspace, ref.id)]

    def in_order(self) -> list[Station]:
        """The stations from evidence upwards."""
        return sorted(self.stations.values(), key=lambda station: station.order)


registry = Registry()
