"""Cases of undo for goals and the values of metrics: one for each of their services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.strategy import services as strategy
from throughline.strategy.aiming import services
from throughline.strategy.aiming.services import MetricWords
from throughline.strategy.contracts import Combination, Direction
from throughline.strategy.models import Goal, Metric
from throughline.strategy.recording import services as recording
from throughline.strategy.rules.aiming.progress import Aim
from throughline.strategy.rules.recording.table import Point

FIRST, SECOND, LAST = date(2026, 3, 1), date(2026, 4, 1), date(2026, 9, 1)
AIM = Aim(61, FIRST, 95, LAST)


def prepare(actor: Actor) -> None:
    """An objective with a key result, a tree of four nodes, a metric of its own, and values."""
    objective = strategy.add_goal(actor, title="Labels come out")
    services.add_result(actor, objective=objective.key, metric=MetricWords("Whole batches", "of 100"), aim=AIM)
    strategy.add_goal(actor, title="Another objective")
    star = services.add_node(actor, metric=MetricWords("Arrivals", "a week"))
    for name in ("Teams", "Each"):
        services.add_node(actor, metric=MetricWords(name, "a week"), under=star.key)
    services.add_node(actor, metric=MetricWords("New teams", "a week"), under=find(actor, "Teams"))
    strategy.add_metric(actor, name="Idle", unit="hours", direction=Direction.DOWN)
    for name in ("Arrivals", "Idle"):
        strategy.record_value(actor, name=name, on=FIRST, value=7.0)


def find(actor: Actor, title: str) -> str:
    return Goal.objects.get(workspace=actor.workspace, title=title).key


def metric(actor: Actor, name: str) -> str:
    return Metric.objects.get(workspace=actor.workspace, name=name).key


_AIMING, _RECORDING = "throughline.strategy.aiming.services", "throughline.strategy.recording.services"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{_AIMING}.add_result": lambda a, _: services.add_result(
        a, objective=find(a, "Labels come out"), metric=MetricWords("Recounts", "a day", Direction.DOWN), aim=TURNED
    ),
    f"{_AIMING}.change_result": lambda a, _: services.change_result(
        a, goal=find(a, "Whole batches"), title="Nearly all", aim=Aim(61, FIRST, 90, LAST)
    ),
    f"{_AIMING}.add_node": lambda a, _: services.add_node(
        a, metric=MetricWords("Share", "%"), under=find(a, "Arrivals")
    ),
    f"{_AIMING}.combine_inputs": lambda a, _: services.combine_inputs(
        a, goal=find(a, "Arrivals"), how=Combination.PRODUCT
    ),
    f"{_AIMING}.move_goal": lambda a, _: services.move_goal(a, goal=find(a, "New teams"), under=find(a, "Each")),
    f"{_AIMING}.step_goal": lambda a, _: services.step_goal(a, goal=find(a, "Each"), up=True),
    f"{_AIMING}.remove_goal": lambda a, _: services.remove_goal(a, goal=find(a, "New teams")),
    f"{_RECORDING}.remove_value": lambda a, _: recording.remove_value(a, metric=metric(a, "Arrivals"), on=FIRST),
    f"{_RECORDING}.import_values": lambda a, _: recording.import_values(
        a, points=[Point(2, "arrivals", FIRST, 8.0), Point(3, "Teams", SECOND, 9)]
    ),
    f"{_RECORDING}.describe_metric": lambda a, _: recording.describe_metric(
        a, metric=metric(a, "Each"), name="Of each team", unit="a week", direction=Direction.DOWN
    ),
    f"{_RECORDING}.remove_metric": lambda a, _: recording.remove_metric(a, metric=metric(a, "Idle")),
}
TURNED = Aim(9, FIRST, 2, LAST)
