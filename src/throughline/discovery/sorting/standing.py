"""Themes as they stand, made again from what was found and decided: all of them after a run, else those concerned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from throughline.core.models import Workspace
from throughline.discovery.contracts import ThemeState
from throughline.discovery.models import EvidenceRow, Theme, ThemeMember, ThemeRun
from throughline.discovery.rules.excerpts import cut_excerpt
from throughline.discovery.rules.sorting import ASIDE, NOWHERE, Bearing, Decisions, place_piece
from throughline.discovery.rules.tallying import Tally, tally_pieces
from throughline.discovery.sorting.loading import (
    AT_ONCE,
    Piece,
    describe_found,
    find_run,
    load_bearings,
    load_decisions,
    read_pieces,
    split,
)

STRANGERS = 10**8
"""Added to the rank of a piece that was found elsewhere; what is left is its place where it was found."""
REPEATS = 10**9
"""Added to the rank of a piece that repeats another: it counts for its customer and is no item of its own."""
_QUOTES, _LEAST_QUOTES, _WORDS, _OTHERWISE = 5, 3, 10, 12
_PLACED = ("pk", "evidence_id", "found", "theme", "rank")


@dataclass(slots=True)
class Place:
    """One row of `ThemeMember`; `pk` is None where there is none yet."""

    pk: int | None
    piece: int
    found: str
    theme: str
    rank: int

    @property
    def at(self) -> int:
        """Its place in the theme it was found in."""
        return self.rank % STRANGERS


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that was heard, what was decided, and where each piece stands by both."""

    pieces: Mapping[int, Piece]
    settled: Decisions
    places: list[Place]


def work_out(workspace: Workspace, run: ThemeRun | None) -> Standing:
    """Where every piece stands, by this run and all decisions; nothing is written."""
    themes = run.found["themes"] if run else ()
    follows = {theme["id"]: theme["follows"] for theme in themes if theme.get("follows")}
    settled = load_decisions(workspace, follows=follows)
    pieces = {piece.pk: piece for piece in read_pieces(EvidenceRow.objects.filter(workspace=workspace))}
    return Standing(pieces, settled, place_all(pieces, _list_found(themes), settled, load_bearings(workspace)))


def stand_all(workspace: Workspace) -> None:
    """Make every theme and every place again."""
    run = find_run(workspace)
    if run is None and not Theme.objects.filter(workspace=workspace).exists():
        return
    standing = work_out(workspace, run)
    pieces, settled = standing.pieces, standing.settled
    known = {place.piece: place for place in _read_places(ThemeMember.objects.filter(workspace=workspace))}
    until = run.found.get("until", 0) if run else -1
    kept = [place for place in standing.places if place.piece <= until or place.piece in settled.pins or place.found]
    _save_places(workspace, kept, known)
    _remove_places(known, {place.piece for place in kept})
    described = describe_found(run)
    keys = {*described, *settled.fates, *(place.theme for place in kept), *_list_keys(workspace)}
    _save_themes(workspace, keys, settled, described, _group(kept), pieces)


def _remove_places(known: Mapping[int, Place], kept: Collection[int]) -> None:
    gone = [place.pk for piece, place in known.items() if piece not in kept]
    for some in split(ThemeMember.objects.all(), "pk__in", gone):
        some.delete()


def place_all(
    pieces: Mapping[int, Piece],
    found: Mapping[str, tuple[str, int]],
    settled: Decisions,
    bearings: Mapping[int, Bearing],
) -> list[Place]:
    """Where each piece stands; `found` is the theme and the place in it, by evidence id. A repeat is with its first."""
    by_key = {piece.key: piece for piece in pieces.values() if not piece.hidden}
    places: list[Place] = []
    for piece in pieces.values():
        theme, at = found.get(piece.key, (NOWHERE, piece.pk % STRANGERS))
        first = by_key.get(piece.repeats, piece) if piece.repeats else piece
        first_theme = theme if first is piece else found.get(first.key, (NOWHERE, 0))[0]
        stands = _place(piece, first, first_theme, settled, bearings)
        places.append(Place(None, piece.pk, theme, stands, _rank(piece, theme, stands, at)))
    return places


def _place(piece: Piece, first: Piece, found: str, settled: Decisions, bearings: Mapping[int, Bearing]) -> str:
    if piece.hidden:
        return ASIDE
    theme = place_piece(first.pk, found=found, settled=settled, bearing=bearings.get(first.pk))
    return theme or (ASIDE if piece.repeats else NOWHERE)


def _rank(piece: Piece, found: str, theme: str, at: int) -> int:
    return at + (STRANGERS if theme != found else 0) + (REPEATS if piece.repeats else 0)


def _list_found(themes: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, int]]:
    """The theme and the place in it of each evidence id; the first theme that names it."""
    found: dict[str, tuple[str, int]] = {}
    for theme in themes:
        for at, member in enumerate(theme["members"]):
            found.setdefault(member, (theme["id"], at))
    return found


