"""Writes of a member's own calendar, of their corrections and of their aim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import derive_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.grounding.telling.wording import name_day
from throughline.rhythm.models import CalendarEvent, MemberCalendar, Sorting, TimeAim
from throughline.rhythm.rules.timing.aims import find_fault
from throughline.rhythm.rules.timing.contracts import Event, Kind
from throughline.rhythm.timing.errors import NothingOfLate, UnusableAim
from throughline.rhythm.timing.queries import find_aim, get_calendar, get_event, get_sorting
from throughline.rhythm.timing.reading import Reading

_FIELDS = ("series", "title", "starts", "ends", "people", "outside", "organiser", "recurs", "private", "note")


def import_calendar(actor: Actor, *, reading: Reading) -> int:
    """Keep what a file holds; the number of events that were added, changed or taken away.

    A calendar is known by its name: the same one again replaces what lies in its window, and what lies before it stays.
    Where nothing changed nothing is written. Raises `NothingOfLate`.
    """
    if not reading.events:
        raise NothingOfLate(reading.name, name_day(reading.since), name_day(reading.until))
    if _find_changes(actor, reading) == ([], [], []) and _is_known(actor, reading):
        return 0
    return keep_calendar(actor, reading=reading)


@service("import a calendar")
def keep_calendar(act: Act, *, reading: Reading) -> int:
    """As `import_calendar`, whether or not anything changed."""
    row = _find_calendar(act.actor, reading)
    values = {**_describe(reading), "imported": act.now}
    if row is None:
        ids = {"workspace": act.workspace, "member": act.member, "key": _name(reading)}
        row = act.create(MemberCalendar(**ids, **values))
    else:
        act.update(row, **values)
    added, changed, gone = _find_changes(act.actor, reading)
    act.create_many([CalendarEvent(calendar=row, key=event.key, **_read(event)) for event in added])
    for stored, event in changed:
        act.update(stored, **_read(event))
    for stored in gone:
        act.delete(stored)
    return len(added) + len(changed) + len(gone)


@service("forget a calendar")
def forget_calendar(act: Act, *, calendar: str) -> None:
    """Take a calendar of the member's own away with its events. Raises `CalendarNotFound`."""
    row = get_calendar(act.actor, calendar)
    for event in row.events.all():  # type: ignore[attr-defined]
        act.delete(event)
    act.delete(row)


@service("sort an event")
def sort_event(act: Act, *, event: str, kind: Kind) -> Sorting:
    """Say what an event, its series and like titles are. Raises `EventNotFound`."""
    row = get_event(act.actor, event)
    act.name_subject(f"as {kind.value}" if kind is not Kind.NONE else "as none of these")
    told = {"title": row.title, "kind": kind.value, "said": act.now}
    mine = {"workspace": act.workspace, "member": act.member, "series": row.series}
    said = Sorting.objects.filter(**mine).first()
    return act.update(said, **told) if said else act.create(Sorting(**mine, **told))


@service("forget how an event was sorted")
def forget_sorting(act: Act, *, sorting: int) -> None:
    """Leave a series, and what is like it, to the rules again. Raises `CorrectionNotFound`."""
    act.delete(get_sorting(act.actor, sorting))


@service("aim for a split of time")
def set_aim(act: Act, *, shares: Mapping[Kind, int]) -> TimeAim:
    """What percent of the product hours each of the six kinds should take. Raises `UnusableAim`."""
    if fault := find_fault(shares):
        raise UnusableAim(fault)
    kept = {kind.value: share for kind, share in shares.items()}
    row = find_aim(act.actor)
    if row is not None:
        return act.update(row, shares=kept)
    return act.create(TimeAim(workspace=act.workspace, member=act.member, shares=kept))


Changes = tuple[list[Event], list[tuple[CalendarEvent, Event]], list[CalendarEvent]]


def _find_changes(actor: Actor, reading: Reading) -> Changes:
    """What the file has more, has otherwise, and has no longer in its window."""
    row = _find_calendar(actor, reading)
    rows = row.events.filter(starts__gte=reading.since, starts__lt=reading.until) if row else []  # type: ignore[attr-defined]
    keys = [event.key for event in reading.events]
    stored = {one.key: one for one in row.events.filter(key__in=keys)} if row else {}  # type: ignore[attr-defined]
    added = [event for event in reading.events if event.key not in stored]
    changed = [(stored[e.key], e) for e in reading.events if e.key in stored and _differs(stored[e.key], e)]
    gone = [one for one in rows if one.key not in set(keys)]
    return added, changed, gone


def _differs(stored: CalendarEvent, event: Event) -> bool:
    return any(getattr(stored, name) != value for name, value in _read(event).items())


def _read(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _FIELDS} | {"outside": list(event.outside)}


def _describe(reading: Reading) -> dict[str, Any]:
    told = {"name": reading.name, "zone": reading.zone, "own": reading.own}
    return told | {"since": reading.since, "until": reading.until, "left_out": dict(reading.left_out)}


def _is_known(actor: Actor, reading: Reading) -> bool:
    """Whether the calendar stands as it would be kept, but for the day of its import."""
    row = _find_calendar(actor, reading)
    return row is not None and all(getattr(row, name) == value for name, value in _describe(reading).items())


def _find_calendar(actor: Actor, reading: Reading) -> MemberCalendar | None:
    mine = {"workspace": actor.workspace, "member": actor.member, "key": _name(reading)}
    return MemberCalendar.objects.filter(**mine).first()


def _name(reading: Reading) -> str:
    return derive_id("mc", reading.name)
