"""What a service is called by its verb ("move a line"), said as done ("moved a line")."""

from __future__ import annotations

_IRREGULAR = {
    "begin": "began",
    "bind": "bound",
    "bring": "brought",
    "build": "built",
    "choose": "chose",
    "find": "found",
    "forget": "forgot",
    "give": "gave",
    "go": "went",
    "keep": "kept",
    "leave": "left",
    "let": "let",
    "make": "made",
    "pin": "pinned",
    "put": "put",
    "read": "read",
    "say": "said",
    "send": "sent",
    "set": "set",
    "split": "split",
    "stand": "stood",
    "take": "took",
    "tell": "told",
    "withdraw": "withdrew",
    "write": "wrote",
}
_VOWELS = "aeiou"


def say_done(verb: str) -> str:
    """The phrase with its first word, a verb, in the past: `edit a line` becomes `edited a line`."""
    first, space, rest = verb.partition(" ")
    return f"{_turn_past(first)}{space}{rest}"


def _turn_past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}ed"