def _list_keys(workspace: Workspace) -> list[str]:
    return list(Theme.objects.filter(workspace=workspace).values_list("key", flat=True))


def stand_alone(workspace: Workspace, themes: Collection[str]) -> None:
    """Name these themes again and say what became of them, where that moves no piece: else make them again."""
    settled = load_decisions(workspace)
    for row in Theme.objects.filter(workspace=workspace, key__in=themes):
        fate = settled.find_fate(row.key)
        if not row.found or fate.opportunity != row.opportunity_id:  # type: ignore[attr-defined]
            stand_some(workspace, themes=[row.key])
            continue
        label = settled.find_name(row.key, found=row.found["label"])[:255]
        Theme.objects.filter(pk=row.pk).update(label=label, state=fate.state.value)


def stand_some(workspace: Workspace, *, themes: Collection[str] = (), pieces: Collection[int] = ()) -> None:
    """Make again only what a decision about these themes or pieces can have moved."""
    places = {place.piece: place for place in _find_places(workspace, themes, pieces)}
    places |= {place.piece: place for place in _find_repeats(workspace, places.values())}
    settled = load_decisions(workspace)
    missing = [piece for piece in pieces if piece not in places and settled.pins.get(piece)]
    rows = EvidenceRow.objects.filter(workspace=workspace)
    loaded = {p.pk: p for some in split(rows, "pk__in", [*places, *missing]) for p in read_pieces(some)}
    moved = _move(places, loaded, settled, load_bearings(workspace, list(loaded)))
    _save_places(workspace, moved, places)
    touched = {*themes, *(p.theme for p in places.values()), *(p.theme for p in moved), *(p.found for p in moved)}
    touched |= {settled.resolve(theme) for theme in touched}
    _refresh(workspace, touched, settled)


def _find_places(workspace: Workspace, themes: Collection[str], pieces: Collection[int]) -> Iterable[Place]:
    rows = ThemeMember.objects.filter(workspace=workspace)
    named = [theme for theme in themes if theme]
    if named:
        yield from _read_places(rows.filter(Q(found__in=named) | Q(theme__in=named)))
    for some in split(rows, "evidence__in", pieces):
        yield from _read_places(some)


def _find_repeats(workspace: Workspace, places: Iterable[Place]) -> list[Place]:
    """The repeats that stand where these pieces stand: they go where their first goes."""
    themes = {place.theme for place in places if place.theme not in (NOWHERE, ASIDE)}
    rows = ThemeMember.objects.filter(workspace=workspace, rank__gte=REPEATS)
    return [place for some in split(rows, "theme__in", themes) for place in _read_places(some)]


def _read_places(rows: Any) -> Iterable[Place]:
    for values in rows.values_list(*_PLACED).iterator(chunk_size=5000):
        yield Place(*values)


def _move(
    places: Mapping[int, Place], loaded: Mapping[int, Piece], settled: Decisions, bearings: Mapping[int, Bearing]
) -> list[Place]:
    """Where the loaded pieces stand now, by what the tables remember of where they were found."""
    found = {
        piece.key: (places[piece.pk].found, places[piece.pk].at)
        for piece in loaded.values()
        if piece.pk in places and places[piece.pk].found
    }
    return place_all(loaded, found, settled, bearings)


def _save_places(workspace: Workspace, places: Iterable[Place], known: Mapping[int, Place]) -> None:
    """Write what is new or differs, and nothing else."""
    fresh: list[ThemeMember] = []
    changed: list[ThemeMember] = []
    for place in places:
        old = known.get(place.piece)
        values = {"found": place.found, "theme": place.theme, "rank": place.rank}
        if old is None:
            fresh.append(ThemeMember(workspace=workspace, evidence_id=place.piece, **values))
        elif (old.found, old.theme, old.rank) != (place.found, place.theme, place.rank):
            changed.append(ThemeMember(pk=old.pk, **values))
    ThemeMember.objects.bulk_create(fresh, batch_size=2000)
    ThemeMember.objects.bulk_update(changed, ["found", "theme", "rank"], batch_size=200)


def _group(places: Iterable[Place]) -> dict[str, list[Place]]:
    grouped: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        grouped[place.theme].append(place)
    return grouped


def _refresh(workspace: Workspace, themes: Collection[str], settled: Decisions) -> None:
    """Count and describe these themes again."""
    keys = {theme for theme in themes if theme not in (NOWHERE, ASIDE)}
    places = list(_read_places(ThemeMember.objects.filter(workspace=workspace, theme__in=keys)))
    parts = {*keys, *(place.found for place in places)}
    described = dict(Theme.objects.filter(workspace=workspace, key__in=parts).values_list("key", "found"))
    inside = EvidenceRow.objects.filter(workspace=workspace, place_in_theme__theme__in=keys)
    pieces = {piece.pk: piece for piece in read_pieces(inside)}
    _save_themes(workspace, keys, settled, described, _group(places), pieces)


