"""One of a noun and many of it, by its ending."""

from __future__ import annotations

from throughline.specification.rules.lexicon import UNCOUNTED
from throughline.specification.rules.objects import is_plural

_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "criteria": "criterion"}
_SAME = frozenset({"series", "species", "news", "means", "data", "media", "staff", "equipment", "information"})


def find_singular(noun: str) -> str:
    """One of a noun: "holiday requests" is "holiday request"."""
    head, space, last = noun.rpartition(" ")
    lower = last.lower()
    if lower in _IRREGULAR:
        return f"{head}{space}{_IRREGULAR[lower]}"
    if lower in _SAME | UNCOUNTED or not is_plural(last):
        return noun
    if lower.endswith("ies") and len(lower) > 4:
        return f"{noun[:-3]}y"
    return noun[:-2] if lower.endswith(("ches", "shes", "xes", "sses", "zes")) else noun[:-1]


def find_plural(noun: str) -> str:
    """Many of a noun in the singular."""
    head, space, last = noun.rpartition(" ")
    lower = last.lower()
    many = next((plural for plural, one in _IRREGULAR.items() if one == lower), "")
    if many:
        return f"{head}{space}{many}"
    if lower in _SAME | UNCOUNTED or is_plural(last):
        return noun
    if lower.endswith("quiz"):
        return f"{noun}zes"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if lower.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
