"""What the page of ideas shows: the ranking by one model over what is known, and why each stands where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import list_opportunities
from throughline.strategy.betting.queries import list_bets, say_bet
from throughline.strategy.comparing.errors import NoSuchModel
from throughline.strategy.estimating.asking import Asked, Portfolio, open_portfolio
from throughline.strategy.estimating.keeping import explain_kept, rank_kept
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.estimating.showing import Shown, show_input
from throughline.strategy.rules.ranking.completing import Incomplete, bound_incomplete
from throughline.strategy.rules.ranking.contracts import EFFORT, SHARES, Estimate, Idea, Model, Ranking, Standing
from throughline.strategy.rules.ranking.explaining import say_why
from throughline.strategy.rules.ranking.fitting import find_line, find_next, say_line
from throughline.strategy.rules.ranking.models import WEIGHTED, list_missing
from throughline.strategy.rules.ranking.ranking import say_headline
from throughline.strategy.rules.ranking.saying import say_number, say_percent, say_place, say_range

BAR = 60
"""The length of a full bar, in the units of its drawing."""
_USUAL = {"reach": "30", "impact": "30", "confidence": "20", "effort": "20"}
SHORT, _SAID = 60, 4
"""Lines that are shown at first, and sentences of each kind."""


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
    why: str
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
class Weight:
    """One field of the form for own weights: what was written, or what could be."""

    name: str
    written: str
    usual: str


@dataclass(frozen=True, slots=True)
class IdeasPage:
    """The whole page; sentences are ready to be read. `hidden` counts the ranked ideas that are not shown."""

    model: Model | None
    count: int
    top: int
    headline: str = ""
    lines: Sequence[Line] = ()
    hidden: int = 0
    unranked: Sequence[Unranked] = ()
    hinges: Sequence[tuple[str, str, str]] = ()
    questions: Sequence[tuple[str, str, str]] = ()
    fits: Sequence[str] = ()
    line: str = ""
    capacity: str = ""
    tied: bool = False
    weights: Sequence[Weight] = ()
    weighed_by: str = ""

    @property
    def columns(self) -> int:
        """Columns of the table behind the first."""
        return 4 + (len(self.model.terms) if self.model else 0)


def show_ranked(workspace: Workspace, asked: Asked) -> IdeasPage:
    """Rank every idea that has what the model asks for; RICE unless another is named.

    Raises `BadInput` where what was written is no number, `NoSuchModel`.
    """
    portfolio = open_portfolio(workspace, asked)
    model = _choose_model(portfolio, asked.model or "rice")
    if model is None:
        return IdeasPage(None, len(portfolio.rows), portfolio.drawing.top, weights=_list_weights(portfolio))
    return _rank(workspace, portfolio, model, asked)


def _list_weights(portfolio: Portfolio) -> list[Weight]:
    kept = portfolio.weights.weights if portfolio.weights else {}
    return [Weight(name, f"{kept[name]:g}" if name in kept else "", _USUAL[name]) for name in INPUTS]


def _say_weigher(portfolio: Portfolio) -> str:
    kept = portfolio.weights
    return f"{kept.member.name}, {kept.at.day} {kept.at:%B %Y}" if kept else ""


def _choose_model(portfolio: Portfolio, name: str) -> Model | None:
    found = next((model for model in portfolio.models if model.name == name), None)
    if found is None and name != WEIGHTED:
        raise NoSuchModel(name)
    return found


def _rank(workspace: Workspace, portfolio: Portfolio, model: Model, asked: Asked) -> IdeasPage:
    ideas, titles = portfolio.ideas, portfolio.titles
    ranked = [idea for idea in ideas if not list_missing(idea, model)]
    ranking = rank_kept(ranked, model, drawing=portfolio.drawing, capacity=portfolio.capacity)
    top = ranking.drawing.top or portfolio.drawing.top
    lacking = [idea for idea in ideas if list_missing(idea, model)]
    shown = ranking.standings if asked.every else ranking.standings[:SHORT]
    return IdeasPage(
        model=model,
        count=len(ideas),
        top=top,
        headline=say_headline(ranking, titles),
        lines=_draw_lines(workspace, portfolio, ranking, shown, ranked),
        hidden=len(ranking.standings) - len(shown),
        unranked=[_say_unranked(one, titles, top) for one in bound_incomplete(lacking, ranked, model, top=top)],
        hinges=_say_hinges(ranking, titles),
        questions=_say_questions(ranking, titles),
        fits=_say_fits(ranking) if portfolio.capacity else (),
        line=_say_line(ranking, ranked, titles, portfolio.capacity) if portfolio.capacity and ranked else "",
        capacity=" ".join(asked.capacity.split()),
        tied=any(standing.tie is not None for standing in ranking.standings),
        weights=_list_weights(portfolio),
        weighed_by=_say_weigher(portfolio),
    )


def _draw_lines(
    workspace: Workspace,
    portfolio: Portfolio,
    ranking: Ranking,
    shown: Sequence[Standing],
    ranked: Sequence[Idea],
) -> list[Line]:
    by_key = {row.key: row for row in portfolio.rows}
    needs = {row.key: row.title for row in list_opportunities(workspace)}
    bets = {key: say_bet(bet) for key, bet in list_bets(workspace, [each.name for each in shown]).items()}
    last, reasons = _find_last(ranking), explain_kept(ranked, ranking.model)
    return [
        Line(
            key=each.name,
            title=by_key[each.name].title,
            opportunity=needs.get(by_key[each.name].opportunity, ""),
            place=f"{each.place}{'=' if each.tie is not None else ''}",
            places=_say_places(each.places),
            chance=say_percent(each.chance),
            bar=round(each.chance * BAR, 1),
            score=say_range(each.score.low, each.score.high),
            why=say_why(reasons[each.name], form=ranking.model.form) if each.name in reasons else "",
            inputs=tuple(show_input(name, portfolio.known[each.name]) for name in ranking.model.terms),
            above_line=each.name == last,
            bet=bets.get(each.name, ""),
        )
        for each in shown
    ]


def _find_last(ranking: Ranking) -> str:
    """The idea under which the capacity line is drawn."""
    above = find_line(ranking.capacity)
    return ranking.capacity[above - 1].name if above else ""


def _say_places(places: tuple[int, int]) -> str:
    low, high = places
    return str(low) if low == high else f"{low} to {high}"


def _say_unranked(each: Incomplete, titles: Mapping[str, str], top: int) -> Unranked:
    bounds, needed = "", each.needed
    if each.places:
        bounds = f"With what the others have there it would stand {say_place(each.places)}."
    if needed and needed.at_most is not None and needed.at_most <= 0:
        bounds += f" However little {needed.input} it takes, it is not in the top {top}."
    elif needed and needed.at_most is not None:
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


def _say_line(ranking: Ranking, ranked: Sequence[Idea], titles: Mapping[str, str], capacity: Estimate) -> str:
    """The line in a sentence, and that it runs through a tie where it does."""
    costed = sum(EFFORT in idea.estimates for idea in ranked)
    below = find_next(ranking.capacity)
    first = titles.get(below, "")
    weeks = "week" if capacity.low == capacity.high == 1 else "weeks"
    words = f"{say_range(capacity.low, capacity.high)} {weeks} of one person"
    said = say_line(ranking.capacity, count=costed, capacity=words, title=first)
    last = _find_last(ranking)
    ties = {each.name: each.tie for each in ranking.standings}
    if last and below and ties[last] is not None and ties[last] == ties[below]:
        said += " The two are tied, so which of them goes in is yours to say."
    if without := len(ranked) - costed:
        said += f" {without:,} without an effort {'is' if without == 1 else 'are'} not counted."
    return said


def _say_fits(ranking: Ranking) -> list[str]:
    first = max(find_line(ranking.capacity) - 1, 0)
    fits = [(fit, say_range(fit.effort.low, fit.effort.high)) for fit in ranking.capacity[first : first + 3]]
    return [f"The first {fit.count}: {say_percent(fit.chance)}, they take {weeks} weeks." for fit, weeks in fits]