def _save_themes(
    workspace: Workspace,
    keys: Collection[str],
    settled: Decisions,
    described: Mapping[str, Mapping[str, Any]],
    places: Mapping[str, list[Place]],
    pieces: Mapping[int, Piece],
) -> None:
    """Write the rows of these themes: made, changed, or removed where nothing is left of them."""
    rows = {row.key: row for row in Theme.objects.filter(workspace=workspace, key__in=keys)}
    stays = {key for key in keys if _is_theme(key, settled, described, places.get(key, ()))}
    fresh: list[Theme] = []
    changed: list[Theme] = []
    for key in sorted(stays):
        values = _describe(key, settled, described, places.get(key, []), pieces)
        row = rows.get(key)
        if row is None:
            fresh.append(Theme(workspace=workspace, key=key, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed.append(Theme(pk=row.pk, workspace=workspace, key=key, **values))
    Theme.objects.bulk_create(fresh, batch_size=AT_ONCE)
    if changed:
        names = [field.name for field in Theme._meta.concrete_fields if field.name not in ("id", "workspace", "key")]
        Theme.objects.bulk_update(changed, names, batch_size=100)
    Theme.objects.filter(pk__in=[rows[key].pk for key in set(rows) - stays]).delete()


def _is_theme(
    key: str, settled: Decisions, described: Mapping[str, Mapping[str, Any]], places: Collection[Place]
) -> bool:
    """Found, decided about, or made by hand with pieces in it; a key may also be an opportunity's."""
    if key in (NOWHERE, ASIDE):
        return False
    if described.get(key) or key in settled.fates:
        return True
    return any(settled.resolve(settled.pins.get(place.piece, place.found)) == key for place in places)


def _describe(
    key: str,
    settled: Decisions,
    described: Mapping[str, Mapping[str, Any]],
    places: list[Place],
    pieces: Mapping[int, Piece],
) -> dict[str, Any]:
    places = sorted(places, key=lambda place: (place.rank, place.piece))
    tally = tally_pieces(pieces[place.piece].said for place in places)
    own = described.get(key) or {}
    fate = settled.find_fate(key)
    parts = [described[part] for part in _list_parts(key, settled, places) if described.get(part)]
    label = settled.find_name(key, found=own.get("label", ""))
    members = {pieces[place.piece].key for place in places}
    words = dict.fromkeys(
        [*(() if own else label.lower().split()), *(word for part in parts for word in part["words"])]
    )
    otherwise = dict.fromkeys(other for part in parts for other in part["otherwise"])
    return {
        "label": label[:255],
        "state": fate.state.value,
        "opportunity_id": fate.opportunity if fate.state == ThemeState.ACCEPTED else None,
        "broad": own.get("broad", ""),
        "words": list(words)[:_WORDS],
        "quotes": _choose_quotes(parts, members, places, list(words)),
        "otherwise": list(otherwise)[:_OTHERWISE],
        "news": own.get("news", {}),
        "found": dict(own),
        **_counts(tally),
    }


def _counts(tally: Tally) -> dict[str, Any]:
    names = ("items", "accounts", "people", "second_hand", "months", "segments", "heard")
    return {name: getattr(tally, name) for name in names}


def _list_parts(key: str, settled: Decisions, places: Iterable[Place]) -> list[str]:
    """The found themes that this one is made of, its own first, then those most of its pieces were found in."""
    counted = Counter(place.found for place in places if place.found)
    order = sorted(counted, key=lambda part: (-counted[part], part))
    merged = [part for part in order if settled.resolve(part) == key]
    return list(dict.fromkeys([key, *merged])) if key in counted or merged else order[:2]


def _choose_quotes(
    parts: Iterable[Mapping[str, Any]], members: Collection[str], places: list[Place], words: list[str]
) -> list[dict[str, Any]]:
    """The run's quotes that still stand here; where too few are left, the words of what stands nearest."""
    kept = [quote for part in parts for quote in part["quotes"] if quote["evidence"] in members][:_QUOTES]
    if len(kept) >= min(_LEAST_QUOTES, len(places)):
        return kept
    quoted = {quote["evidence"] for quote in kept}
    rows = EvidenceRow.objects.filter(pk__in=[place.piece for place in places[:20]], relayed_by=None, interviewer=False)
    order = {place.piece: at for at, place in enumerate(places)}
    for row in sorted(rows.select_related("file"), key=lambda row: order[row.pk]):
        if row.key not in quoted and len(kept) < _LEAST_QUOTES:
            text = cut_excerpt(row.text, words)
            kept.append({"text": text, "evidence": row.key, "source": row.file.name, "row": row.row, "turn": row.turn})
    return kept
