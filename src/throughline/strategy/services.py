"""Writes of strategy: metrics, objectives, where opportunities hang, ideas.

Key results and the north-star tree are written in `aiming`, many values at once in `recording`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.opportunities.services import create_within, get_opportunity, place
from throughline.strategy.contracts import Direction, GoalKind, IdeaState
from throughline.strategy.errors import (
    BoundAlready,
    GoalNotFound,
    IdeaNotFound,
    MetricExists,
    MetricNotFound,
    WithoutTitle,
)
from throughline.strategy.models import Bet, Goal, Idea, Metric, MetricValue, No, Placement

LONGEST_TITLE = 255
LONGEST_NAME, LONGEST_UNIT = 120, 40
LONGEST_NOTE = 8000


@service("add a metric")
def add_metric(act: Act, *, name: str, unit: str, direction: Direction) -> Metric:
    """Raises `MetricExists`."""
    if Metric.objects.filter(workspace=act.workspace, name=name).exists():
        raise MetricExists(name)
    act.name_subject(name)
    return make_metric(act, name=name, unit=unit, direction=direction)


def make_metric(act: Act, *, name: str, unit: str, direction: Direction) -> Metric:
    """The same within another act."""
    return act.create(Metric(workspace=act.workspace, name=name, unit=unit, direction=direction))


@service("record a metric's value")
def record_value(act: Act, *, name: str, on: date, value: float) -> MetricValue:
    """Set the value of one day; a value that stood there is kept in the audit trail. Raises `MetricNotFound`."""
    metric = _get_metric(act, name)
    act.name_subject(f"{name} on {on}")
    known = MetricValue.objects.filter(metric=metric, on=on).first()
    if known is None:
        return act.create(MetricValue(metric=metric, on=on, value=value))
    return act.update(known, value=value)


@service("add a goal")
def add_goal(act: Act, *, title: str) -> Goal:
    """A new objective, last. Raises `WithoutTitle`."""
    words = _read_title(title, "a goal")
    act.name_subject(words)
    return make_goal(act, title=words)


def make_goal(act: Act, *, title: str, **fields: Any) -> Goal:
    """A goal of any kind within another act, last of all."""
    last = Goal.objects.filter(workspace=act.workspace).aggregate(last=Max("position"))["last"]
    where = {"workspace": act.workspace, "position": 0 if last is None else last + 1}
    return act.create(Goal(**where, key=fresh_id("go"), title=title, created=act.now, **fields))


@service("rename the goal")
def rename_goal(act: Act, *, goal: str, title: str) -> Goal:
    """Raises `GoalNotFound`, `WithoutTitle`."""
    row, words = _get_goal(act, goal), _read_title(title, "a goal")
    act.name_subject(words)
    return row if row.title == words else act.update(row, title=words)


@service("bind the goal to a metric")
def bind_goal(act: Act, *, goal: str, metric: str) -> Goal:
    """The metric that says whether the objective is reached, by name; empty for none.

    Raises `MetricNotFound`, `BoundAlready` for a key result or a node, which are nothing without theirs.
    """
    row, bound = _get_goal(act, goal), _get_metric(act, metric) if metric else None
    if row.kind != GoalKind.OBJECTIVE:
        raise BoundAlready(row.title)
    act.name_subject(f"{row.title}: {metric or 'no metric'}")
    return act.update(row, metric=bound)


@service("create an opportunity there")
def create_under(act: Act, *, title: str, goal: str = "", parent: str = "") -> str:
    """A new opportunity under a goal, or under another opportunity (keys); its key."""
    above = _get_goal(act, goal) if goal and not parent else None
    row = create_within(act, title=title, parent=parent)
    _hang(act, row.key, above)
    return row.key


@service("move in the tree")
def move_opportunity(act: Act, *, opportunity: str, goal: str = "", parent: str = "", before: str = "") -> str:
    """Put an opportunity under another one, or under a goal, or (both empty) under none; before a neighbour or last.

    What stands below it goes with it. Raises `UnderItself`, `GoalNotFound`, `OpportunityNotFound`.
    """
    row, above = get_opportunity(act, opportunity), get_opportunity(act, parent) if parent else None
    act.name_subject(row.title)
    hung = _get_goal(act, goal) if goal and above is None else None
    place(act, row, parent=above, before=before)
    _hang(act, row.key, hung)
    return row.key


@service("add an idea")
def add_idea(act: Act, *, opportunity: str, title: str) -> Idea:
    """A candidate solution to an opportunity, last. Raises `OpportunityNotFound`, `WithoutTitle`."""
    row, words = get_opportunity(act, opportunity), _read_title(title, "an idea")
    act.name_subject(words)
    last = Idea.objects.filter(workspace=act.workspace, opportunity=row.key).aggregate(last=Max("position"))["last"]
    where = {"workspace": act.workspace, "opportunity": row.key, "position": 0 if last is None else last + 1}
    return act.create(Idea(**where, key=fresh_id("id"), title=words, created=act.now))


@service("rename the idea")
def rename_idea(act: Act, *, idea: str, title: str) -> Idea:
    """Raises `IdeaNotFound`, `WithoutTitle`."""
    row, words = _get_idea(act, idea), _read_title(title, "an idea")
    act.name_subject(words)
    return row if row.title == words else act.update(row, title=words)


@service("note on the idea")
def note_idea(act: Act, *, idea: str, note: str) -> Idea:
    row = _get_idea(act, idea)
    act.name_subject(row.title)
    words = note.replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    return row if row.note == words else act.update(row, note=words)


@service("move the idea")
def move_idea(act: Act, *, idea: str, opportunity: str) -> Idea:
    """It is a solution to another opportunity. Raises `IdeaNotFound`, `OpportunityNotFound`."""
    row, target = _get_idea(act, idea), get_opportunity(act, opportunity)
    act.name_subject(row.title)
    return row if row.opportunity == target.key else act.update(row, opportunity=target.key)


@service("close the idea")
def close_idea(act: Act, *, idea: str) -> Idea:
    """Put it away; it is kept, and can be taken up again."""
    row = _get_idea(act, idea)
    act.name_subject(row.title)
    _end_no(act, row)
    return act.update(row, state=IdeaState.CLOSED)


@service("take up the idea again")
def reopen_idea(act: Act, *, idea: str) -> Idea:
    """What was a bet is one again: its prediction was never taken back. A no to it is over, and kept."""
    row = _get_idea(act, idea)
    act.name_subject(row.title)
    _end_no(act, row)
    chosen = Bet.objects.filter(idea=row).exists()
    return act.update(row, state=IdeaState.BET if chosen else IdeaState.IDEA)


def _end_no(act: Act, row: Idea) -> None:
    standing = No.objects.filter(idea=row, ended=None).first()
    if standing is not None:
        act.update(standing, ended=act.now)


def _hang(act: Act, opportunity: str, goal: Goal | None) -> None:
    """Only what stands at the top of its branch hangs under a goal itself."""
    known = Placement.objects.filter(workspace=act.workspace, opportunity=opportunity).first()
    if known is not None and goal is None:
        act.delete(known)
    elif known is not None and known.goal != goal:
        act.update(known, goal=goal)
    elif known is None and goal is not None:
        act.create(Placement(workspace=act.workspace, goal=goal, opportunity=opportunity))


def _get_goal(act: Act, key: str) -> Goal:
    row = Goal.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise GoalNotFound(key)
    return row


def _get_idea(act: Act, key: str) -> Idea:
    row = Idea.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise IdeaNotFound(key)
    return row


def _get_metric(act: Act, name: str) -> Metric:
    metric = Metric.objects.filter(workspace=act.workspace, name=name).first()
    if metric is None:
        raise MetricNotFound(name)
    return metric


def _read_title(title: str, what: str) -> str:
    words = " ".join(title.split())[:LONGEST_TITLE]
    if not words:
        raise WithoutTitle(what)
    return words
