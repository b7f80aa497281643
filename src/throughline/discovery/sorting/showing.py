"""What the pages of sorting show: the pile, one theme with everything beside it, why each item is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import Known, Step, draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence, ThemeState
from throughline.discovery.customers.queries import count_listed
from throughline.discovery.models import OpportunityCount, Theme, ThemeMember
from throughline.discovery.queries import list_evidence, read_pieces
from throughline.discovery.rules.announcing import News, read_news
from throughline.discovery.rules.chart import Chart, draw_months
from throughline.discovery.rules.marked import tell_words
from throughline.discovery.rules.otherwise import is_praise
from throughline.discovery.rules.trend import Trend, describe_trend
from throughline.discovery.sorting import queries
from throughline.discovery.sorting.queries import PAGE, Heard

STATES = (
    (ThemeState.PROPOSED, "To sort"),
    (ThemeState.ACCEPTED, "Accepted"),
    (ThemeState.DISMISSED, "Not themes"),
)
_SHOWN_OTHERWISE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One theme in the pile: its customers in the unit they are counted in, or its items where nobody is named.

    What became an opportunity counts as its marks count, wherever its items were found last.
    """

    row: Theme
    trend: Trend | None
    news: News | None
    segments: list[str]
    accounts: int
    people: int
    items: int

    @property
    def counted(self) -> str:
        """Its accounts, and the people of whom no account is known."""
        return " and ".join(self._list_counts())

    @property
    def short(self) -> str:
        """The first of the two."""
        return next(iter(self._list_counts()), "")

    def _list_counts(self) -> list[str]:
        parts = [(self.accounts, "account", "accounts"), (self.people, "person", "people")]
        return [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]


@dataclass(frozen=True, slots=True)
class Tab:
    """One state the pile can be filtered by, with how many themes are in it."""

    state: str
    title: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """A page of the themes in one state, those of most customers first; `next` begins the next page, else None."""

    entries: tuple[Entry, ...]
    heard: Heard
    state: str
    tabs: tuple[Tab, ...]
    start: int
    next: int | None
    unsorted: int
    fresh: int

    @property
    def total(self) -> int:
        return sum(tab.count for tab in self.tabs if tab.current)


@dataclass(frozen=True, slots=True)
class Item:
    """One item and why it is here: who put it here, where it came from, and the words it says."""

    piece: Evidence
    words: tuple[str, ...] = ()
    mover: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """How many accounts of a segment stand in the customer table, and how many of them are heard in the theme."""

    segment: str
    base: int
    wrote: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One theme with everything that stands beside it. `otherwise` is None where the theme itself says it works."""

    row: Theme
    entry: Entry
    items: list[Item]
    start: int
    after: int | None
    chart: Chart | None
    silences: list[Silence]
    otherwise: list[Evidence] | None
    otherwise_count: int
    line: list[Step]
    before_key: str
    after_key: str

    @property
    def end(self) -> int:
        return self.start + len(self.items)


def show_pile(workspace: Workspace, state: ThemeState, *, start: int = 0) -> Pile:
    """A page of the themes in this state."""
    heard = queries.count_heard(workspace)
    rows = list(queries.list_themes(workspace, state)[start : start + PAGE + 1])
    counts = queries.count_states(workspace)
    tabs = tuple(Tab(one.value, title, counts.get(one, 0), one == state) for one, title in STATES)
    return Pile(
        entries=tuple(describe_entry(row, heard) for row in rows[:PAGE]),
        heard=heard,
        state=state.value,
        tabs=tabs,
        start=start,
        next=start + PAGE if len(rows) > PAGE else None,
        unsorted=queries.count_unsorted(workspace),
        fresh=queries.count_fresh(workspace),
    )


def describe_entry(row: Theme, heard: Heard) -> Entry:
    """The theme as the pile lists it."""
    trend = describe_trend(row.months, span=heard.months, today=utc_today())
    counted: Theme | OpportunityCount = getattr(row.opportunity, "count", None) or row
    sizes = counted.accounts, counted.people, counted.items
    return Entry(row, trend, read_news(row.news), name_segments(row.segments), *sizes)


def name_segments(segments: Mapping[str, int]) -> list[str]:
    """The segments with most items first."""
    return [name for name, _ in sorted(segments.items(), key=lambda pair: (-pair[1], pair[0]))]


def show_theme(workspace: Workspace, row: Theme, heard: Heard, *, start: int = 0) -> Shown:
    """One theme and everything beside it."""
    places = queries.list_places(workspace, row.key, start=start)
    before, after = queries.find_neighbours(row)
    praised = is_praise([quote["text"] for quote in row.quotes])
    return Shown(
        row=row,
        entry=describe_entry(row, heard),
        items=describe_items(workspace, row, places[:PAGE]),
        start=start,
        after=start + PAGE if len(places) > PAGE else None,
        chart=draw_months(row.months, span=heard.months),
        silences=[Silence(name, base, row.heard.get(name, 0)) for name, base in _list_base(workspace)],
        otherwise=None if praised else list_evidence(workspace, row.otherwise[:_SHOWN_OTHERWISE]),
        otherwise_count=len(row.otherwise),
        line=draw_line(workspace, row),
        before_key=before,
        after_key=after,
    )


def _list_base(workspace: Workspace) -> list[tuple[str, int]]:
    return sorted(count_listed(workspace).items(), key=lambda pair: (-pair[1], pair[0]))


def draw_line(workspace: Workspace, row: Theme) -> list[Step]:
    """How we got here, seen from a theme: its items below, the opportunity it became above."""
    known: dict[str, Any] = {"evidence": Known(row.items, "#items")}
    line = walk_line(workspace, Ref("theme", row.key))
    return draw_steps(line, known)


def describe_items(workspace: Workspace, row: Theme, places: list[ThemeMember]) -> list[Item]:
    """The items at these places, each with the reason why it stands there."""
    pieces = read_pieces(workspace, [place.evidence for place in places])
    movers = queries.list_movers(workspace, row.key, [place.evidence_id for place in places])  # type: ignore[attr-defined]
    labels = queries.list_labels(workspace, sorted({place.found for place in places if place.found != row.key}))
    return [
        Item(
            piece,
            words=tell_words(piece.text, row.words),
            mover=movers.get(place.evidence_id, "") if place.found != row.key else "",  # type: ignore[attr-defined]
            origin=labels.get(place.found, "") if place.found != row.key else "",
        )
        for piece, place in zip(pieces, places, strict=True)
    ]


def list_loose(workspace: Workspace, *, start: int = 0) -> tuple[list[Evidence], int | None]:
    """A page of what stands in no theme, and where the next page begins."""
    places = queries.list_unsorted(workspace, start=start)
    pieces = read_pieces(workspace, [place.evidence for place in places[:PAGE]])
    return pieces, start + PAGE if len(places) > PAGE else None
