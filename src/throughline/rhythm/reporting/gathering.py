"""The facts of a status from what is on record: decisions, metrics and bets. PRDs are gathered beside this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from throughline.core.models import Workspace
from throughline.grounding.telling.contracts import Reference
from throughline.grounding.telling.wording import join, name_day, name_value
from throughline.rhythm.reporting.gathering_prds import gather_prds
from throughline.rhythm.rules.reporting.contracts import Fact, Kind
from throughline.strategy.betting.queries import Measured, list_measured, say_bet
from throughline.strategy.contracts import Direction, Metric, MetricValue
from throughline.strategy.deciding.queries import Decision, list_decided, list_undecided
from throughline.strategy.queries import Reading, list_readings


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a status tells what happened."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.since < moment <= self.until


def gather_facts(workspace: Workspace, *, since: datetime, until: datetime) -> tuple[Fact, ...]:
    """Everything a status could tell, whoever it is for; each kind in its own order."""
    window = Window(since, until)
    found = (_gather_decisions, _gather_bets, _gather_metrics)
    facts = [fact for gather in found for fact in gather(workspace, window)]
    return (*facts, *gather_prds(workspace, since=since, until=until))


def _gather_decisions(workspace: Workspace, window: Window) -> Iterator[Fact]:
    for row in list_decided(workspace, since=window.since, until=window.until):
        yield _tell_decided(row)
    for row in list_undecided(workspace):
        told = {"question": row.question, "who": row.raised_by.name, "day": name_day(row.raised.date())}
        options = join([f"“{option}”" for option in row.options], last="or")
        yield Fact(Kind.UNDECIDED, f"undecided:{row.key}", told | {"options": options}, (_refer(row),))


def _tell_decided(row: Decision) -> Fact:
    day = row.decided.date() if row.decided else date.min
    told = {
        "question": row.question,
        "choice": row.choice,
        "who": row.decided_by.name if row.decided_by else "nobody who is named",
        "day": name_day(day),
        "trade_off": row.trade_off,
        "expected": row.expected,
        "against": join([option for option in row.options if option != row.choice]),
        "revisit": name_day(row.revisit) if row.revisit else "",
    }
    return Fact(Kind.DECIDED, f"decided:{row.key}:{row.decided}", told, (_refer(row),))


def _refer(row: Decision) -> Reference:
    return Reference(f"Decision: {row.question}", reverse("strategy:decision", args=[row.key]))


def _gather_bets(workspace: Workspace, window: Window) -> Iterator[Fact]:
    for one in list_measured(workspace, until=window.until.date()):
        bet = one.bet
        told = {"idea": bet.idea.title, "prediction": say_bet(bet), "who": bet.member.name, "because": bet.because}
        told |= {"day": name_day(bet.at.date())}
        reference = Reference(f"Bet: {bet.idea.title}", reverse("strategy:idea", args=[bet.idea.key]) + "#bet")
        if window.holds(bet.at):
            yield Fact(Kind.PREDICTED, f"predicted:{bet.key}", told, (reference,))
        else:
            yield Fact(Kind.STANDING_BET, f"bet:{bet.key}", told | _measure(one), (reference,))


def _measure(one: Measured) -> dict[str, str]:
    """What its metric was when it was predicted and is now, or why nobody can say."""
    metric = one.bet.metric
    if metric is None:
        return {"missing": f"no metric is kept here for “{one.bet.changes}”"}
    if one.now is None:
        return {"missing": f"{metric.name} has no value since {name_day(one.bet.at.date())}"}
    before = name_value(one.then.value, metric.unit) if one.then else ""
    return {"then": before, "now": name_value(one.now.value, metric.unit), "now_day": name_day(one.now.on)}


def _gather_metrics(workspace: Workspace, window: Window) -> Iterator[Fact]:
    """The metrics that have a value of this time."""
    since = window.since.date()
    for reading in list_readings(workspace, then=since - timedelta(days=1), now=window.until.date()):
        now = reading.now
        if now is not None and now.on >= since:
            told = _tell_reading(reading, now)
            metric = reading.metric
            reference = Reference(f"Metric: {metric.name}", reverse("strategy:metric", args=[metric.key]))
            yield Fact(Kind.MEASURED, f"measured:{metric.name}:{now.on}:{now.value}", told, (reference,))


def _tell_reading(reading: Reading, now: MetricValue) -> dict[str, str]:
    metric, then = reading.metric, reading.then
    told = {"metric": metric.name, "now": name_value(now.value, metric.unit), "now_day": name_day(now.on)}
    if then is None:
        return told
    before = {"then": name_value(then.value, metric.unit), "then_day": name_day(then.on)}
    return told | before | {"turn": _name_turn(metric, then.value, now.value)}


def _name_turn(metric: Metric, then: float, now: float) -> str:
    if then == now:
        return "as it was with"
    better = (now > then) is (metric.direction is Direction.UP)
    return f"{'better' if better else 'worse'} than"
