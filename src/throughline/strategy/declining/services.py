"""Writes of noes: saying one, and standing by it once what would change it has arrived. Nothing edits a no.

Taking the idea up again ends its no (`strategy.services.reopen_idea`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.asking.queries import list_asking
from throughline.discovery.customers.queries import list_segments
from throughline.discovery.opportunities.queries import follow_merged
from throughline.strategy.betting.errors import DayIsOver, NoDay
from throughline.strategy.contracts import NOES, IdeaState, Until
from throughline.strategy.declining.errors import (
    AnsweredAlready,
    HeardAlready,
    NeitherKind,
    NobodyNamed,
    NoCount,
    NoSuchSegment,
    NothingToStandBy,
    NothingWouldChangeIt,
    NoWithoutReason,
    PassedAlready,
)
from throughline.strategy.declining.queries import read_askers
from throughline.strategy.declining.records import write_condition
from throughline.strategy.errors import IdeaNotFound, MetricNotFound
from throughline.strategy.models import Idea, Metric, MetricValue, No
from throughline.strategy.rules.aiming.saying import say_with_unit
from throughline.strategy.rules.declining import Condition, passes

LONGEST_TEXT = 2000
MOST_WANTED = 10_000


@service("say no to the idea")
def say_no(
    act: Act, *, idea: str, kind: IdeaState, reason: str, condition: Condition, words: str = "", told: str = ""
) -> No:
    """Park or decline it: why, and what would change the answer, with what has been heard so far frozen beside it.

    `words` and `told` are the condition and the reason as those who asked may hear them; both may be empty, but a
    condition that cannot be counted needs its words. Raises `IdeaNotFound`, `AnsweredAlready`, `NeitherKind`,
    `NoWithoutReason`, and an error of what would change it.
    """
    row = _get_idea(act, idea)
    if No.objects.filter(idea=row, ended=None).exists():
        raise AnsweredAlready(row.title)
    return _answer(act, row, kind, condition, _read_texts(reason, words, told))


@service("stand by the no")
def stand_by_no(
    act: Act, *, idea: str, kind: IdeaState, reason: str, condition: Condition, words: str = "", told: str = ""
) -> No:
    """Say no again, with a reason of today and everything heard by now frozen beside it; the last one is kept.

    Raises `IdeaNotFound`, `NothingToStandBy`, and what `say_no` raises.
    """
    row = _get_idea(act, idea)
    last = No.objects.filter(idea=row, ended=None).first()
    if last is None:
        raise NothingToStandBy(row.title)
    act.update(last, ended=act.now)
    return _answer(act, row, kind, condition, _read_texts(reason, words, told), supersedes=last)


def _answer(
    act: Act,
    row: Idea,
    kind: IdeaState,
    condition: Condition,
    texts: Mapping[str, str],
    *,
    supersedes: No | None = None,
) -> No:
    if kind not in NOES:
        raise NeitherKind
    if not texts["reason"]:
        raise NoWithoutReason
    if condition.until is Until.WORDS and not texts["words"]:
        raise NothingWouldChangeIt
    asked = _freeze(act, row, condition)
    made = {"member": act.member, "at": act.now, "supersedes": supersedes}
    act.update(row, state=kind)
    return act.create(No(idea=row, key=fresh_id("no"), kind=kind, **texts, **asked, **made))


def _freeze(act: Act, row: Idea, condition: Condition) -> dict[str, Any]:
    """The condition's fields, and what is known of it on this day."""
    home = follow_merged(act.workspace).get(row.opportunity, row.opportunity)
    asking = read_askers(list_asking(act.workspace, [home])[home])
    _demand_possible(act, condition)
    if condition.until is Until.ACCOUNT and _is_heard(condition, [(one.name, *one.aliases) for one in asking]):
        raise HeardAlready(condition.name)
    metric = _get_metric(act, condition.name) if condition.until is Until.METRIC else None
    heard = {"heard": [one.name for one in asking]}
    return {**write_condition(condition, metric), **heard, **_measure(condition, metric)}


def _demand_possible(act: Act, condition: Condition) -> None:
    if condition.until is Until.ACCOUNTS and not 1 <= condition.wanted <= MOST_WANTED:
        raise NoCount(f"{condition.wanted}")
    if condition.segment and condition.segment not in list_segments(act.workspace):
        raise NoSuchSegment(condition.segment)
    if condition.until is Until.ACCOUNT and not condition.name:
        raise NobodyNamed
    if condition.until is Until.DAY and condition.day is None:
        raise NoDay("")
    if condition.until is Until.DAY and condition.day and condition.day <= act.now.date():
        raise DayIsOver(condition.day)


def _is_heard(condition: Condition, names: list[tuple[str, ...]]) -> bool:
    wanted = condition.name.casefold()
    return any(wanted in map(str.casefold, one) for one in names)


def _measure(condition: Condition, metric: Metric | None) -> dict[str, Any]:
    """The metric's last value. Raises `PassedAlready` where it is one that would change the answer."""
    last = MetricValue.objects.filter(metric=metric).order_by("-on").first() if metric else None
    if metric is None or last is None:
        return {}
    if passes(condition, last.value):
        raise PassedAlready(f"{metric.name} is at {say_with_unit(last.value, metric.unit)}")
    return {"measured": last.value, "measured_on": last.on}


def _get_metric(act: Act, name: str) -> Metric:
    metric = Metric.objects.filter(workspace=act.workspace, name__iexact=name).first()
    if metric is None:
        raise MetricNotFound(name or "that")
    return metric


def _get_idea(act: Act, key: str) -> Idea:
    row = Idea.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise IdeaNotFound(key)
    act.name_subject(row.title)
    return row


def _read_texts(reason: str, words: str, told: str) -> dict[str, str]:
    given = {"reason": reason, "words": words, "told": told}
    return {name: text.replace("\r\n", "\n").strip()[:LONGEST_TEXT] for name, text in given.items()}
