"""States, keys and counts of prototypes, in words."""

from __future__ import annotations

from django import template

from throughline.specification.prototyping.queries import count_criteria

register = template.Library()


@register.filter
def state_name(state: str) -> str:
    """`long content`"""
    return state.replace("_", " ")


@register.filter
def criteria(number: int) -> str:
    """1 criterion, 4 criteria"""
    return count_criteria(number)


@register.filter
def parts(words: str) -> list[str]:
    """The parts of a list that is written with commas."""
    return words.split(",")


@register.filter
def key_name(key: str) -> str:
    """What a key of the generator stands for: `Screen`, `Thing`, `Field of booking`."""
    kind, _, rest = key.partition(":")
    if kind == "field":
        return f"Field of {rest.partition('.')[0].replace('_', ' ')}"
    return {"entity": "Thing"}.get(kind, kind.capitalize())
