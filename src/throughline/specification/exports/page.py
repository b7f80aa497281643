"""What every export says of a PRD in the same words: its status, its blanks, what was rejected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Craft, Line, Prd, Role, SignOff
from throughline.specification.rules.wording import count, join, name_date, name_span

MARKS = (
    "Q verbatim · N counted · I follows from the rows named · P proposed, nobody has accepted it · "
    "J a person's · A assumed"
)

MEANINGS = {
    Origin.QUOTE: "verbatim",
    Origin.NUMBER: "counted",
    Origin.INFERENCE: "follows from the rows named",
    Origin.PROPOSAL: "proposed; nobody has accepted it",
    Origin.JUDGEMENT: "a person's",
    Origin.ASSUMPTION: "assumed; nobody has shown it",
}
_WIDE, _SPARE = 45, 5
"""Characters, for sharing out a table's width: its widest column, and room beside its longest word."""
_BLANK = re.compile(r"\[(decide\b[^\[\]]*)\]")


def describe_status(prd: Prd) -> str:
    """Draft number, size, owner, and how much was read."""
    parts = [f"{prd.status.value.capitalize()} {prd.version}", prd.size.value.replace("-", " ")]
    parts += [f"owner {prd.owner}" if prd.owner else "no owner yet", f"engineering: {name_engineers(prd)}"]
    scope = prd.scope
    if scope.items:
        parts.append(count(scope.items, "item"))
    if scope.customers and scope.unit:
        parts.append(count(scope.customers, scope.unit))
    if scope.first and scope.last:
        parts.append(name_span(scope.first, scope.last))
    if prd.sample:
        parts.append("sample data")
    return " · ".join(parts)


def name_engineers(prd: Prd) -> str:
    """Who contributes from engineering, and which of them has signed off."""
    named = [one.name for one in prd.contributors if one.craft is Craft.ENGINEERING]
    signed = {one.name: one for one in prd.sign_offs if one.name in named}
    return join(_name_signer(name, signed.get(name)) for name in named) if named else "nobody invited yet"


def _name_signer(name: str, signed: SignOff | None) -> str:
    if signed is None:
        return name
    return f"{name} (signed off version {signed.version}{', changed since' if signed.stale else ''})"


def name_review_day(prd: Prd) -> str:
    """When the result is looked at."""
    return name_date(prd.review_date) if prd.review_date else "launch + 90 days"


def count_undecided(prd: Prd) -> str:
    """How many lines wait for a person, in words; empty where none does."""
    waiting = sum(1 for line in prd.lines if line.undecided and line.role not in (Role.SETTLE, Role.QUESTION))
    if not waiting:
        return ""
    verb = "needs" if waiting == 1 else "need"
    return f"{count(waiting, 'proposed line')} {verb} a yes, an edit or a no."


def attribution(line: Line, segment: str = "") -> str:
    """Who said a quote, after a dash; empty for what nobody said."""
    who = ", ".join(part for part in (line.claim.customer or "", segment) if part)
    return f" — {who}" if who and line.claim.origin is Origin.QUOTE else ""


def split_blanks(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it is a blank somebody must fill; a blank comes without its brackets."""
    for place, part in enumerate(_BLANK.split(text)):
        blank = place % 2 == 1
        if part:
            yield (part.removeprefix("decide").lstrip(": ") or "decide") if blank else part, blank


def list_cells(block: Block, line: Line) -> tuple[list[str], int]:
    """The cells of a table's row, and the place of the one that the claim stands in.

    A line has its own cells, with or without the first; else its label, its words and, in a third column, its owner.
    """
    if line.cells:
        cells = [*(() if len(line.cells) == len(block.columns) else (line.label,)), *line.cells]
        return cells, len(cells) - 1
    return [line.label, line.claim.text, *((line.owner,) if len(block.columns) > 2 else ())], 1


def weigh_columns(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is beside the others: by the longest text in it, within reason, and its longest word."""
    texts = [[name, *(row[place] for row in rows)] for place, name in enumerate(columns)]
    longest = [max(map(len, column)) for column in texts]
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in texts]
    return [max(min(length, _WIDE), min(word, _WIDE) + _SPARE) for length, word in zip(longest, words, strict=True)]


def name_block(block: Block) -> str:
    """The title of a block as a heading says it: a story's with its priority."""
    return f"{block.title} · {block.priority}" if block.title and block.priority else block.title


def flatten(text: str) -> str:
    """The text on one line, every white space a single blank: for comparing, and where a line end would be syntax."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """The text without the characters that XML and PDF cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (ord(c) >= 0x20 and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")
    )
