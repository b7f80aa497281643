"""What the page of one goal shows: where it stands, what hangs under it, where else it could stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.discovery.opportunities.queries import Opportunity
from throughline.strategy.aiming.hanging import Hung, hang
from throughline.strategy.aiming.nodes import ShownNode, show_nodes
from throughline.strategy.aiming.queries import list_recent, list_standing
from throughline.strategy.aiming.reading import Reading, read
from throughline.strategy.aiming.showing import ShownResult, name_kind, show_result
from throughline.strategy.contracts import GoalKind
from throughline.strategy.models import Goal
from throughline.strategy.queries import list_goals
from throughline.strategy.rules.aiming.nesting import stands_below
from throughline.strategy.rules.aiming.saying import say_value


@dataclass(frozen=True, slots=True)
class OneGoal:
    """A goal by itself: `below` are its key results or inputs, `homes` the goals it could stand under."""

    kind: str
    hung: Sequence[Opportunity]
    below: Sequence[Goal]
    homes: Sequence[Goal]
    reading: Reading | None
    result: ShownResult | None = None
    node: ShownNode | None = None
    start: str = ""
    target: str = ""


def show_goal(row: Goal, *, today: date) -> OneGoal:
    """Raises nothing: a goal without a metric has no reading."""
    goals, metrics = list_goals(row.workspace), list_recent(row.workspace)
    metric = metrics[row.metric_id] if row.metric_id else None  # type: ignore[attr-defined]
    below = [goal for goal in goals if goal.parent_id == row.pk]  # type: ignore[attr-defined]
    held = _list_held(row)
    plain = OneGoal(name_kind(row), held, below, _list_homes(row, goals), read(metric) if metric else None)
    if row.kind == GoalKind.RESULT and metric is not None:
        standing = list_standing(row.workspace).get(row.key)
        result = show_result(row, metric, standing, Hung(), today=today)
        start, target = say_value(row.start or 0.0), say_value(row.target or 0.0)
        return OneGoal(plain.kind, held, below, plain.homes, plain.reading, result, start=start, target=target)
    if row.kind == GoalKind.NODE:
        nodes = show_nodes([goal for goal in goals if goal.kind == GoalKind.NODE], metrics, {})
        node = next(one for one in nodes if one.goal.pk == row.pk)
        return OneGoal(plain.kind, held, below, plain.homes, plain.reading, node=node)
    return plain


def _list_held(row: Goal) -> list[Opportunity]:
    return list(hang(row.workspace)[0].get(row.key, Hung()).all)


def _list_homes(row: Goal, goals: Sequence[Goal]) -> list[Goal]:
    """Objectives for a key result, nodes that are not under it for a node."""
    if row.kind == GoalKind.OBJECTIVE:
        return []
    if row.kind == GoalKind.RESULT:
        return [goal for goal in goals if goal.kind == GoalKind.OBJECTIVE]
    parents = {goal.pk: goal.parent_id for goal in goals}  # type: ignore[attr-defined]
    return [goal for goal in goals if goal.kind == GoalKind.NODE and not stands_below(goal.pk, row.pk, parents)]
