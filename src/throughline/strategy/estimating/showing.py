"""What the page of ideas shows: the ranking over what is known, and what one idea's inputs rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import BadInput
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import list_opportunities
from throughline.strategy.betting.queries import list_bets, say_bet
from throughline.strategy.estimating.queries import Known, list_known
from throughline.strategy.estimating.reading import INPUTS, read_estimate
from throughline.strategy.models import Idea
from throughline.strategy.queries import list_ideas
from throughline.strategy.rules.ranking.completing import Incomplete, bound_incomplete
from throughline.strategy.rules.ranking.contracts import (
    CONFIDENCE,
    EFFORT,
    SHARES,
    Drawing,
    Estimate,
    Ranking,
    Standing,
)
from throughline.strategy.rules.ranking.contracts import Idea as Ranked
from throughline.strategy.rules.ranking.fitting import find_line
from throughline.strategy.rules.ranking.models import RICE, list_missing
from throughline.strategy.rules.ranking.ranking import rank
from throughline.strategy.rules.ranking.saying import say_number, say_percent, say_range

BAR = 60
"""The length of a full bar, in the units of its drawing."""
_USUAL_TOP, _FEW, _SAID = 10, 30, 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One input of one idea: its range in words, what a person wrote, and what it rests on."""

    name: str
    range: str = ""
    written: str = ""
    because: str = ""
    derived: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One idea in the table. `above_line`: the capacity line is drawn under it. `bet` is what is predicted of a bet."""

    key: str
    title: str
    opportunity: str
    place: str
    places: str
    chance: str
    bar: float
    score: str
    inputs: tuple[Shown, ...]
    above_line: bool = False
    bet: str = ""


@dataclass(frozen=True, slots=True)
class Unranked:
    """An idea that lacks inputs, and what is known of where it could stand."""

    key: str
    title: str
    lacks: str
    bounds: str


@dataclass(frozen=True, slots=True)
class IdeasPage:
    """The whole page; sentences are ready to be read."""

    lines: Sequence[Line] = ()
    unranked: Sequence[Unranked] = ()
    hinges: Sequence[tuple[str, str, str]] = ()
    questions: Sequence[tuple[str, str, str]] = ()
    fits: Sequence[str] = ()
    top: int = 0
    capacity: str = ""
    tied: bool = False

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.unranked)


def show_ideas(workspace: Workspace, *, top: str = "", capacity: str = "") -> IdeasPage:
    """Rank every idea that has all of reach, impact, confidence and effort.

    `top` and `capacity` are what a person wrote, or empty. Raises `BadInput` where they are no numbers.
    """
    rows = list_ideas(workspace)
    known = list_known(workspace, rows, today=utc_today())
    ideas = [Ranked(row.key, known[row.key].estimates) for row in rows]
    ranked = [idea for idea in ideas if not list_missing(idea, RICE)]
    wanted = _read_top(top) or (_USUAL_TOP if len(ranked) >= _FEW else max(1, ceil(len(ranked) / 3)))
    ranking = rank(ranked, RICE, drawing=Drawing(wanted), capacity=read_estimate(EFFORT, capacity))
    incomplete = bound_incomplete(
        [idea for idea in ideas if list_missing(idea, RICE)], ranked, RICE, top=ranking.drawing.top
    )
    titles = {row.key: row.title for row in rows}
    return IdeasPage(
        _draw_lines(workspace, rows, known, ranking),
        [_say_unranked(each, titles, ranking.drawing.top) for each in incomplete],
        _say_hinges(ranking, titles),
        _say_questions(ranking, titles),
        _say_fits(ranking) if capacity.strip() else (),
        ranking.drawing.top or wanted,
        " ".join(capacity.split()),
        any(standing.tie is not None for standing in ranking.standings),
    )


def show_estimates(row: Idea) -> tuple[Shown, ...]:
    """The inputs of one idea, each with what it rests on."""
    known = list_known(row.workspace, [row], today=utc_today())[row.key]
    return tuple(show_input(name, known) for name in INPUTS)


def _read_top(top: str) -> int | None:
    if not top.strip():
        return None
    if not top.strip().isdecimal() or not 1 <= int(top) <= 1_000:
        raise BadInput(f"“{top[:20]}” is no number of ideas", mend="write how many you can choose, such as 5")
    return int(top)


def _draw_lines(workspace: Workspace, rows: Sequence[Idea], known: Mapping[str, Known], ranking: Ranking) -> list[Line]:
    by_key = {row.key: row for row in rows}
    needs = {row.key: row.title for row in list_opportunities(workspace)}
    bets = {key: say_bet(bet) for key, bet in list_bets(workspace, list(by_key)).items()}
    line = find_line(ranking.capacity)
    return [
        replace(
            _draw_line(standing, by_key[standing.name], needs, known[standing.name], number == line),
            bet=bets.get(standing.name, ""),
        )
        for number, standing in enumerate(ranking.standings, start=1)
    ]


def _draw_line(standing: Standing, row: Idea, needs: Mapping[str, str], known: Known, above_line: bool) -> Line:
    low, high = standing.places
    return Line(
        key=row.key,
        title=row.title,
        opportunity=needs.get(row.opportunity, ""),
        place=f"{standing.place}{'=' if standing.tie is not None else ''}",
        places=str(low) if low == high else f"{low} to {high}",
        chance=say_percent(standing.chance),
        bar=round(standing.chance * BAR, 1),
        score=say_range(standing.score.low, standing.score.high),
        inputs=tuple(show_input(name, known) for name in INPUTS),
        above_line=above_line,
    )


def show_input(name: str, known: Known) -> Shown:
    """One input in words; of a bet as it was frozen."""
    kept = known.frozen.get(name)
    if known.frozen:
        return Shown(name, kept["range"], kept["written"], kept["because"]) if kept else Shown(name)
    estimate, row = known.estimates.get(name), known.written.get(name)
    derived = known.confidence.arithmetic if name == CONFIDENCE and known.confidence else ""
    derived = known.reach.words if name == "reach" and known.reach else derived
    because = f"{row.member.name}, {row.at:%d %B %Y}" if row else "from the evidence" if estimate else ""
    return Shown(name, _say_estimate(name, estimate), row.written if row else "", because, derived)


def _say_estimate(name: str, estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if name in SHARES:
        low, high = f"{100 * estimate.low:.0f}", f"{100 * estimate.high:.0f}"
        return f"{low} %" if low == high else f"{low}-{high} %"
    return say_range(estimate.low, estimate.high)


def _say_unranked(each: Incomplete, titles: Mapping[str, str], top: int) -> Unranked:
    bounds, needed = "", each.needed
    if each.places:
        first, last = each.places
        bounds = f"With what the others have there it would stand from {first} to {last}."
    if needed and needed.at_most is not None:
        bounds += f" Up to {say_number(needed.at_most)} it is in the top {top}."
    elif needed and needed.at_least is not None and needed.input not in SHARES:
        bounds += f" From {say_number(needed.at_least)} it is in the top {top}."
    return Unranked(each.name, titles[each.name], " and ".join(f"no {name}" for name in each.missing), bounds)


def _say_hinges(ranking: Ranking, titles: Mapping[str, str]) -> list[tuple[str, str, str]]:
    top = ranking.drawing.top
    return [
        (
            hinge.name,
            f"{hinge.input} of “{titles[hinge.name]}”",
            f"the chance of the top {top} is {say_percent(hinge.chance_low)} at its low end,"
            f" {say_percent(hinge.chance_high)} at its high end",
        )
        for hinge in ranking.hinges[:_SAID]
    ]


def _say_questions(ranking: Ranking, titles: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (
            question.name,
            f"{question.input} of “{titles[question.name]}”",
            f"the chance is {say_percent(question.changes)} that knowing it changes what you choose",
        )
        for question in ranking.questions[:_SAID]
    ]


def _say_fits(ranking: Ranking) -> list[str]:
    line = find_line(ranking.capacity)
    first = max(line - 1, 0)
    fits = [(fit, say_range(fit.effort.low, fit.effort.high)) for fit in ranking.capacity[first : first + 3]]
    return [f"The first {fit.count}: {say_percent(fit.chance)}, they take {weeks} weeks." for fit, weeks in fits]
