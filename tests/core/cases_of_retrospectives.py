"""Cases of undo for retrospectives: one for each of their services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from throughline.core.contracts import Actor
from throughline.rhythm.models import Friction, Remedy, Retrospective
from throughline.rhythm.retrospecting import services
from throughline.rhythm.rules.retrospecting.contracts import Cause

DAY = date(2026, 3, 6)
ROOM = "throughline.rhythm.retrospecting.services"


def prepare(actor: Actor) -> None:
    """One about a PRD, with a line, and an action that is not done."""
    key = services.begin_retrospective(actor, held=DAY, name="Sprint 1", prds=["prd-9"]).key
    services.add_friction(actor, retrospective=key, line="Nobody said what is empty, 2 days /3")
    services.add_remedy(actor, retrospective=key, words="Say it", owner="Ada", due=DAY)


def _given(actor: Actor) -> dict[str, str]:
    return {"retrospective": Retrospective.objects.filter(workspace=actor.workspace).order_by("pk")[0].key}


def _with_line(actor: Actor) -> dict[str, object]:
    lines = Friction.objects.filter(retrospective__key=_given(actor)["retrospective"]).order_by("pk")
    return _given(actor) | {"friction": lines[0].pk}


def _with_action(actor: Actor) -> dict[str, object]:
    actions = Remedy.objects.filter(retrospective__key=_given(actor)["retrospective"]).order_by("pk")
    return _given(actor) | {"remedy": actions[0].pk}


DO: dict[str, Callable[[Actor, object], object]] = {
    f"{ROOM}.begin_retrospective": lambda a, _: services.begin_retrospective(a, held=DAY, prds=["prd-9"]),
    f"{ROOM}.describe_retrospective": lambda a, _: services.describe_retrospective(
        a, **_given(a), held=date(2026, 3, 7), name="Sprint 2", went_well="The tests"
    ),
    f"{ROOM}.link_prd": lambda a, _: services.link_prd(a, **_given(a), prd="prd-8"),
    f"{ROOM}.unlink_prd": lambda a, _: services.unlink_prd(a, **_given(a), prd="prd-9"),
    f"{ROOM}.add_friction": lambda a, _: services.add_friction(a, **_given(a), line="Again /1"),
    f"{ROOM}.reword_friction": lambda a, _: services.reword_friction(a, **_with_line(a), line="Otherwise, 3 h /2"),
    f"{ROOM}.sort_friction": lambda a, _: services.sort_friction(a, **_with_line(a), cause=Cause.CHANGE),
    f"{ROOM}.place_friction": lambda a, _: services.place_friction(a, **_with_line(a), story="prd-9/story-1"),
    f"{ROOM}.remove_friction": lambda a, _: services.remove_friction(a, **_with_line(a)),
    f"{ROOM}.add_remedy": lambda a, _: services.add_remedy(a, **_given(a), words="And that", due=DAY),
    f"{ROOM}.finish_remedy": lambda a, _: services.finish_remedy(a, **_with_action(a), done=True),
    f"{ROOM}.remove_remedy": lambda a, _: services.remove_remedy(a, **_with_action(a)),
    f"{ROOM}.forget_retrospective": lambda a, _: services.forget_retrospective(a, **_given(a)),
}
