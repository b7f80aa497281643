"""Reads of retrospectives: a few rows each, whatever the workspace holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.models import Link, Workspace
from throughline.rhythm.models import Friction, Remedy, Retrospective
from throughline.rhythm.retrospecting.errors import ItemNotFound, RetrospectiveNotFound
from throughline.rhythm.rules.retrospecting.contracts import Cause, Held, Item
from throughline.rhythm.rules.retrospecting.recurring import LAST, Recurring, find_recurring
from throughline.specification.recounting.queries import ToldStory, describe_stories

PAGE = 60
STORY = "story"


def list_retrospectives(workspace: Workspace) -> list[Retrospective]:
    """The latest, each with the number of its items (`items`) and of its actions that nobody has done (`undone`)."""
    counted = {
        "items": Count("friction", distinct=True),
        "undone": Count("remedies", filter=Q(remedies__done=None), distinct=True),
    }
    return list(_latest(workspace).annotate(**counted)[:PAGE])


def get_retrospective(workspace: Workspace, key: str) -> Retrospective:
    """Raises `RetrospectiveNotFound`."""
    row = Retrospective.objects.filter(workspace=workspace, key=key).select_related("member").first()
    if row is None:
        raise RetrospectiveNotFound(key)
    return row


def get_friction(row: Retrospective, friction: int) -> Friction:
    """Raises `ItemNotFound`."""
    found = Friction.objects.filter(retrospective=row, pk=friction).first()
    if found is None:
        raise ItemNotFound
    return found


def get_remedy(row: Retrospective, remedy: int) -> Remedy:
    """Raises `ItemNotFound`."""
    found = Remedy.objects.filter(retrospective=row, pk=remedy).first()
    if found is None:
        raise ItemNotFound
    return found


def list_friction(row: Retrospective) -> list[Friction]:
    """In the order in which it was written."""
    return list(Friction.objects.filter(retrospective=row).order_by("pk"))


def list_remedies(row: Retrospective) -> list[Remedy]:
    return list(Remedy.objects.filter(retrospective=row).order_by("pk"))


def list_due(actor: Actor, *, until: date, limit: int) -> list[Remedy]:
    """Actions that are due by a day and not done, the longest due first."""
    rows = Remedy.objects.filter(retrospective__workspace=actor.workspace, done=None, due__lte=until)
    return list(rows.select_related("retrospective").order_by("due", "pk")[:limit])


def list_prd_keys(row: Retrospective) -> list[str]:
    """The PRDs that it is about, in the order in which they were named."""
    return list(links_of(row).order_by("pk").values_list("lower_id", flat=True))


def links_of(row: Retrospective) -> QuerySet[Link]:
    """Its links to PRDs."""
    return Link.objects.filter(workspace=row.workspace, upper_kind="retrospective", upper_id=row.key, lower_kind="prd")


def find_returning(workspace: Workspace) -> tuple[Recurring, ...]:
    """What keeps coming back in this workspace's last retrospectives: three queries, whatever was written before."""
    last = list(_latest(workspace)[:LAST])
    rows = list(Friction.objects.filter(retrospective__in=last).order_by("pk"))
    stories = tell_stories(workspace, rows)
    return find_recurring([_describe(one, rows, stories) for one in last])


def tell_stories(workspace: Workspace, rows: Sequence[Friction]) -> dict[str, ToldStory]:
    """The stories that items are about, by their reference; one that is gone is not there."""
    prds = {Ref.parse(row.story).id.partition("/")[0] for row in rows if row.story}
    told = describe_stories(workspace, sorted(prds)) if prds else []
    return {str(Ref(STORY, f"{one.prd}/{one.block}")): one for one in told}


def _describe(one: Retrospective, rows: Sequence[Friction], stories: dict[str, ToldStory]) -> Held:
    own = [row for row in rows if row.retrospective_id == one.pk]  # type: ignore[attr-defined]
    return Held(one.key, one.held, tuple(_read(row, stories.get(row.story)) for row in own))


def _read(row: Friction, story: ToldStory | None) -> Item:
    cause = Cause(row.cause) if row.cause else None
    return Item(row.words, cause, row.minutes, story.kind if story else "")


def _latest(workspace: Workspace) -> QuerySet[Retrospective]:
    return Retrospective.objects.filter(workspace=workspace).order_by("-held", "-key")
