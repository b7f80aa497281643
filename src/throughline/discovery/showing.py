"""What discovery's pages show: a piece in its place, a pile of themes, who was heard and who was not. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Count, Max, Min, Q, QuerySet

from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence, Theme, Themes
from throughline.discovery.errors import ThemeNotFound
from throughline.discovery.models import Account
from throughline.discovery.queries import (
    get_evidence,
    list_evidence,
    list_neighbours,
    list_same_customer,
    read_pieces,
    visible_evidence,
)
from throughline.discovery.rules.marked import Part, cut_at, find_words, tell_words
from throughline.discovery.rules.otherwise import choose_otherwise, is_praise
from throughline.discovery.rules.trend import Trend, describe_trend, list_months

PAGE = 40
MOST_COMPARED = 400
UNITS = {"account": ("account", "accounts"), "person": ("person", "people"), "": ("", "")}


@dataclass(frozen=True, slots=True)
class Card:
    """One piece in its place: its text with the marked parts, the turns around it, what else its customer said."""

    piece: Evidence
    parts: tuple[Part, ...]
    before: tuple[Evidence, ...] = ()
    after: tuple[Evidence, ...] = ()
    also: tuple[Evidence, ...] = ()
    also_count: int = 0

    @property
    def marked_at(self) -> str:
        """Where the first marked words stand in the text, as `3-40`; empty where none are, or the text is cut."""
        if "".join(part.text for part in self.parts) != self.piece.text:
            return ""
        first = next((place for place, part in enumerate(self.parts) if part.marked), None)
        if first is None:
            return ""
        start = sum(len(part.text) for part in self.parts[:first])
        return f"{start}-{start + len(self.parts[first].text)}"


@dataclass(frozen=True, slots=True)
class Heard:
    """How much is here, customers counted by `unit` ("account", "person" or empty)."""

    items: int
    customers: int
    unit: str
    first: str
    last: str

    @property
    def unit_words(self) -> str:
        return UNITS[self.unit][self.customers != 1]

    @property
    def months(self) -> list[str]:
        return list_months(self.first, self.last) if self.first else []


@dataclass(frozen=True, slots=True)
class Entry:
    """One theme in the pile."""

    theme: Theme
    trend: Trend | None
    segments: str
    unit: str

    @property
    def unit_words(self) -> str:
        return UNITS[self.unit][self.theme.accounts != 1]


@dataclass(frozen=True, slots=True)
class Pile:
    """A page of the themes, largest first; `next` is where the following page begins, None at the end."""

    entries: tuple[Entry, ...]
    heard: Heard
    total: int
    unsorted: int
    method: str
    next: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a theme and the words by which it is here."""

    piece: Evidence
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """How many accounts of a segment stand in the customer table, and how many of them wrote about the theme."""

    segment: str
    base: int
    wrote: int


def show_card(
    workspace: Workspace, piece: Evidence, spans: Iterable[tuple[int, int]] = (), *, also: bool = True
) -> Card:
    """`piece` with `spans` of its text marked."""
    near = list_neighbours(workspace, piece) if piece.turn is not None else [piece]
    at = next((place for place, other in enumerate(near) if other.id == piece.id), 0)
    same, count = list_same_customer(workspace, piece) if also and not piece.interviewer else ([], 0)
    return Card(piece, cut_at(piece.text, spans), tuple(near[:at]), tuple(near[at + 1 :]), tuple(same), count)


def show_evidence(workspace: Workspace, key: str, *, words: Sequence[str] = ()) -> Card:
    """The piece called `key`, `words` marked in it. Raises `EvidenceNotFound`."""
    piece = get_evidence(workspace, key)
    return show_card(workspace, piece, find_words(piece.text, words))


def count_heard(workspace: Workspace) -> Heard:
    """Everything visible that customers said, counted in one query."""
    customers = visible_evidence(workspace).filter(interviewer=False).order_by()
    found = customers.aggregate(
        items=Count("pk"),
        accounts=Count("account", distinct=True),
        people=Count("person", distinct=True),
        first=Min("date"),
        last=Max("date"),
    )
    unit = "account" if found["accounts"] else "person" if found["people"] else ""
    number = {"account": found["accounts"], "person": found["people"], "": 0}[unit]
    first, last = (f"{day:%Y-%m}" if day else "" for day in (found["first"], found["last"]))
    return Heard(found["items"], number, unit, first, last)


