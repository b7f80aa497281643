"""What the pages of goals show, gathered from rows and rules. Reads only, in as many queries whatever there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import Opportunity, list_opportunities
from throughline.strategy import contracts
from throughline.strategy.aiming.queries import list_recent, list_standing
from throughline.strategy.contracts import Combination, Direction, GoalKind
from throughline.strategy.models import Goal
from throughline.strategy.queries import list_goals, list_placements
from throughline.strategy.rules.aiming.combining import Recomputed, recompute
from throughline.strategy.rules.aiming.line import draw_line
from throughline.strategy.rules.aiming.progress import Aim, measure, say_day, say_progress, say_time
from throughline.strategy.rules.aiming.saying import say_change, say_computed, say_value
from throughline.strategy.rules.tree import Node, Row, lay_out

MOST_HUNG, MOST_LOOSE = 5, 40
"""Opportunities that are named under one goal, and under none; the tree shows all of them."""


@dataclass(frozen=True, slots=True)
class Hung:
    """The opportunities right under a goal; a page names the `first` of them."""

    all: Sequence[Opportunity] = ()
    most: int = MOST_HUNG

    @property
    def count(self) -> int:
        return len(self.all)

    @property
    def first(self) -> Sequence[Opportunity]:
        return self.all[: self.most]

    @property
    def more(self) -> int:
        return max(0, len(self.all) - self.most)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a metric stands: its latest value and day in words, the change since the one before, its line."""

    value: str = ""
    unit: str = ""
    direction: str = ""
    on: str = ""
    change: str = ""
    better: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class ShownNode:
    """One node of the tree where it is drawn. `says` is what its inputs come to; `differs` that this is a finding."""

    goal: Goal
    row: Row
    reading: Reading
    hung: Hung
    says: str = ""
    differs: bool = False
    combined_as: str = ""

    @property
    def closing(self) -> range:
        """One for each list that ends after it."""
        return range(self.row.closes)


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
    hung, loose = _hang(rows, list_placements(workspace))
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


def show_nodes(
    goals: Sequence[Goal], metrics: Mapping[int, contracts.Metric], hung: Mapping[str, Hung]
) -> list[ShownNode]:
    """The tree in drawing order, what its inputs come to at each node."""
    known = {goal.pk: goal for goal in goals}
    inputs: dict[int, list[Goal]] = defaultdict(list)
    for goal in goals:
        inputs[goal.parent_id or 0].append(goal)  # type: ignore[attr-defined]
    refs = {f"goal:{goal.key}": goal for goal in goals}
    rows = lay_out([Node(ref, goal.title, _name_parent(goal, known)) for ref, goal in refs.items()])
    shown: list[ShownNode] = []
    for row in rows:
        goal = refs[row.node.ref]
        says, differs = _compare(goal, inputs[goal.pk], metrics)
        role = known[goal.parent_id].combines if goal.parent_id in known else ""  # type: ignore[attr-defined]
        place = (read(metrics[goal.metric_id]), hung.get(goal.key, Hung()))  # type: ignore[attr-defined]
        shown.append(ShownNode(goal, row, *place, says, differs, role))
    return shown


def _name_parent(goal: Goal, known: Mapping[int, Goal]) -> str:
    parent = known.get(goal.parent_id or 0)  # type: ignore[attr-defined]
    return f"goal:{parent.key}" if parent else ""


def _compare(goal: Goal, inputs: Sequence[Goal], metrics: Mapping[int, contracts.Metric]) -> tuple[str, bool]:
    if not inputs:
        return "", False
    if not goal.combines:
        return "Nobody has said whether its inputs multiply or add up.", False
    node = metrics[goal.metric_id]  # type: ignore[attr-defined]
    given = [metrics[one.metric_id] for one in inputs]  # type: ignore[attr-defined]
    found = recompute(Combination(goal.combines), node, given)
    return say_recomputed(found), found.value is not None and found.recorded is not None and not found.agrees


def say_recomputed(found: Recomputed) -> str:
    """One sentence: "On 1 October 2026 its inputs give 4,120, recorded 3,900: 5.6 % apart." """
    if found.value is None or found.since is None or found.until is None:
        return f"Not recomputed: {found.because}."
    when = f"On {say_day(found.since)} its inputs"
    if found.since != found.until:
        when = f"Values of different days, {say_day(found.since)} to {say_day(found.until)}: its inputs"
    given = say_computed(found.value)
    if found.recorded is None:
        return f"{when} give {given}; nothing is recorded."
    recorded = f"{when} give {given}, recorded {say_value(found.recorded)}"
    if found.agrees:
        return f"{recorded}: they agree."
    apart = found.apart
    return f"{recorded}." if apart is None else f"{recorded}: {say_value(round(apart * 100, 1))} % apart."


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
        aim=f"from {say_value(aim.start)} to {say_value(aim.target)} {metric.unit} by {say_day(aim.by)}",
        progress=say_progress(progress, aim),
        time=say_time(progress, aim, today=today),
        bar=0.0 if share is None else 100 * min(1.0, max(0.0, share)),
        known=share is not None,
        reached=progress.reached,
        at=f"{say_value(value.value)} {metric.unit} on {say_day(value.on)}" if value else "",
    )


def read_aim_of(goal: Goal) -> Aim:
    """What a key result's row says; every key result has all four."""
    assert goal.start is not None and goal.target is not None and goal.since and goal.by  # noqa: PT018
    return Aim(goal.start, goal.since, goal.target, goal.by)


def read(metric: contracts.Metric) -> Reading:
    """The metric in words; what cannot be known stays empty."""
    which = "more is better" if metric.direction is Direction.UP else "less is better"
    latest = metric.latest
    if latest is None:
        return Reading(unit=metric.unit, direction=which)
    change, better = "", ""
    if len(metric.values) > 1:
        before = metric.values[-2]
        change = f"{say_change(before.value, latest.value)} since {say_day(before.on)}"
        rose = latest.value > before.value
        if latest.value != before.value:
            better = "better" if rose == (metric.direction is Direction.UP) else "worse"
    return Reading(
        say_value(latest.value), metric.unit, which, say_day(latest.on), change, better, draw_line(metric.values)
    )


def _hang(rows: Sequence[Opportunity], placed: Mapping[str, str]) -> tuple[dict[str, Hung], list[Opportunity]]:
    """What hangs right under each goal, by its key, and what stands at the top of a branch that hangs nowhere."""
    open_keys = {row.pk for row in rows}
    under: dict[str, list[Opportunity]] = defaultdict(list)
    loose: list[Opportunity] = []
    for row in rows:
        if row.parent_id in open_keys:  # type: ignore[attr-defined]
            continue
        if row.key in placed:
            under[placed[row.key]].append(row)
        else:
            loose.append(row)
    return {key: Hung(held) for key, held in under.items()}, loose


def hang(workspace: Workspace) -> tuple[dict[str, Hung], list[Opportunity]]:
    """The same for the page of one goal."""
    return _hang(list_opportunities(workspace), list_placements(workspace))


def name_kind(goal: Goal) -> str:
    """What a goal is, in the words of a page."""
    if goal.kind == GoalKind.NODE:
        return "input" if goal.parent_id else "north star"  # type: ignore[attr-defined]
    return "key result" if goal.kind == GoalKind.RESULT else "objective"


def _rank(goal: Goal) -> int:
    return list(GoalKind).index(GoalKind(goal.kind))
