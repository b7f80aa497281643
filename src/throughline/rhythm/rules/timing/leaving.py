"""Meetings that left nothing behind: no decision, no conversation kept, no note. Named by series, the dearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from throughline.rhythm.rules.timing.contracts import Event, Kind, Sorted
from throughline.rhythm.rules.timing.titles import find_telling

FEWEST_PEOPLE = 2
_SHARED = 1


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision by the day it was raised or made, and its words."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A series whose meetings left nothing: how many of how many, how long, how many people at most."""

    title: str
    kind: Kind
    times: int
    of: int
    hours: float
    people: int
    last: datetime


def find_silent(
    sorted_: Sequence[Sorted],
    *,
    since: datetime,
    now: datetime,
    zone: tzinfo,
    decided: Collection[Decided],
    talks: Collection[date],
) -> tuple[Silent, ...]:
    """Past meetings of two or more people since a moment that nothing is known to have come of.

    Something came of a meeting where it holds a note of its own, where a decision of that day shares a telling word
    with its title, or where it is discovery and a conversation of that day is kept. Private events are not judged.
    """
    met: dict[str, list[Sorted]] = defaultdict(list)
    for one in sorted_:
        event = one.event
        if since <= event.starts and event.ends <= now and not event.private and event.people >= FEWEST_PEOPLE:
            met[event.series].append(one)
    told = [_tell(series, [one for one in series if not left(one, zone, decided, talks)]) for series in met.values()]
    return tuple(sorted(filter(None, told), key=lambda one: (-one.hours * one.people, one.title)))


def left(one: Sorted, zone: tzinfo, decided: Collection[Decided], talks: Collection[date]) -> bool:
    """Whether something is known to have come of a meeting."""
    day = one.event.starts.astimezone(zone).date()
    if one.event.note or (one.kind is Kind.DISCOVERY and day in talks):
        return True
    return any(decision.day == day and _share_word(one.event, decision) for decision in decided)


def _share_word(event: Event, decision: Decided) -> bool:
    return len(find_telling(event.title) & find_telling(decision.words)) >= _SHARED


def _tell(series: Sequence[Sorted], silent: Sequence[Sorted]) -> Silent | None:
    if not silent:
        return None
    last = max(silent, key=lambda one: one.event.starts)
    hours = sum(one.event.minutes for one in silent) / 60
    people = max(one.event.people for one in silent)
    return Silent(last.event.title, last.kind, len(silent), len(series), hours, people, last.event.starts)