def show_pile(themes: Themes, heard: Heard, *, start: int = 0) -> Pile:
    """A page of `themes`, largest first."""
    shown = themes.themes[start : start + PAGE]
    return Pile(
        entries=tuple(describe_entry(theme, heard) for theme in shown),
        heard=heard,
        total=len(themes.themes),
        unsorted=max(0, heard.items - len(themes.theme_of)),
        method=themes.method,
        next=start + PAGE if start + PAGE < len(themes.themes) else None,
    )


def describe_entry(theme: Theme, heard: Heard) -> Entry:
    """The theme as the pile lists it."""
    trend = describe_trend(theme.months, span=heard.months)
    return Entry(theme, trend, name_segments(theme.segments), heard.unit)


def name_segments(segments: Mapping[str, int], *, most: int = 2) -> str:
    """The segments with most items, the rest as a number."""
    names = [name for name, _ in sorted(segments.items(), key=lambda pair: (-pair[1], pair[0]))]
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" +{rest}" if rest > 0 else "")


def list_items(workspace: Workspace, theme: Theme, *, start: int = 0) -> tuple[list[Item], int | None]:
    """A page of the theme's items, nearest to its centre first, and where the next page begins."""
    pieces = list_evidence(workspace, theme.members[start : start + PAGE])
    after = start + PAGE if start + PAGE < len(theme.members) else None
    return [Item(piece, tell_words(piece.text, theme.words)) for piece in pieces], after


def list_silences(workspace: Workspace, theme: Theme) -> list[Silence]:
    """Every segment of the customer table with how many of its accounts wrote about the theme."""
    base = Counter(_list_segments(Account.objects.filter(workspace=workspace, listed=True)))
    wrote = visible_evidence(workspace).filter(key__in=theme.members, interviewer=False).order_by()
    names = wrote.exclude(account=None).values_list("account", flat=True).distinct()
    spoke = Counter(_list_segments(Account.objects.filter(workspace=workspace, listed=True, name__in=list(names))))
    return [Silence(segment, size, spoke[segment]) for segment, size in base.most_common()]


def _list_segments(accounts: QuerySet[Account]) -> list[str]:
    return list(accounts.exclude(segment="").values_list("segment", flat=True))


def count_second_hand(workspace: Workspace, theme: Theme) -> int:
    """How many of the theme's items somebody passed on."""
    return visible_evidence(workspace).filter(key__in=theme.members).exclude(relayed_by=None).count()


def list_unsorted(workspace: Workspace, themes: Themes, *, after: int = 0) -> tuple[list[Evidence], int | None]:
    """A page of what fits no theme, in the order it came; `after` is the last row of the page before."""
    rows = visible_evidence(workspace).filter(interviewer=False, pk__gt=after).order_by("pk")
    keys = rows.values_list("pk", "key").iterator(chunk_size=2000)
    found = list(islice((pk for pk, key in keys if key not in themes.theme_of), PAGE + 1))
    pieces = read_pieces(workspace, list(rows.filter(pk__in=found[:PAGE])))
    return pieces, found[PAGE - 1] if len(found) > PAGE else None


def list_otherwise(workspace: Workspace, theme: Theme, *, limit: int = 3) -> list[Evidence] | None:
    """Items that share the theme's words and say that it works, each customer once; None where the theme says so."""
    words = [word for word in theme.words if len(word) > 3][:6]
    if is_praise([quote.text for quote in theme.quotes]):
        return None
    shares = reduce(or_, (Q(text__icontains=word) for word in words), Q(pk=None))
    rows = visible_evidence(workspace).filter(shares, interviewer=False, relayed_by=None)[:MOST_COMPARED]
    return choose_otherwise(read_pieces(workspace, list(rows)), words=theme.words)[:limit]


def find_theme(themes: Themes | None, theme_id: str) -> tuple[int, Theme]:
    """The theme and its place in the pile. Raises `ThemeNotFound`."""
    for place, theme in enumerate(themes.themes if themes else ()):
        if theme.id == theme_id:
            return place, theme
    raise ThemeNotFound(theme_id)


def find_theme_of(themes: Themes | None, key: str) -> Theme | None:
    """The theme a piece is in."""
    return themes.theme_of.get(key) if themes else None
