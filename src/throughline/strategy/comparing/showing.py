"""What the side-by-side page shows: each idea's place and chance by every model, and where the models disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.strategy.estimating.asking import Asked, Portfolio, open_portfolio
from throughline.strategy.estimating.keeping import compare_kept
from throughline.strategy.estimating.ranked import BAR, SHORT
from throughline.strategy.rules.ranking.contracts import Beside, Comparison
from throughline.strategy.rules.ranking.disagreeing import Agreement, find_agreement, say_disagreement
from throughline.strategy.rules.ranking.saying import join_words, say_percent

_SAID = 6
INSIDE, OUTSIDE, PARTED, OPEN = "in", "out", "depends on the model", "open"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one model says of one idea; empty where it says nothing, `lacks` is then what the idea does not have."""

    place: str = ""
    chance: str = ""
    bar: float = 0.0
    name: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One idea under every model; `together` is what they come to."""

    key: str
    title: str
    cells: Sequence[Cell]
    together: str


@dataclass(frozen=True, slots=True)
class Column:
    """One model: its formula and how many ideas it can score; `asks` says what it lacks where it scores none."""

    name: str
    title: str
    formula: str
    count: int
    asks: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole page; `count` counts all ideas, `hidden` those that are not shown."""

    count: int
    top: int
    columns: Sequence[Column]
    rows: Sequence[Row]
    hidden: int
    summary: str
    parted: Sequence[tuple[str, str]]
    against: Sequence[tuple[str, str]]
    has_weights: bool


def show_compared(workspace: Workspace, asked: Asked) -> Compared:
    """Every idea under every model. Raises `BadInput` where what was written is no number."""
    portfolio = open_portfolio(workspace, asked)
    compared = compare_kept(portfolio.ideas, portfolio.models, drawing=portfolio.drawing)
    agreed = find_agreement(compared, portfolio.models)
    keys, titles, top = _order(portfolio, compared), portfolio.titles, portfolio.drawing.top
    shown = keys if asked.every else keys[:SHORT]
    together = _read_together(agreed)
    return Compared(
        count=len(keys),
        top=top,
        columns=[_head(each) for each in compared],
        rows=[
            Row(key, titles[key], [_draw(each, key, portfolio) for each in compared], together.get(key, ""))
            for key in shown
        ],
        hidden=len(keys) - len(shown),
        summary=_summarise(agreed, top),
        parted=[
            (each.name, say_disagreement(each, title=titles[each.name], top=top)) for each in agreed.parted[:_SAID]
        ],
        has_weights=portfolio.weights is not None,
        against=[(key, _say_against(key, portfolio, compared, top)) for key in agreed.against_class[:_SAID]],
    )


def _order(portfolio: Portfolio, compared: Sequence[Comparison]) -> list[str]:
    """By the first model that scores an idea, RICE where it can; ideas that no model scores come last."""
    scoring = [each for each in compared if each.name != "moscow"]

    def stand(key: str) -> tuple[int, float, str]:
        for number, each in enumerate(scoring):
            if key in each.beside:
                said = each.beside[key]
                return number, said.place - (said.chance or 0.0), portfolio.titles[key]
        return len(scoring), 0.0, portfolio.titles[key]

    return sorted((row.key for row in portfolio.rows), key=stand)


def _head(each: Comparison) -> Column:
    asks = f"no idea has {join_words(each.missing)}" if not each.beside else ""
    return Column(each.name, each.title, each.formula.partition(" (")[0], len(each.beside), asks)


def _draw(each: Comparison, key: str, portfolio: Portfolio) -> Cell:
    said = each.beside.get(key)
    if said is None:
        model = next((model for model in portfolio.models if model.name == each.name), None)
        known = portfolio.known[key].estimates
        return Cell(lacks=join_words([name for name in model.terms if name not in known]) if model else "")
    if said.chance is None:
        return Cell(name=str(said.score))
    return Cell(_say_place(said), say_percent(said.chance), round(said.chance * BAR, 1))


def _say_place(said: Beside) -> str:
    return f"{said.place}{'=' if said.tied else ''}"


def _read_together(agreed: Agreement) -> Mapping[str, str]:
    return {
        **dict.fromkeys(agreed.inside, INSIDE),
        **dict.fromkeys(agreed.outside, OUTSIDE),
        **{each.name: PARTED for each in agreed.parted},
        **dict.fromkeys(agreed.open, OPEN),
    }


def _summarise(agreed: Agreement, top: int) -> str:
    """ "Of 9 ideas all 4 models put 2 in the top 3 and leave 5 out; 1 depends on the model, 1 is open." """
    count = len(agreed.inside) + len(agreed.outside) + len(agreed.parted) + len(agreed.open)
    if count == 0:
        return ""
    models = "both models" if agreed.models == 2 else f"all {agreed.models} models"
    said = f"Of {count:,} {'idea' if count == 1 else 'ideas'} {models} put {len(agreed.inside):,} in the top {top:,}"
    said += f" and leave {len(agreed.outside):,} out"
    rest = [
        f"{len(those):,} {one if len(those) == 1 else several}"
        for those, one, several in (
            (agreed.parted, "depends on the model", "depend on the model"),
            (agreed.open, "is open within its doubt", "are open within their doubt"),
        )
        if those
    ]
    return f"{said}; {join_words(rest)}." if rest else f"{said}."


def _say_against(key: str, portfolio: Portfolio, compared: Sequence[Comparison], top: int) -> str:
    chances = [said.chance or 0.0 for each in compared if (said := each.beside.get(key)) and said.chance is not None]
    name, who = portfolio.classes[key].name, portfolio.classes[key].member.name
    end = f"at most {say_percent(max(chances))}" if name == "must" else f"at least {say_percent(min(chances))}"
    return f"“{portfolio.titles[key]}” is marked {name} by {who}; the models give it {end} of the top {top:,}."
