"""The north-star tree as it is drawn: each metric, and what its inputs come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.grounding.telling.wording import name_day
from throughline.strategy import contracts
from throughline.strategy.aiming.hanging import Hung
from throughline.strategy.aiming.reading import Reading, read
from throughline.strategy.contracts import Combination
from throughline.strategy.models import Goal
from throughline.strategy.rules.aiming.combining import Recomputed, recompute
from throughline.strategy.rules.aiming.saying import say_computed, say_value
from throughline.strategy.rules.tree import Node, Row, lay_out


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
    when = f"On {name_day(found.since)} its inputs"
    if found.since != found.until:
        when = f"Values of different days, {name_day(found.since)} to {name_day(found.until)}: its inputs"
    given = say_computed(found.value)
    if found.recorded is None:
        return f"{when} give {given}; nothing is recorded."
    recorded = f"{when} give {given}, recorded {say_value(found.recorded)}"
    if found.agrees:
        return f"{recorded}: they agree."
    apart = found.apart
    return f"{recorded}." if apart is None else f"{recorded}: {say_value(round(apart * 100, 1))} % apart."
