"""The answer as text: the ranking, and under it what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from throughline.strategy.ranking.answering import Answer
from throughline.strategy.ranking.placing import locate
from throughline.strategy.ranking.telling import say_capacity, say_reasons, say_unit
from throughline.strategy.rules.ranking.completing import Incomplete
from throughline.strategy.rules.ranking.contracts import SHARES, Comparison, Span, Standing
from throughline.strategy.rules.ranking.disagreeing import say_disagreement
from throughline.strategy.rules.ranking.fitting import LINE, find_line
from throughline.strategy.rules.ranking.ranking import TIED
from throughline.strategy.rules.ranking.saying import say_number, say_percent, say_place, say_range

_NAME, _LISTED, _SAID, _HARDLY = 44, 40, 5, 0.005


def show_text(answer: Answer) -> str:
    """Everything, best first; what hardly has a chance is counted, not listed."""
    parts = [
        _show_head(answer),
        "\n".join(_show_table(answer)),
        "\n".join(_show_reasons(answer)),
        "\n".join(_show_hinges(answer)),
        "\n".join(_show_questions(answer)),
        "\n".join(_show_capacity(answer)),
        "\n".join(_show_beside(answer)),
        "\n".join(_show_parted(answer)),
        "\n".join(_show_incomplete(answer)),
        "\n".join(_show_troubles(answer)),
        "\n".join(answer.notes),
    ]
    return "\n\n".join(part for part in parts if part)


def _show_head(answer: Answer) -> str:
    ranking, sheet = answer.ranking, f", sheet “{answer.sheet}”" if answer.sheet else ""
    title = f"{answer.file}{sheet}: {_count(len(ranking.standings), 'idea')} by {ranking.model.title}"
    how = f"{ranking.model.formula} · {ranking.drawing.draws:,} draws, seed {ranking.drawing.seed}"
    return f"{click.style(title, bold=True)}\n{how}"


def _show_table(answer: Answer) -> Iterator[str]:
    ranking = answer.ranking
    shown = [s for i, s in enumerate(ranking.standings) if i < max(ranking.drawing.top, 10) or s.chance >= _HARDLY]
    shown = shown[: max(_LISTED, ranking.drawing.top)]
    above = find_line(ranking.capacity)
    last = ranking.capacity[above - 1].name if above else None
    rows = [("place", "idea", "score", "", f"top {ranking.drawing.top}", "places")]
    rows += [_make_row(standing) for standing in shown]
    for number, text in enumerate(_align(rows)):
        yield click.style(text, dim=True) if number == 0 else text
        if number > 0 and shown[number - 1].name == last:
            yield click.style(f"--- capacity: down to here it fits with {say_percent(LINE)} or more", fg="cyan")
    if hidden := len(ranking.standings) - len(shown):
        yield f"and {_count(hidden, 'more idea')}; --json lists all"
    if any(standing.tie is not None for standing in shown):
        yield f"= tied: it is ahead of the first of its place in more than {say_percent(TIED)} of the draws"


def _make_row(standing: Standing) -> tuple[str, ...]:
    tied = standing.tie is not None
    low, high = standing.places
    return (
        f"{standing.place}{'=' if tied else ''}",
        _cut(standing.name),
        say_number(standing.score.middle),
        _say_span(standing.score),
        say_percent(standing.chance),
        str(low) if low == high else f"{low}-{high}",
    )


def _align(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Names to the left, figures to the right, two blanks between."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if place in {0, 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _show_reasons(answer: Answer) -> Iterator[str]:
    for number, standing in enumerate(answer.ranking.standings[:_SAID]):
        said = say_reasons(answer, standing.name)
        if number == 0 and said:
            yield click.style("Why the first stand where they stand", bold=True)
        if said:
            yield f"{_cut(standing.name)}: {said[0].lower()}{said[1:]}"


def _show_parted(answer: Answer) -> Iterator[str]:
    top = answer.ranking.drawing.top
    for number, each in enumerate(answer.agreement.parted[:_SAID]):
        if number == 0:
            yield click.style("Where the models disagree", bold=True)
        yield say_disagreement(each, title=_cut(each.name), top=top)
    if (hidden := len(answer.agreement.parted) - _SAID) > 0:
        yield f"and over {_count(hidden, 'more idea')}"


def _show_hinges(answer: Answer) -> Iterator[str]:
    top = answer.ranking.drawing.top
    for number, hinge in enumerate(answer.ranking.hinges[:_SAID]):
        if number == 0:
            yield click.style("What the order hinges on", bold=True)
        ends = f"{say_percent(hinge.chance_low)} at its low end, {say_percent(hinge.chance_high)} at its high end"
        yield f"{hinge.input} of {_cut(hinge.name)}: the chance of the top {top} is {ends}"


def _show_questions(answer: Answer) -> Iterator[str]:
    for number, question in enumerate(answer.ranking.questions[:_SAID]):
        if number == 0:
            yield click.style("Worth an hour of research", bold=True)
        worth = f"{100 * question.share:.1f} %" if question.share >= 0.001 else "less than 0.1 %"
        yield (
            f"{question.input} of {_cut(question.name)}: the chance is {say_percent(question.changes)} that knowing it"
            f" changes what is chosen; on average the chosen then score {worth} more"
        )


def _show_capacity(answer: Answer) -> Iterator[str]:
    if answer.capacity is None:
        return
    unit = say_unit(answer)
    low, high = answer.capacity.low, answer.capacity.high
    said = say_range(low, high)
    yield click.style(f"What fits {said}{unit}", bold=True)
    yield say_capacity(answer)
    first = max(find_line(answer.ranking.capacity) - 2, 0)
    for fit in answer.ranking.capacity[first : first + _SAID]:
        yield f"the first {fit.count}: {say_percent(fit.chance)} (they take {_say_span(fit.effort)}{unit})"


def _show_beside(answer: Answer) -> Iterator[str]:
    said = [each for each in answer.beside if each.beside]
    silent = [each for each in answer.beside if not each.beside]
    if len(said) > 1:
        yield click.style("Beside other models (place, chance of the top)", bold=True)
        names = [standing.name for standing in answer.ranking.standings[: max(answer.ranking.drawing.top, 10)]]
        rows = [("", "idea", *(each.title for each in said))]
        rows += [("", _cut(name), *(_say_beside(each, name) for each in said)) for name in names]
        yield from (line.strip() if number == 0 else line[2:] for number, line in enumerate(_align(rows)))
    for each in silent:
        yield f"{each.title} says nothing: no idea has {' and '.join(each.missing)}"


def _say_beside(each: Comparison, name: str) -> str:
    said = each.beside.get(name)
    if said is None:
        return "-"
    tied = "=" if said.tied else ""
    return str(said.score) if said.chance is None else f"{said.place}{tied} ({say_percent(said.chance)})"


def _show_incomplete(answer: Answer) -> Iterator[str]:
    for number, each in enumerate(answer.incomplete):
        if number == 0:
            yield click.style("Not ranked: an input is not known, and none is made up", bold=True)
        yield _say_incomplete(answer, each)


def _say_incomplete(answer: Answer, each: Incomplete) -> str:
    item = answer.ideas[each.name]
    lacks = [f"no usable {name}" if name in item.unusable else f"no {name}" for name in each.missing]
    said = f"{_cut(each.name)} (line {item.line}) has {' and '.join(lacks)}"
    if each.places:
        said += f"; with what the others have there it would stand {say_place(each.places)}"
    needed = each.needed
    if needed is None:
        return said
    at_least = needed.at_least is not None
    value = needed.at_least if needed.at_least is not None else needed.at_most or 0.0
    if needed.input in SHARES and at_least and value > 1:
        return f"{said}; no {needed.input} brings it into the top {answer.ranking.drawing.top}"
    if not at_least and value <= 0:
        return f"{said}; however little {needed.input} it takes, it is not in the top {answer.ranking.drawing.top}"
    shown = say_percent(value) if needed.input in SHARES else say_number(value)
    return f"{said}; {'from' if at_least else 'up to'} {shown} it is in the top {answer.ranking.drawing.top}"


def _show_troubles(answer: Answer) -> Iterator[str]:
    for number, trouble in enumerate(answer.troubles):
        if number == 0:
            yield click.style("Could not be used", bold=True)
        yield locate(answer.file, trouble)


def _say_span(span: Span) -> str:
    return "" if span.low == span.high else say_range(span.low, span.high)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"
