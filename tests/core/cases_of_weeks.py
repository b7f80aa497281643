"""Cases of undo for what a member says of a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.rhythm.keeping import services

ROOM = "throughline.rhythm.keeping.services"


def prepare(actor: Actor) -> None:
    """A week off a fortnight ago, and how many hours a week has."""
    services.take_week_off(actor, day=utc_today() - timedelta(weeks=2))
    services.set_hours(actor, hours=38)


DO: dict[str, Callable[[Actor, object], object]] = {
    f"{ROOM}.take_week_off": lambda a, _: services.take_week_off(a, day=utc_today()),
    f"{ROOM}.count_week": lambda a, _: services.count_week(a, day=utc_today() - timedelta(weeks=2)),
    f"{ROOM}.look_at_metrics": lambda a, _: services.look_at_metrics(a),
    f"{ROOM}.set_hours": lambda a, _: services.set_hours(a, hours=32),
}
