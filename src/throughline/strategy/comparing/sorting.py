"""What the MoSCoW page shows: ideas by the class people put them in, and what each class takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.strategy.estimating.asking import Asked, Portfolio, open_portfolio
from throughline.strategy.estimating.keeping import compare_kept
from throughline.strategy.estimating.showing import Shown, show_input
from throughline.strategy.models import Idea
from throughline.strategy.rules.ranking.contracts import EFFORT, MOSCOW, Comparison, Estimate, Fit
from throughline.strategy.rules.ranking.fitting import list_fits
from throughline.strategy.rules.ranking.saying import say_percent, say_range

_ANYTHING = Estimate(1e12, 1e12)
PLURALS = {"must": "musts", "should": "shoulds", "could": "coulds", "won't": "won'ts", "": "not sorted"}


@dataclass(frozen=True, slots=True)
class Sorted:
    """One idea in its class: who said so, what it takes, and the chances that the models give it."""

    key: str
    title: str
    name: str
    by: str
    effort: Shown
    chances: str


@dataclass(frozen=True, slots=True)
class Group:
    """All ideas of one class; `takes` says what they take together with all that is stronger."""

    name: str
    title: str
    lines: Sequence[Sorted]
    takes: str


@dataclass(frozen=True, slots=True)
class MoscowPage:
    """The whole page; ideas that nobody sorted come last."""

    count: int
    top: int
    groups: Sequence[Group]
    capacity: str
    names: Sequence[str] = MOSCOW


def show_sorted(workspace: Workspace, asked: Asked) -> MoscowPage:
    """Every idea by its class. Raises `BadInput` where what was written is no number."""
    portfolio = open_portfolio(workspace, asked)
    compared = compare_kept(portfolio.ideas, portfolio.models, drawing=portfolio.drawing)
    takes = _say_takes(portfolio, bool(asked.capacity.strip()))
    groups: list[Group] = []
    for name in (*MOSCOW, ""):
        rows = [row for row in portfolio.rows if _get_name(portfolio, row) == name]
        if rows:
            lines = [_draw(row, portfolio, compared) for row in rows]
            groups.append(Group(name, PLURALS[name].capitalize(), lines, takes.get(name, "")))
    return MoscowPage(len(portfolio.rows), portfolio.drawing.top, groups, " ".join(asked.capacity.split()))


def _draw(row: Idea, portfolio: Portfolio, compared: Sequence[Comparison]) -> Sorted:
    said = portfolio.classes.get(row.key)
    by = f"{said.member.name}, {said.at.day} {said.at:%B %Y}" if said else ""
    chances = [beside.chance for each in compared if (beside := each.beside.get(row.key)) and beside.chance is not None]
    return Sorted(
        row.key,
        row.title,
        said.name if said else "",
        by,
        show_input(EFFORT, portfolio.known[row.key]),
        _say_chances(chances),
    )


def _say_chances(chances: Sequence[float]) -> str:
    """The least and the most that any model gives."""
    if not chances:
        return ""
    low, high = say_percent(min(chances)), say_percent(max(chances))
    return low if low == high else f"{low} to {high}"


def _say_takes(portfolio: Portfolio, limited: bool) -> dict[str, str]:
    """By class, what it and all that is stronger take together, and with a capacity the chance that this fits."""
    rows = [row for name in MOSCOW[:3] for row in portfolio.rows if _get_name(portfolio, row) == name]
    efforts = {row.key: known for row in rows if (known := portfolio.known[row.key].estimates.get(EFFORT))}
    if not efforts:
        return {}
    room = portfolio.capacity if limited and portfolio.capacity else _ANYTHING
    fits = list_fits(list(efforts.values()), list(efforts), capacity=room, drawing=portfolio.drawing)
    said: dict[str, str] = {}
    for place, name in enumerate(MOSCOW[:3]):
        stronger = [row.key for row in rows if _get_name(portfolio, row) in MOSCOW[: place + 1]]
        own = [row for row in rows if _get_name(portfolio, row) == name]
        if own:
            said[name] = _say_together(name, stronger, efforts, fits, limited=limited)
    return said


def _say_together(
    name: str, keys: Sequence[str], efforts: dict[str, Estimate], fits: Sequence[Fit], *, limited: bool
) -> str:
    costed = sum(key in efforts for key in keys)
    without = len(keys) - costed
    who = f"All {PLURALS[name]}" if name == MOSCOW[0] else "These and all above"
    lacks = f" ({without:,} without an effort not counted)" if without else ""
    if costed == 0:
        return "None of these has an effort."
    if costed > len(fits):
        return f"{who} fit with less than 1 %{lacks}."
    fit = fits[costed - 1]
    takes = f"{who} take {say_range(fit.effort.low, fit.effort.high)} weeks of one person"
    return f"{takes}{lacks}; they fit with {say_percent(fit.chance)}." if limited else f"{takes}{lacks}."


def _get_name(portfolio: Portfolio, row: Idea) -> str:
    return portfolio.classes[row.key].name if row.key in portfolio.classes else ""
