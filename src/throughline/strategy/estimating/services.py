"""Writes of estimates."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.betting.errors import PredictionIsFrozen
from throughline.strategy.errors import IdeaNotFound
from throughline.strategy.estimating.reading import INPUTS, LONGEST, read_estimate
from throughline.strategy.models import Bet, Idea, IdeaEstimate
from throughline.strategy.rules.ranking.contracts import Estimate


@service("estimate the idea")
def estimate_idea(act: Act, *, idea: str, written: Mapping[str, str]) -> Idea:
    """What people think its inputs come to, by input; an empty one goes back to what the evidence says.

    Inputs that are not in `written` stay. Raises `IdeaNotFound`, `BadEstimate`, `PredictionIsFrozen` for a bet.
    """
    row = Idea.objects.filter(workspace=act.workspace, key=idea).first()
    if row is None:
        raise IdeaNotFound(idea)
    act.name_subject(row.title)
    if Bet.objects.filter(idea=row).exists():
        raise PredictionIsFrozen(row.title)
    keep_estimates(act, row, written)
    return row


def keep_estimates(act: Act, row: Idea, written: Mapping[str, str]) -> None:
    """Within a service: what is written for each input. Raises `BadEstimate` before anything is kept."""
    words = {name: " ".join(written[name].split())[:LONGEST] for name in INPUTS if name in written}
    read = {name: read_estimate(name, text) for name, text in words.items()}
    for name, estimate in read.items():
        _keep(act, row, name, words[name], estimate)


def _keep(act: Act, row: Idea, name: str, words: str, estimate: Estimate | None) -> None:
    known = IdeaEstimate.objects.filter(idea=row, input=name).first()
    if estimate is None:
        if known is not None:
            act.delete(known)
        return
    values = {"written": words, "low": estimate.low, "best": estimate.best, "high": estimate.high}
    if known is None:
        act.create(IdeaEstimate(idea=row, input=name, **values, member=act.member, at=act.now))
    elif known.written != words:
        act.update(known, **values, member=act.member, at=act.now)
