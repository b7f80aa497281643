"""Themes as they stand: what was found, and over it what people decided, whatever is found next time.

Every decision speaks of a theme's id. Ids stay with their themes over runs (`theme_ids`), so decisions stay too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from throughline.discovery.contracts import ThemeState, Verdict

NOWHERE = ""
"""Where a piece stands that fits no theme, or was taken out of the one it was found in."""
ASIDE = "-"
"""Where a piece stands that is not to be sorted: withdrawn, the interviewer's, or the repeat of one that fits none."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: about a whole theme, or about `piece` in it. `into` is where a merge or a move leads.

    `holds` are the pieces that stood in a theme when it was named, accepted or dismissed: they stay with it.
    """

    verdict: Verdict
    theme: str
    piece: int | None = None
    into: str = ""
    label: str = ""
    opportunity: int | None = None
    holds: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a theme as a whole."""

    state: ThemeState = ThemeState.PROPOSED
    opportunity: int | None = None


@dataclass(slots=True)
class Decisions:
    """All decisions taken together. Later ones win over earlier ones."""

    names: dict[str, str] = field(default_factory=dict[str, str])
    called: dict[str, str] = field(default_factory=dict[str, str])
    """What a theme was called when something was last decided about it."""
    fates: dict[str, Fate] = field(default_factory=dict[str, Fate])
    into: dict[str, str] = field(default_factory=dict[str, str])
    pins: dict[int, str] = field(default_factory=dict[int, str])
    barred: dict[int, set[str]] = field(default_factory=lambda: defaultdict[int, set[str]](set))
    out: set[int] = field(default_factory=set[int])
    """Pieces whose last decision took them out: they stand nowhere until a person puts them somewhere."""

    def resolve(self, theme: str) -> str:
        """The theme that `theme` was merged into, through every merge after it; itself where it was not."""
        while theme in self.into:
            theme = self.into[theme]
        return theme

    def find_fate(self, theme: str) -> Fate:
        """What became of it; a theme that was merged into another has no fate of its own."""
        return Fate() if theme in self.into else self.fates.get(theme, Fate())

    def find_name(self, theme: str, *, found: str = "") -> str:
        """What a person called it, else what it was `found` as, else what it was called when it was last seen.

        What was accepted or dismissed keeps the name under which a person knew it.
        """
        called = self.called.get(theme)
        return self.names.get(theme) or (called if theme in self.fates else "") or found or called or theme

    def list_firm(self) -> set[str]:
        """The themes a person has decided about as a whole: what looks like one of them belongs to it."""
        return {*self.names, *self.fates, *self.into.values(), *self.pins.values()}


def settle_decisions(decided: Iterable[Decided], *, follows: Mapping[str, str] | None = None) -> Decisions:
    """What decisions come to, given in the order they were made.

    `follows` names found themes that are a decided one, found in other parts; a merge that a person made goes before.
    """
    settled = Decisions()
    for theme, into in (follows or {}).items():
        _merge(settled, theme, into)
    for one in decided:
        _apply(settled, one)
    return settled


def _apply(settled: Decisions, one: Decided) -> None:
    if one.piece is not None:
        _apply_to_piece(settled, one, one.piece)
    elif one.verdict == Verdict.RENAME:
        settled.names[one.theme] = one.label
        _hold(settled, one)
    elif one.verdict == Verdict.MERGE:
        settled.into.pop(one.theme, None)
        _merge(settled, one.theme, one.into)
        settled.called[one.into] = one.label
    elif one.verdict in (Verdict.ACCEPT, Verdict.DISMISS):
        state = ThemeState.ACCEPTED if one.verdict == Verdict.ACCEPT else ThemeState.DISMISSED
        settled.fates[one.theme] = Fate(state, one.opportunity)
        settled.called[one.theme] = one.label
        _hold(settled, one)


def _hold(settled: Decisions, one: Decided) -> None:
    """What stood in a theme that was decided about stays in it, however the next run parts what was heard."""
    for piece in one.holds:
        settled.pins[piece] = one.theme
        settled.barred[piece].discard(one.theme)
        settled.out.discard(piece)


def _merge(settled: Decisions, theme: str, into: str) -> None:
    """Lead `theme` to `into`, unless that leads back to it."""
    if settled.resolve(into) != theme:
        settled.into[theme] = into


def _apply_to_piece(settled: Decisions, one: Decided, piece: int) -> None:
    settled.pins.pop(piece, None)
    settled.barred[piece].add(one.theme)
    settled.out.add(piece)
    if one.verdict == Verdict.MOVE:
        settled.out.discard(piece)
        settled.pins[piece] = one.into
        settled.barred[piece].discard(one.into)
        settled.called[one.into] = one.label


@dataclass(frozen=True, slots=True)
class Bearing:
    """What opportunities say of one piece, by their ids: accepted for them, or rejected. `names` are theirs."""

    accepted: Mapping[int, str] = field(default_factory=dict[int, str])
    rejected: Collection[int] = ()


def place_piece(piece: int, *, found: str, settled: Decisions, bearing: Bearing | None = None) -> str:
    """Where a piece stands that was found in the theme `found` (empty: in none).

    A piece that bears on an opportunity stands in the theme that became it, else at that opportunity: it does not
    come back to the pile. One that was rejected there, or that a person took out of its theme, stands nowhere.
    """
    theme = NOWHERE if piece in settled.out else settled.resolve(settled.pins.get(piece) or found)
    if theme and theme in {settled.resolve(barred) for barred in settled.barred.get(piece, ())}:
        theme = NOWHERE
    if bearing is None:
        return theme
    mine = settled.find_fate(theme).opportunity
    if bearing.accepted:
        return theme if mine in bearing.accepted else next(iter(bearing.accepted.values()))
    return NOWHERE if mine is not None and mine in bearing.rejected else theme
