"""What a line becomes when a person decides about it."""

from __future__ import annotations

from collections.abc import Sequence
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


def edit(content: Json, *, text: str, cells: Sequence[str] = ()) -> Json:
    """An edited line holds a person's words: no quote, no count, no citation vouches for them.

    What nobody had shown is not shown by other words for it: an assumption remains one. In a table a line holds the
    `cells` it was given, or no cells but its words alone.
    """
    words = " ".join(text.split())
    gone: Json = {"quote": None, "customer": None, "computations": [], "options": [], "cells": list(cells)}
    role = "sentence" if content["role"] in {"quote", "blank", "count"} else content["role"]
    assumed = content["origin"] == Origin.ASSUMPTION and content["role"] != "blank"
    origin = Origin.ASSUMPTION if assumed else Origin.JUDGEMENT
    return {**content, **gone, "text": words, "origin": origin.value, "role": role}


def propose(content: Json, *, rests_on: str) -> Json:
    """The line as a proposal that waits for a person; what was assumed stays an assumption."""
    if content["origin"] == Origin.ASSUMPTION:
        return content
    rests = [*(one for one in content.get("rests_on") or () if one != rests_on), rests_on]
    return {**content, "origin": Origin.PROPOSAL.value, "rests_on": rests}


def keep_origin(was: Json, text: str) -> Json:
    """A checked sentence in other words that still say what it rests on: the same origin, the same proof."""
    return {**was, "text": " ".join(text.split())}


def word_row(columns: Sequence[str], cells: Sequence[str]) -> str:
    """A table's row as a sentence: its first cell, then every other cell with the name of its column."""
    rest = (f"{column}: {cell}." for column, cell in zip(columns[1:], cells[1:], strict=False))
    return " ".join([f"{cells[0].rstrip('.')}.", *rest])


def fill_choice(text: str, choice: str) -> str:
    """Put the choice where the text leaves `[decide: …]` open, else after it."""
    before, bracket, rest = text.partition("[")
    _, closed, after = rest.partition("]")
    return f"{before}{choice}{after}" if bracket and closed else f"{text} {choice}"
