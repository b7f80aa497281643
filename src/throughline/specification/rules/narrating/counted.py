"""Sentences that count customers or quote one, each with the claim that is checked before it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Claim, Computation, Counted, Origin
from throughline.grounding.telling.contracts import Reference
from throughline.grounding.telling.wording import end, join, name_day
from throughline.specification.rules.counting import cite, spell_alike, tally
from throughline.specification.rules.narrating.contracts import Telling, Voice

LATELY = timedelta(days=91)
MOST_SEGMENTS = 4


def count_voices(key: str, pieces: Sequence[Evidence], says: tuple[str, str], *where: Reference) -> Telling:
    """`12 accounts have spoken of it, in 22 items.` `says` ends it for one customer and for several."""
    found = tally(pieces, items_too=False)
    computations = list(found.computations)
    text = f"{found.words} {says[found.customers != 1]}"
    if found.items != found.customers:
        text = f"{text}, in {found.items:,} items"
        computations.append(Computation(Counted.ITEMS, found.items, tuple(range(found.items))))
    text = f"{text}."
    return Telling(key, text, where, Claim(key, Origin.NUMBER, text, found.citations, computations=tuple(computations)))


def tell_segments(key: str, pieces: Sequence[Evidence], *where: Reference) -> Telling | None:
    """How the accounts are spread over segments; None where there are fewer than two."""
    listed = [piece for piece in pieces if piece.segment and piece.account]
    spelled = spell_alike(piece.segment for piece in listed)
    places: dict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(listed):
        places[spelled[piece.segment or ""]].append(place)
    counted = {name: len({listed[n].account for n in over}) for name, over in places.items()}
    named = sorted(counted, key=lambda name: (-counted[name], name))[:MOST_SEGMENTS]
    if len(counted) < 2 or len(counted) > MOST_SEGMENTS:
        return None
    first, *rest = named
    are = "is" if counted[first] == 1 else "are"
    others = [f"{counted[name]} {name}" for name in rest]
    text = f"Of the accounts, {join([f'{counted[first]} {are} {first}', *others])}."
    computations = tuple(Computation(Counted.ACCOUNTS, counted[name], tuple(places[name])) for name in named)
    claim = Claim(key, Origin.NUMBER, text, tuple(map(cite, listed)), computations=computations)
    return Telling(key, text, where, claim)


def tell_span(key: str, pieces: Sequence[Evidence], *where: Reference) -> Telling | None:
    """When the first and the latest spoke, and how many lately; None where nothing is dated."""
    dated = [(piece.date, piece) for piece in pieces if piece.date]
    if not dated:
        return None
    listed = [piece for _, piece in dated]
    days = [day for day, _ in dated]
    first, last = min(days), max(days)
    if first == last:
        text = f"All of it was said on {name_day(last)}."
        return _date(key, text, listed, where, _edge(Counted.LAST_DATE, last))
    lately = [place for place, day in enumerate(days) if day > last - LATELY]
    since = min(days[place] for place in lately)
    edges = [_edge(Counted.FIRST_DATE, first), _edge(Counted.LAST_DATE, last)]
    text = f"It was first said on {name_day(first)}, and last on {name_day(last)}"
    if since == first:
        return _date(key, f"{text}.", listed, where, *edges)
    recent = tally((listed[place] for place in lately), items_too=False)
    numbers = [_over(one, listed, recent.pieces) for one in recent.computations]
    spoke = "has" if recent.customers == 1 else "have"
    text = f"{text}; {recent.words} {spoke} spoken of it since {name_day(since)}."
    return _date(key, text, listed, where, *edges, *numbers, _edge(Counted.FIRST_DATE, since, tuple(lately)))


def _over(one: Computation, listed: Sequence[Evidence], pieces: Sequence[Evidence]) -> Computation:
    """The same computation over the places its pieces have among all."""
    place = {piece.id: n for n, piece in enumerate(listed)}
    return Computation(one.counted, one.value, tuple(place[pieces[n].id] for n in one.over))


def _edge(counted: Counted, day: date, over: tuple[int, ...] = ()) -> Computation:
    return Computation(counted, day.isoformat(), over)


def _date(
    key: str, text: str, pieces: Sequence[Evidence], where: tuple[Reference, ...], *computations: Computation
) -> Telling:
    claim = Claim(key, Origin.NUMBER, text, tuple(map(cite, pieces)), computations=computations)
    return Telling(key, text, where, claim)


def quote(key: str, before: str, voice: Voice) -> Telling:
    """`In the words of Aldermere: “…”`, with the claim that these are the words."""
    claim = Claim(
        key,
        Origin.QUOTE,
        f"“{voice.words}”",
        (cite(voice.evidence),),
        quote=voice.words,
        customer=voice.evidence.customer or None,
    )
    return Telling(key, end(f"{before} “{voice.words}”"), (voice.reference,), claim)
