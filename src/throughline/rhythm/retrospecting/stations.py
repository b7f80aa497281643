"""What retrospectives offer to the line and to the next PRD: themselves, and what keeps coming back."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Hint, Station, Stop
from throughline.core.models import Workspace
from throughline.rhythm.models import Retrospective
from throughline.rhythm.retrospecting.naming import name_retrospective
from throughline.rhythm.retrospecting.queries import find_returning
from throughline.rhythm.rules.retrospecting.recurring import Recurring
from throughline.rhythm.rules.retrospecting.saying import say_return

KIND = "retrospective"


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    rows = Retrospective.objects.filter(workspace=workspace, key__in=ids) if ids else Retrospective.objects.none()
    return [describe_stop(row) for row in rows.order_by("-held", "-key")]


def describe_stop(row: Retrospective) -> Stop:
    """The retrospective as others name it."""
    return Stop(Ref(KIND, row.key), name_retrospective(row), reverse("rhythm:retrospective", args=[row.key]))


def list_hints(workspace: Workspace, _about: str) -> list[Hint]:
    """What keeps coming back in this workspace, as far as a question or a rule of the check meets it."""
    found = [one for one in find_returning(workspace) if one.cases or one.checks]
    keys = {held.key for one in found for held in one.held}
    stops = {stop.ref.id: stop for stop in _find(workspace, sorted(keys))}
    return [_hint(one, stops) for one in found]


def _hint(found: Recurring, stops: dict[str, Stop]) -> Hint:
    grounds = tuple(stops[held.key] for held in found.held)
    kinds = (found.kind,) if found.kind else ()
    ref = Ref("returning", found.key)
    return Hint(say_return(found), ref, cases=found.cases, checks=found.checks, kinds=kinds, grounds=grounds)


RETROSPECTIVE = Station(kind=KIND, title="Retrospective", order=75, find=_find, aside=True)
