"""Sentences that the text and the document share: why an idea stands where it stands, and what fits."""

from __future__ import annotations

from throughline.strategy.ranking.answering import Answer
from throughline.strategy.rules.ranking.contracts import EFFORT
from throughline.strategy.rules.ranking.explaining import say_why
from throughline.strategy.rules.ranking.fitting import find_next, say_line
from throughline.strategy.rules.ranking.saying import say_range


def say_reasons(answer: Answer, name: str) -> str:
    """What lifts it and what holds it back; empty where there is nothing to compare with."""
    return say_why(answer.reasons[name], form=answer.ranking.model.form) if name in answer.reasons else ""


def say_capacity(answer: Answer) -> str:
    """Where the capacity line is; empty without a capacity."""
    if answer.capacity is None:
        return ""
    costed = sum(EFFORT in answer.ideas[each.name].idea.estimates for each in answer.ranking.standings)
    room = f"a capacity of {say_range(answer.capacity.low, answer.capacity.high)}{say_unit(answer)}"
    fits = answer.ranking.capacity
    first = find_next(fits)
    return say_line(fits, count=costed, capacity=room, title=first)


def say_unit(answer: Answer) -> str:
    """ " weeks" where the efforts name a unit."""
    return f" {answer.units[EFFORT]}" if answer.units.get(EFFORT) else ""
