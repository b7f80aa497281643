"""What the pages of retrospectives show: one as it is written, the list of them, and what keeps coming back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.grounding.telling.wording import name_day
from throughline.rhythm.models import Friction, Remedy, Retrospective
from throughline.rhythm.retrospecting import queries
from throughline.rhythm.retrospecting.naming import name_retrospective
from throughline.rhythm.retrospecting.stations import describe_stop
from throughline.rhythm.rules.retrospecting.causes import KEYS, MEANINGS
from throughline.rhythm.rules.retrospecting.contracts import Cause
from throughline.rhythm.rules.retrospecting.reading import Written, say_cost, write_line
from throughline.rhythm.rules.retrospecting.recurring import Recurring
from throughline.rhythm.rules.retrospecting.saying import say_price, say_return
from throughline.specification.recounting.queries import ToldStory, describe_stories, list_latest, name_prds

MOST_PRDS = 50


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One line: its words, its cost and cause in words, the story it was about, and the line as it was typed."""

    pk: int
    words: str
    cost: str
    cause: str
    cause_name: str
    story: str
    story_title: str
    story_url: str
    line: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One cause that a key says."""

    key: str
    cause: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class ShownReturn:
    """What came back: its sentence, its price, where it came with the very words, and what it raises."""

    key: str
    sentence: str
    price: str
    held: Sequence[tuple[str, str, Sequence[str]]]
    cases: int
    checks: int
    of_kind: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The page of all of them."""

    rows: Sequence[tuple[Retrospective, str]]
    returning: Sequence[ShownReturn]


@dataclass(frozen=True, slots=True)
class Shown:
    """One retrospective with everything that can be said of it."""

    row: Retrospective
    title: str
    items: Sequence[ShownItem]
    remedies: Sequence[Remedy]
    prds: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]
    stories: Sequence[ToldStory]
    returning: Sequence[ShownReturn]
    cost: str
    may_add: bool
    people: Sequence[str]


CHOICES = tuple(Choice(key, cause.value, MEANINGS[cause].name, MEANINGS[cause].what) for key, cause in KEYS.items())


def show_overview(workspace: Workspace) -> Overview:
    """The latest retrospectives, and above them what keeps coming back."""
    rows = [(row, name_day(row.held)) for row in queries.list_retrospectives(workspace)]
    return Overview(rows, show_returning(workspace))


def show_retrospective(actor: Actor, key: str) -> Shown:
    """Raises `RetrospectiveNotFound`."""
    workspace, row = actor.workspace, queries.get_retrospective(actor.workspace, key)
    friction, keys = queries.list_friction(row), queries.list_prd_keys(row)
    stories = queries.tell_stories(workspace, friction)
    remedies = queries.list_remedies(row)
    own = [one for one in show_returning(workspace) if any(url.endswith(f"/{key}/") for _, url, _ in one.held)]
    return Shown(
        row=row,
        title=name_retrospective(row),
        items=[_show_item(one, stories) for one in friction],
        remedies=remedies,
        prds=list(name_prds(workspace, keys).items()),
        others=[(prd, title) for prd, title in list_latest(workspace, limit=MOST_PRDS) if prd not in keys],
        stories=describe_stories(workspace, keys),
        returning=own,
        cost=_sum_up(friction),
        may_add=len(remedies) < 2,
        people=list(workspace.members.filter(active=True).order_by("name").values_list("name", flat=True)),  # type: ignore[attr-defined]
    )


def show_returning(workspace: Workspace) -> list[ShownReturn]:
    """What keeps coming back in the last retrospectives, each with where and in which words."""
    found = queries.find_returning(workspace)
    keys = [held.key for one in found for held in one.held]
    rows = {row.key: describe_stop(row) for row in Retrospective.objects.filter(workspace=workspace, key__in=keys)}
    return [_show_return(one, {key: (stop.title, stop.url) for key, stop in rows.items()}) for one in found]


def _show_return(found: Recurring, named: Mapping[str, tuple[str, str]]) -> ShownReturn:
    held = [(*named[one.key], [item.words for item in one.items]) for one in found.held]
    raised = {"cases": len(found.cases), "checks": len(found.checks)}
    return ShownReturn(found.key, say_return(found), say_price(found), held, **raised, of_kind=bool(found.kind))


def _show_item(row: Friction, stories: Mapping[str, ToldStory]) -> ShownItem:
    cause = Cause(row.cause) if row.cause else None
    place = row.story.partition(":")[2]
    told = stories.get(row.story)
    prd, _, block = place.partition("/")
    return ShownItem(
        pk=row.pk,
        words=row.words,
        cost=say_cost(row.minutes) if row.minutes is not None else "",
        cause=row.cause,
        cause_name=MEANINGS[cause].name if cause else "",
        story=place,
        story_title=f"{told.title}, {told.prd_title}" if told else "a story that is gone" if place else "",
        story_url=f"{reverse('specification:prd', args=[prd])}#block-{block}" if told else "",
        line=write_line(Written(row.words, cause, row.minutes)),
    )


def _sum_up(rows: Sequence[Friction]) -> str:
    """What is known of the cost in all; empty where nothing is."""
    known = [row.minutes for row in rows if row.minutes is not None]
    if not known:
        return ""
    cost, open_ = f"It cost {say_cost(sum(known))}", len(rows) - len(known)
    return f"{cost} in all." if not open_ else f"{cost}; for {open_} of {len(rows)} lines nobody said."
