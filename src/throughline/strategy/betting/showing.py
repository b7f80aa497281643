"""What the page of a bet shows: the prediction that holds, those it superseded, and the estimates frozen with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.core.kernel.clock import utc_today
from throughline.strategy.betting.queries import list_predictions, say_bet
from throughline.strategy.estimating.queries import list_known
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.estimating.showing import show_input
from throughline.strategy.models import Bet, Idea
from throughline.strategy.rules.betting import Span, say_span


@dataclass(frozen=True, slots=True)
class ShownBet:
    """One prediction: its line, its parts in words, its author, why it superseded the one before, its estimates."""

    line: str
    changes: str
    by_how_much: str
    by: date
    author: str
    made: date
    because: str
    estimates: Sequence[dict[str, object]]


def show_bets(row: Idea) -> list[ShownBet]:
    """All of them, the one that holds first."""
    return [_show(bet) for bet in list_predictions(row)]


def _show(bet: Bet) -> ShownBet:
    return ShownBet(
        line=say_bet(bet),
        changes=bet.changes,
        by_how_much=say_span(Span(bet.low, bet.high, bet.unit)),
        by=bet.by,
        author=bet.member.name,
        made=bet.at.date(),
        because=bet.because,
        estimates=bet.estimates,
    )


def freeze_estimates(row: Idea) -> list[dict[str, object]]:
    """Each input that is known now, with the words it was written in and what it rests on, to be kept with a bet."""
    known = list_known(row.workspace, [row], today=utc_today(), frozen=False)[row.key]
    kept: list[dict[str, object]] = []
    for name in INPUTS:
        estimate, shown = known.estimates.get(name), show_input(name, known)
        if estimate is not None:
            ends = {"low": estimate.low, "best": estimate.best, "high": estimate.high}
            because = shown.because if shown.written else f"from the evidence: {shown.derived}"
            kept.append({"input": name, **ends, "range": shown.range, "written": shown.written, "because": because})
    return kept
