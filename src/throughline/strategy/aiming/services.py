"""Writes of goals: key results, nodes of the north-star tree, order and place. Objectives: `strategy.services`."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.opportunities.queries import list_choices
from throughline.strategy.aiming.errors import (
    CannotStandUnder,
    EndsBeforeItBegins,
    NorthStarExists,
    NothingToReach,
    OtherUnit,
    StillHolds,
    UnderItself,
    WithoutMetric,
    WithoutUnit,
    WrongWay,
)
from throughline.strategy.aiming.queries import find_north_star, list_siblings
from throughline.strategy.contracts import Combination, Direction, GoalKind
from throughline.strategy.errors import WithoutTitle
from throughline.strategy.models import Goal, Metric, Placement
from throughline.strategy.queries import get_goal
from throughline.strategy.recording.queries import list_rows
from throughline.strategy.rules.aiming.nesting import stands_below, step
from throughline.strategy.rules.aiming.progress import Aim, points_wrong
from throughline.strategy.rules.recording.table import fold
from throughline.strategy.services import LONGEST_NAME, LONGEST_TITLE, LONGEST_UNIT, make_goal, make_metric


@dataclass(frozen=True, slots=True)
class MetricWords:
    """A metric as a form names it: one that is there by its name alone, a new one with its unit and direction."""

    name: str
    unit: str = ""
    direction: Direction = Direction.UP


@service("add a key result")
def add_result(act: Act, *, objective: str, metric: MetricWords, aim: Aim, title: str = "") -> Goal:
    """Under an objective, last; without a title it is called by its metric. A metric that is new is made with it.

    Raises `GoalNotFound`, `CannotStandUnder`, `WithoutMetric`, `WithoutUnit`, `OtherUnit`, `WrongWay`,
    `NothingToReach`, `EndsBeforeItBegins`.
    """
    above = get_goal(act.workspace, objective)
    if above.kind != GoalKind.OBJECTIVE:
        raise CannotStandUnder("a key result stands under an objective")
    row = _take_metric(act, metric)
    _demand_sound(row, aim)
    words = _clean(title) or row.name
    act.name_subject(words)
    return make_goal(act, title=words, kind=GoalKind.RESULT, parent=above, metric=row, **_fields(aim))


@service("change the key result")
def change_result(act: Act, *, goal: str, title: str, aim: Aim) -> Goal:
    """Its title and what it should reach, by when. Raises `GoalNotFound` and what `add_result` raises of an aim."""
    row, words = get_goal(act.workspace, goal), _clean(title)
    if row.kind != GoalKind.RESULT or row.metric is None:
        raise CannotStandUnder("only a key result has a target")
    if not words:
        raise WithoutTitle("a key result")
    _demand_sound(row.metric, aim)
    act.name_subject(words)
    values = {"title": words, **_fields(aim)}
    return row if all(getattr(row, name) == value for name, value in values.items()) else act.update(row, **values)


@service("add a metric to the north-star tree")
def add_node(act: Act, *, metric: MetricWords, under: str = "") -> Goal:
    """The north star, or an input of another node. A metric that is new is made with it.

    Raises `NorthStarExists`, `GoalNotFound`, `CannotStandUnder`, `WithoutMetric`, `WithoutUnit`, `OtherUnit`.
    """
    above = _get_node(act, under) if under else None
    if above is None and (star := find_north_star(act.workspace)) is not None:
        raise NorthStarExists(star.title)
    row = _take_metric(act, metric)
    act.name_subject(row.name)
    if Goal.objects.filter(workspace=act.workspace, kind=GoalKind.NODE, metric=row).exists():
        raise CannotStandUnder(f"{row.name} stands in the tree already")
    return make_goal(act, title=row.name, kind=GoalKind.NODE, parent=above, metric=row)


@service("say how the inputs combine")
def combine_inputs(act: Act, *, goal: str, how: Combination | None) -> Goal:
    """As a product, as a sum, or not said. Raises `GoalNotFound`, `CannotStandUnder`."""
    row = _get_node(act, goal)
    act.name_subject(f"{row.title}: {how or 'not said'}")
    return row if row.combines == (how or "") else act.update(row, combines=how or "")


@service("move the goal")
def move_goal(act: Act, *, goal: str, under: str = "") -> Goal:
    """A key result under another objective, an input under another node; without `under` a node is the north star.

    Raises `GoalNotFound`, `CannotStandUnder`, `UnderItself`, `NorthStarExists`.
    """
    row = get_goal(act.workspace, goal)
    above = get_goal(act.workspace, under) if under else None
    act.name_subject(row.title)
    _demand_fits(act, row, above)
    return row if row.parent == above else act.update(row, parent=above, position=_find_last(act) + 1)


@service("put the goal elsewhere in its order")
def step_goal(act: Act, *, goal: str, up: bool) -> Goal:
    """One place up or down among its neighbours; at the end nothing changes. Raises `GoalNotFound`."""
    row = get_goal(act.workspace, goal)
    act.name_subject(row.title)
    beside = {one.pk: one for one in list_siblings(row)}
    places = sorted({one.position for one in beside.values()})
    if len(places) < len(beside):
        places = list(range(len(beside)))
    for pk, place in zip(step(list(beside), row.pk, up=up), places, strict=True):
        if beside[pk].position != place:
            act.update(beside[pk], position=place)
    return row


@service("remove the goal")
def remove_goal(act: Act, *, goal: str) -> None:
    """Take it away; its metric and the metric's values stay. Raises `GoalNotFound`, `StillHolds`."""
    row = get_goal(act.workspace, goal)
    act.name_subject(row.title)
    if below := Goal.objects.filter(parent=row).count():
        one = "key result" if row.kind == GoalKind.OBJECTIVE else "input"
        raise StillHolds(row.title, f"{below} {one}{'s stand' if below > 1 else ' stands'}")
    hung = list(Placement.objects.filter(goal=row).order_by("pk"))
    titles = dict(list_choices(act.workspace))
    if held := [titles[one.opportunity] for one in hung if one.opportunity in titles]:
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        raise StillHolds(row.title, f"“{held[0]}”{more} {'hang' if more else 'hangs'}")
    for put_away in hung:
        act.delete(put_away)
    act.delete(row)


