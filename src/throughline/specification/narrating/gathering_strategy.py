"""What strategy has on record for a narrative: the goal, ideas with their cost and predictions, noes, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import Ref
from throughline.core.models import Workspace
from throughline.grounding.telling.contracts import Reference
from throughline.grounding.telling.wording import name_day, name_value
from throughline.specification.rules.narrating.contracts import Aim, Choice, Decided
from throughline.strategy.aiming.queries import list_recent
from throughline.strategy.betting.queries import list_bets, say_bet
from throughline.strategy.contracts import NOES, GoalKind
from throughline.strategy.deciding.queries import list_decisions
from throughline.strategy.declining.queries import list_standing
from throughline.strategy.estimating.queries import Known, list_known
from throughline.strategy.queries import list_goals, list_ideas, list_placements, list_put_away

MOST_AIMS = 2
EFFORT = "effort"


def gather_aims(workspace: Workspace, opportunities: Sequence[str]) -> Iterator[Aim]:
    """The goal the opportunity hangs under; of an objective, the key results that no other opportunity hangs under."""
    placed = list_placements(workspace)
    home = next((placed[key] for key in opportunities if key in placed), None)
    goals = list_goals(workspace) if home else []
    goal = next((one for one in goals if one.key == home), None)
    if goal is None:
        return
    others = {goal_key for key, goal_key in placed.items() if key not in opportunities}
    metrics, today = list_recent(workspace), utc_today()
    under = [one for one in goals if one.parent_id == goal.pk and one.key not in others]  # type: ignore[attr-defined]
    results = [one for one in under if one.kind == GoalKind.RESULT]
    where = Reference(f"Goal: {goal.title}", reverse("strategy:goal", args=[goal.key]))
    if goal.metric is None:
        yield Aim(goal.title, "", "", "", "", "", "", where)
    for one in [goal] if goal.metric else results[:MOST_AIMS]:
        metric = metrics.get(one.metric_id)  # type: ignore[attr-defined]
        if metric is None:
            continue
        value = next((each for each in reversed(metric.values) if each.on <= today), None)
        yield Aim(
            title=one.title,
            metric=metric.name,
            start=name_value(one.start, metric.unit) if one.start is not None else "",
            target=name_value(one.target, metric.unit) if one.start is not None and one.target is not None else "",
            by=name_day(one.by) if one.by else "",
            now=name_value(value.value, metric.unit) if value else "",
            now_day=name_day(value.on) if value else "",
            reference=Reference(f"Goal: {one.title}", reverse("strategy:goal", args=[one.key])),
        )


def gather_choices(workspace: Workspace, opportunities: Sequence[str], *, linked: Sequence[str]) -> Iterator[Choice]:
    """The ideas that the PRD comes from, the others for the same need, and those that were answered with a no."""
    wanted = set(opportunities)
    ideas = [one for one in list_ideas(workspace) if one.key in linked or one.opportunity in wanted]
    away = [one for one in list_put_away(workspace, opportunities) if one.state in NOES]
    noes = {one.idea_id: one for one in list_standing(workspace, list(wanted))} if away else {}  # type: ignore[attr-defined]
    bets = list_bets(workspace, [one.key for one in ideas])
    known = list_known(workspace, ideas, today=utc_today()) if ideas else {}
    for idea in [*ideas, *(one for one in away if one.pk in noes)]:
        bet, no = bets.get(idea.key), noes.get(idea.pk)
        effort, by = _say_effort(known.get(idea.key))
        yield Choice(
            title=idea.title,
            linked=idea.key in linked,
            effort=effort,
            estimated_by=by,
            prediction=say_bet(bet) if bet else "",
            predicted_by=bet.member.name if bet else "",
            predicted_on=name_day(bet.at.date()) if bet else "",
            answer=no.kind if no else "",
            reason=no.reason if no else "",
            told=no.told if no else "",
            reference=Reference(f"Idea: {idea.title}", reverse("strategy:idea", args=[idea.key])),
        )


def _say_effort(known: Known | None) -> tuple[str, str]:
    """`3 to 6 weeks of one person`, and who says so; empty where nobody has."""
    estimate = known.estimates.get(EFFORT) if known else None
    if estimate is None:
        return "", ""
    low, high = (name_value(value, "").strip() for value in (estimate.low, estimate.high))
    weeks = "week" if high == low == "1" else "weeks"
    return (
        f"{low if low == high else f'{low} to {high}'} {weeks} of one person",
        estimate.source or "nobody who is named",
    )


def gather_decided(workspace: Workspace, on: Sequence[Ref]) -> Iterator[Decided]:
    """The decisions about any of these."""
    for row in (row for ref in on for row in list_decisions(workspace, on=ref)):
        yield Decided(
            question=row.question,
            choice=row.choice if row.decided else "",
            against=tuple(option for option in row.options if option != row.choice),
            trade_off=row.trade_off,
            expected=row.expected,
            by=row.decided_by.name if row.decided_by else "somebody who is not named",
            reference=Reference(f"Decision: {row.question}", reverse("strategy:decision", args=[row.key])),
        )
