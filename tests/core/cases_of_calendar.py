"""Cases of undo for calendars: one for each service of time and of the feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from throughline.core.contracts import Actor
from throughline.rhythm.feeding import services as feeding
from throughline.rhythm.feeding.queries import list_feeds
from throughline.rhythm.rules.timing.aims import PRESETS
from throughline.rhythm.rules.timing.contracts import Event, Kind
from throughline.rhythm.timing import services
from throughline.rhythm.timing.queries import list_calendars, list_sortings
from throughline.rhythm.timing.reading import Reading

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def make_reading() -> Reading:
    """Three meetings of two series, and one all-day event left out."""
    events = tuple(
        Event(f"ce-{n}", f"cs-{n % 2}", f"Meeting {n}", NINE + timedelta(days=n), NINE + timedelta(days=n, hours=1), 3)
        for n in range(3)
    )
    return Reading("mine.ics", "UTC", "", events, {"all day": 1}, NINE - timedelta(days=1), NINE + timedelta(days=9))


def prepare(actor: Actor) -> None:
    """A calendar with one correction, an aim, and an address."""
    services.import_calendar(actor, reading=make_reading())
    services.sort_event(actor, event="ce-1", kind=Kind.LAUNCH)
    services.set_aim(actor, shares=PRESETS[0].shares)
    feeding.make_feed(actor, token="first", label="Phone")


def _import_another(actor: Actor) -> object:
    """The same calendar a week on: one meeting added, one renamed, one taken away."""
    first, second, _ = make_reading().events
    added = replace(first, key="ce-9", series="cs-9", title="Another")
    return services.keep_calendar(
        actor, reading=replace(make_reading(), events=(replace(first, title="New"), second, added))
    )


DO = {
    "throughline.rhythm.timing.services.keep_calendar": lambda a, _: _import_another(a),
    "throughline.rhythm.timing.services.forget_calendar": lambda a, _: services.forget_calendar(
        a, calendar=list_calendars(a)[0].key
    ),
    "throughline.rhythm.timing.services.sort_event": lambda a, _: services.sort_event(
        a, event="ce-2", kind=Kind.STRATEGY
    ),
    "throughline.rhythm.timing.services.forget_sorting": lambda a, _: services.forget_sorting(
        a, sorting=list_sortings(a)[0].pk
    ),
    "throughline.rhythm.timing.services.set_aim": lambda a, _: services.set_aim(a, shares=PRESETS[1].shares),
    "throughline.rhythm.feeding.services.make_feed": lambda a, _: feeding.make_feed(a, token="second"),
    "throughline.rhythm.feeding.services.revoke_feed": lambda a, _: feeding.revoke_feed(a, feed=list_feeds(a)[0].pk),
}