def _demand_fits(act: Act, row: Goal, above: Goal | None) -> None:
    wanted = {GoalKind.RESULT: GoalKind.OBJECTIVE, GoalKind.NODE: GoalKind.NODE}.get(GoalKind(row.kind))
    if above is None and row.kind == GoalKind.NODE:
        star = find_north_star(act.workspace)
        if star is not None and star != row:
            raise NorthStarExists(star.title)
        return
    if wanted is None or above is None or above.kind != wanted:
        raise CannotStandUnder("a key result stands under an objective, an input under a metric of the tree")
    if row.kind == GoalKind.NODE:
        parents = dict(Goal.objects.filter(workspace=act.workspace).values_list("pk", "parent_id"))
        if stands_below(above.pk, row.pk, parents):
            raise UnderItself(row.title)


def _find_last(act: Act) -> int:
    return Goal.objects.filter(workspace=act.workspace).order_by("-position").values_list("position", flat=True)[0]


def _take_metric(act: Act, words: MetricWords) -> Metric:
    """The metric of that name, made where there is none."""
    name, unit = _clean(words.name)[:LONGEST_NAME], _clean(words.unit)[:LONGEST_UNIT]
    if not name:
        raise WithoutMetric
    known = next((row for row in list_rows(act.workspace) if fold(row.name) == fold(name)), None)
    if known is None and not unit:
        raise WithoutUnit
    if known is not None and unit and unit.casefold() != known.unit.casefold():
        raise OtherUnit(known.name, known.unit)
    return known or make_metric(act, name=name, unit=unit, direction=words.direction)


def _demand_sound(metric: Metric, aim: Aim) -> None:
    if aim.start == aim.target:
        raise NothingToReach
    if aim.by <= aim.since:
        raise EndsBeforeItBegins(aim.since)
    if points_wrong(aim, Direction(metric.direction)):
        raise WrongWay(metric.name, "more" if metric.direction == Direction.UP else "less")


def _fields(aim: Aim) -> dict[str, object]:
    """As the row holds it: undo compares what was written with what is stored, and 61 is not 61.0."""
    return {"start": float(aim.start), "since": aim.since, "target": float(aim.target), "by": aim.by}


def _get_node(act: Act, key: str) -> Goal:
    row = get_goal(act.workspace, key)
    if row.kind != GoalKind.NODE:
        raise CannotStandUnder("an input stands under a metric of the tree")
    return row


def _clean(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE]
