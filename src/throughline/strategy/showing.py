"""What the tree page shows: goals, opportunities and ideas in their places, each with its counts. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse

from throughline.core.kernel.clock import utc_today
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import Opportunity, follow_merged, get_count, list_opportunities
from throughline.discovery.opportunities.showing import list_heard_months, name_trend
from throughline.strategy.contracts import GoalKind, IdeaState
from throughline.strategy.models import Goal, Idea
from throughline.strategy.queries import list_goals, list_ideas, list_placements
from throughline.strategy.rules.spark import draw_spark
from throughline.strategy.rules.tree import UNPLACED, Node, Row, lay_out

_GOAL_KINDS = {GoalKind.RESULT: "key result", GoalKind.NODE: "metric"}
MOST_NAMED = 300
"""Branches that an address names as opened or shut; more of them are left as they are at first."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside a node: its counts in words with where they lead, and its trend as a drawing and in words."""

    url: str
    counts: str = ""
    counts_url: str = ""
    spark: str = ""
    trend: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree as the page draws it."""

    row: Row
    said: Said
    toggle: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole tree; `opportunities`, `goals` and `ideas` count what is in it."""

    branches: Sequence[Branch]
    goals: int
    opportunities: int
    ideas: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class OpenState:
    """Which branches a person opened or shut, as the address says it."""

    opened: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()

    @classmethod
    def read(cls, query: Mapping[str, str]) -> OpenState:
        return cls(_split(query.get("open", "")), _split(query.get("shut", "")))

    def toggle(self, row: Row) -> str:
        """The query in which this branch is the other way round."""
        ref = row.node.ref
        here = frozenset([ref])
        opened = self.opened - here if row.open else self.opened | here
        shut = self.shut | here if row.open else self.shut - here
        parts = (("open", opened), ("shut", shut))
        return "&".join(f"{name}={quote(','.join(sorted(refs)), safe=':,')}" for name, refs in parts if refs)


def _split(value: str) -> frozenset[str]:
    return frozenset(value.split(",")[:MOST_NAMED]) - {""}


def show_tree(workspace: Workspace, state: OpenState) -> Tree:
    """In one query each for goals, placements, opportunities with their counts, merged ones, ideas, and months."""
    goals, placed, rows = list_goals(workspace), list_placements(workspace), list_opportunities(workspace)
    merged, months, today = follow_merged(workspace), list_heard_months(workspace), utc_today()
    seen_goals = choose_goals(goals, placed)
    nodes = [*_place_goals(seen_goals), *_place_opportunities(rows, placed)]
    nodes += _place_ideas(ideas := list_ideas(workspace), merged, {row.key for row in rows})
    unplaced = sum(node.parent == UNPLACED for node in nodes)
    if unplaced:
        nodes.append(Node(UNPLACED, "Under no goal yet"))
    laid = lay_out(nodes, opened=state.opened, shut=state.shut)
    seen = {row.node.ref for row in laid}
    said = {UNPLACED: Said("", note=_many(unplaced, "opportunity", "opportunities"))}
    said |= {f"goal:{goal.key}": say_goal(goal) for goal in seen_goals}
    said |= {
        ref: say_opportunity(row, months, today=today) for row in rows if (ref := f"opportunity:{row.key}") in seen
    }
    said |= {ref: _say_idea(idea) for idea in ideas if (ref := f"idea:{idea.key}") in seen}
    branches = [Branch(row, said[row.node.ref], state.toggle(row) if row.children else "") for row in laid]
    return Tree(branches, len(goals), len(rows), sum(node.kind == "idea" for node in nodes), unplaced)


def choose_goals(goals: Sequence[Goal], placed: Mapping[str, str]) -> list[Goal]:
    """Every objective and key result, and of the north-star tree what something hangs under.

    The page of goals draws the rest of it.
    """
    by_pk, held, used = {goal.pk: goal for goal in goals}, set[int](), set(placed.values())
    for goal in goals:
        at: Goal | None = goal if goal.key in used else None
        while at is not None and at.pk not in held:
            held.add(at.pk)
            at = by_pk.get(at.parent_id or 0)  # type: ignore[attr-defined]
    return [goal for goal in goals if goal.kind != GoalKind.NODE or goal.pk in held]


def list_nodes(workspace: Workspace) -> list[Node]:
    """Goals and opportunities alone, for choosing where something is to stand."""
    goals, rows = list_goals(workspace), list_opportunities(workspace)
    return [*_place_goals(goals), *_place_opportunities(rows, list_placements(workspace))]


def _place_goals(goals: Sequence[Goal]) -> list[Node]:
    keys = {goal.pk: goal.key for goal in goals}
    return [Node(f"goal:{goal.key}", goal.title, f"goal:{keys.get(goal.parent_id or 0, '')}") for goal in goals]  # type: ignore[attr-defined]


def _place_opportunities(rows: Sequence[Opportunity], placed: Mapping[str, str]) -> list[Node]:
    keys = {row.pk: row.key for row in rows}
    return [Node(f"opportunity:{row.key}", row.title, _find_above(row, keys, placed)) for row in rows]


def _find_above(row: Opportunity, keys: Mapping[int, str], placed: Mapping[str, str]) -> str:
    parent = keys.get(row.parent_id or 0)  # type: ignore[attr-defined]
    if parent:
        return f"opportunity:{parent}"
    return f"goal:{placed[row.key]}" if row.key in placed else UNPLACED


def _place_ideas(ideas: Sequence[Idea], merged: Mapping[str, str], shown: Set[str]) -> list[Node]:
    """An idea goes where its opportunity went; one whose opportunity is put away is not in the tree."""
    homes = [(idea, merged.get(idea.opportunity, idea.opportunity)) for idea in ideas]
    return [Node(f"idea:{idea.key}", idea.title, f"opportunity:{home}") for idea, home in homes if home in shown]


def say_goal(goal: Goal) -> Said:
    """What it is where it is no objective, and the metric it is bound to."""
    kind, metric = _GOAL_KINDS.get(GoalKind(goal.kind), ""), goal.metric
    named = [kind, metric.name if metric and metric.name != goal.title else ""]
    note = ", ".join(filter(None, named))
    return Said(_write_url("strategy:goal", goal.key), note=f"{note} ({metric.unit})".strip() if metric else note)


def say_opportunity(row: Opportunity, months: Sequence[str], *, today: date) -> Said:
    """Who said it and in how many items, with the last months and what they come to."""
    count = get_count(row)
    parts = [
        _many(count.accounts, "account", "accounts") if count.accounts else "",
        _many(count.people, "person", "people") if count.people else "",
        _many(count.items, "item", "items") if count.items else "nothing heard yet",
        f"{count.against:,} against" if count.against else "",
    ]
    return Said(
        url=_write_url("discovery:opportunity", row.key),
        counts=" · ".join(filter(None, parts)),
        counts_url=_write_url("discovery:opportunity-evidence", row.key),
        spark=draw_spark(count.months, today=today),
        trend=name_trend(count, months, today=today),
    )


def _say_idea(idea: Idea) -> Said:
    return Said(_write_url("strategy:idea", idea.key), note="bet" if idea.state == IdeaState.BET else "idea")


def _many(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


@lru_cache(maxsize=64)
def _find_pattern(name: str, places: int) -> str:
    return reverse(name, args=[f"~{place}~" for place in range(places)])


def _write_url(name: str, *values: str) -> str:
    """The address of a page, its pattern looked up once: a tree has a thousand of them."""
    url = _find_pattern(name, len(values))
    for place, value in enumerate(values):
        url = url.replace(f"~{place}~", value)
    return url
