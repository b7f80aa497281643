"""What the pages of goals show, gathered from rows and rules. Reads only, in as many queries whatever there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import list_opportunities
from throughline.grounding.telling.wording import name_day
from throughline.strategy import contracts
from throughline.strategy.aiming.hanging import MOST_LOOSE, Hung, hang_rows
from throughline.strategy.aiming.nodes import ShownNode, show_nodes
from throughline.strategy.aiming.queries import list_recent, list_standing
from throughline.strategy.aiming.reading import Reading, read
from throughline.strategy.contracts import GoalKind
from throughline.strategy.models import Goal
from throughline.strategy.queries import list_goals, list_placements
from throughline.strategy.rules.aiming.progress import Aim, measure, say_progress, say_time
from throughline.strategy.rules.aiming.saying import say_value


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One key result: its aim and progress in words, and how much of a bar of 100 it fills."""

    goal: Goal
    reading: Reading
    hung: Hung
    aim: str
    progress: str
    time: str
    bar: float
    known: bool
    reached: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class ShownObjective:
    goal: Goal
    results: Sequence[ShownResult]
    hung: Hung
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Goals:
    """The whole page. `loose` hangs under no goal; `beside` are metrics that no goal is bound to."""

    objectives: Sequence[ShownObjective]
    nodes: Sequence[ShownNode]
    loose: Hung
    opportunities: int
    beside: Sequence[tuple[str, str, Reading]] = ()
    homes: Sequence[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])

    @property
    def results(self) -> int:
        return sum(len(one.results) for one in self.objectives)


def show_goals(workspace: Workspace, *, today: date) -> Goals:
    """Goals, placements, opportunities, metrics, their latest values, what counts for key results: one query each."""
    goals, metrics, standing = list_goals(workspace), list_recent(workspace), list_standing(workspace)
    rows = list_opportunities(workspace)
    hung, loose = hang_rows(rows, list_placements(workspace))
    nodes = [goal for goal in goals if goal.kind == GoalKind.NODE]
    bound = {goal.metric_id for goal in goals}  # type: ignore[attr-defined]
    return Goals(
        _show_objectives(goals, metrics, standing, hung, today),
        show_nodes(nodes, metrics, hung),
        Hung(loose, MOST_LOOSE),
        len(rows),
        [(metric.name, metric.key, read(metric)) for pk, metric in metrics.items() if pk not in bound],
        [(goal.key, goal.title, name_kind(goal)) for goal in sorted(goals, key=_rank)],
    )


def _show_objectives(
    goals: Sequence[Goal],
    metrics: Mapping[int, contracts.Metric],
    standing: Mapping[str, contracts.MetricValue],
    hung: Mapping[str, Hung],
    today: date,
) -> list[ShownObjective]:
    results: dict[int, list[ShownResult]] = defaultdict(list)
    for goal in goals:
        if goal.kind == GoalKind.RESULT:
            metric = metrics[goal.metric_id]  # type: ignore[attr-defined]
            shown = show_result(goal, metric, standing.get(goal.key), hung.get(goal.key, Hung()), today=today)
            results[goal.parent_id or 0].append(shown)  # type: ignore[attr-defined]
    return [
        ShownObjective(
            goal,
            results[goal.pk],
            hung.get(goal.key, Hung()),
            read(metrics[goal.metric_id]) if goal.metric_id else None,  # type: ignore[attr-defined]
        )
        for goal in goals
        if goal.kind == GoalKind.OBJECTIVE
    ]


def show_result(
    goal: Goal, metric: contracts.Metric, value: contracts.MetricValue | None, hung: Hung, *, today: date
) -> ShownResult:
    """A key result as its metric stands."""
    aim = read_aim_of(goal)
    progress = measure(aim, value, today=today)
    share = progress.share
    return ShownResult(
        goal,
        read(metric),
        hung,
        aim=f"from {say_value(aim.start)} to {say_value(aim.target)} {metric.unit} by {name_day(aim.by)}",
        progress=say_progress(progress, aim),
        time=say_time(progress, aim, today=today),
        bar=0.0 if share is None else 100 * min(1.0, max(0.0, share)),
        known=share is not None,
        reached=progress.reached,
        at=f"{say_value(value.value)} {metric.unit} on {name_day(value.on)}" if value else "",
    )


def read_aim_of(goal: Goal) -> Aim:
    """What a key result's row says; every key result has all four."""
    assert goal.start is not None and goal.target is not None and goal.since and goal.by  # noqa: PT018
    return Aim(goal.start, goal.since, goal.target, goal.by)


def name_kind(goal: Goal) -> str:
    """What a goal is, in the words of a page."""
    if goal.kind == GoalKind.NODE:
        return "input" if goal.parent_id else "north star"  # type: ignore[attr-defined]
    return "key result" if goal.kind == GoalKind.RESULT else "objective"


def _rank(goal: Goal) -> int:
    return list(GoalKind).index(GoalKind(goal.kind))
