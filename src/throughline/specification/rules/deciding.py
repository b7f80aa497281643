"""What a line becomes when a person decides about it."""

from __future__ import annotations

from typing import Any

from throughline.grounding.contracts import Origin

Json = dict[str, Any]


def needs_person(content: Json) -> bool:
    """Whether a line, as the draft had it, waits for a yes, other words, or a no."""
    return content["origin"] == Origin.PROPOSAL or content["role"] == "blank"


def is_settled(was: Json | None, *, by: str) -> bool:
    """Whether a line that waited for a person was decided by one; `was` is the line before its first decision."""
    return bool(by) and was is not None and needs_person(was)


def accept(content: Json, *, member: str, choice: str = "") -> Json:
    """An accepted line is the member's judgement; it keeps what it rests on, and the choice takes the blank's place."""
    text = fill_choice(content["text"], choice) if choice else content["text"]
    role = "sentence" if content["role"] == "blank" else content["role"]
    return {**content, "text": text, "origin": Origin.JUDGEMENT.value, "role": role, "options": [], "owner": member}


def edit(content: Json, *, text: str) -> Json:
    """An edited line holds a person's words: no quote, no count, no citation vouches for them."""
    words = " ".join(text.split())
    gone: Json = {"quote": None, "customer": None, "computations": [], "options": []}
    role = "sentence" if content["role"] in {"quote", "blank", "count"} else content["role"]
    return {**content, **gone, "text": words, "origin": Origin.JUDGEMENT.value, "role": role}


def fill_choice(text: str, choice: str) -> str:
    """Put the choice where the text leaves `[decide: …]` open, else after it."""
    before, bracket, rest = text.partition("[")
    _, closed, after = rest.partition("]")
    return f"{before}{choice}{after}" if bracket and closed else f"{text} {choice}"
