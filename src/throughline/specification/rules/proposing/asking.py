"""The questions to the person: what the built-in draft leaves open and nobody but a person can say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from throughline.specification.contracts import Line, Prd, Role
from throughline.specification.rules.proposing.contracts import MOST_QUESTIONS, Asked

_OTHERS = frozenset({"engineering", "data", "data, unassigned", "research, unassigned"})
"""Owners of questions that the author cannot answer."""
_LEFT_OPEN = "[decide"
STANDING = (
    "Whom is this for first, and whom is it not for?",
    "What would make you call it a success ninety days after launch?",
    "What must it not do, cost or break?",
    "Is there a date it has to be there by, and who set it?",
    "What have you already ruled out, and why?",
)
"""What is asked where the draft leaves too little open."""


def choose_questions(prd: Prd, *, first: Sequence[Asked] = ()) -> tuple[Asked, ...]:
    """Up to five: those in `first`, then what only the author can settle, open questions, and what was left to decide.

    Numbered anew, each wording once. What the draft does not ask is filled up with standing questions.
    """
    found: dict[str, Asked] = {}
    for asked in (*first, *_from_draft(prd), *(Asked("", text) for text in STANDING)):
        found.setdefault(" ".join(asked.text.casefold().split()), asked)
    chosen = list(found.values())[:MOST_QUESTIONS]
    return tuple(Asked(f"q{n}", one.text, one.options, one.by_model) for n, one in enumerate(chosen, 1))


def _from_draft(prd: Prd) -> Iterator[Asked]:
    lines = list(prd.lines)
    yield from (_ask(line) for line in lines if line.role is Role.SETTLE and "?" in line.claim.text)
    yield from (_ask(line) for line in lines if line.role is Role.QUESTION and line.owner not in _OTHERS)
    yield from (_ask(line) for line in lines if line.undecided and _LEFT_OPEN in line.claim.text and line.options)


def _ask(line: Line) -> Asked:
    text, options = line.claim.text, line.options
    if _LEFT_OPEN in text:
        before, _, rest = text.partition("[")
        return Asked("", f"{before}…{rest.partition(']')[2]}".strip(), options)
    return Asked("", text, options)
