"""Writes of bets: choosing an idea, and superseding what was predicted. Nothing edits a prediction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.betting.errors import (
    BetAlready,
    DayIsOver,
    NoBetYet,
    NoDay,
    NoRange,
    NothingChanges,
    PutAway,
    WithoutReason,
)
from throughline.strategy.betting.queries import find_bet
from throughline.strategy.betting.showing import freeze_estimates
from throughline.strategy.contracts import AWAY, IdeaState
from throughline.strategy.errors import IdeaNotFound
from throughline.strategy.estimating.services import keep_estimates
from throughline.strategy.models import Bet, Idea, Metric
from throughline.strategy.rules.betting import Span, read_span

LONGEST_LINE, LONGEST_REASON = 200, 2000


@service("make the idea a bet")
def choose_bet(act: Act, *, idea: str, changes: str, by_how_much: str, by: date | None) -> Bet:
    """Record what it should change, by how much, by when, and freeze that with the estimates that led to it.

    `changes` is the name of a metric, or words; `by_how_much` a range as people write one.
    Raises `IdeaNotFound`, `BetAlready`, `PutAway`, `NothingChanges`, `NoRange`, `NoDay`, `DayIsOver`.
    """
    row = _get_idea(act, idea)
    if find_bet(row) is not None:
        raise BetAlready(row.title)
    if row.state in AWAY:
        raise PutAway(row.title)
    bet = _record(act, row, changes=changes, by_how_much=by_how_much, by=by)
    act.update(row, state=IdeaState.BET)
    return bet


@service("supersede the prediction")
def supersede_bet(
    act: Act,
    *,
    idea: str,
    because: str,
    changes: str,
    by_how_much: str,
    by: date | None,
    written: Mapping[str, str] | None = None,
) -> Bet:
    """A new prediction in place of the last, which is kept; `written` are estimates that have changed with it.

    Raises `IdeaNotFound`, `NoBetYet`, `WithoutReason`, `BadEstimate`, and what `choose_bet` raises of a prediction.
    """
    row = _get_idea(act, idea)
    last, reason = find_bet(row), because.replace("\r\n", "\n").strip()[:LONGEST_REASON]
    if last is None:
        raise NoBetYet(row.title)
    if not reason:
        raise WithoutReason("superseding a prediction")
    keep_estimates(act, row, written or {})
    return _record(act, row, changes=changes, by_how_much=by_how_much, by=by, supersedes=last, because=reason)


def _record(
    act: Act,
    row: Idea,
    *,
    changes: str,
    by_how_much: str,
    by: date | None,
    supersedes: Bet | None = None,
    because: str = "",
) -> Bet:
    name, span = " ".join(changes.split())[:LONGEST_LINE], read_span(by_how_much)
    if not name:
        raise NothingChanges
    if span is None:
        raise NoRange(by_how_much)
    if by is None:
        raise NoDay("")
    if by <= act.now.date():
        raise DayIsOver(by)
    metric = Metric.objects.filter(workspace=act.workspace, name__iexact=name).first()
    predicted = _word(name, span, metric)
    made = {"member": act.member, "at": act.now, "supersedes": supersedes, "because": because}
    bet = Bet(idea=row, key=fresh_id("be"), **predicted, by=by, estimates=freeze_estimates(row), **made)
    return act.create(bet)


def _word(name: str, span: Span, metric: Metric | None) -> dict[str, object]:
    """A metric lends its name, and its unit where none was written."""
    unit = span.unit or (metric.unit if metric else "")
    called = metric.name if metric else name
    return {"changes": called, "metric": metric, "low": span.low, "high": span.high, "unit": unit}


def _get_idea(act: Act, key: str) -> Idea:
    row = Idea.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise IdeaNotFound(key)
    act.name_subject(row.title)
    return row
