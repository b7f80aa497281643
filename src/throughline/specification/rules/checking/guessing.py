"""What a section holds whose heading does not tell: by the form of most of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import UnitKind
from throughline.specification.rules.checking.labels import find_story
from throughline.specification.rules.checking.measures import blank_days, has_bound, has_date, has_level, list_values

FEWEST = 2
MOST = 0.6
"""The share of the items that must have the form."""
_ASKS = re.compile(
    r"^(?:[A-Z]{1,3}-?\d+\W+|\W*)?(?:\*\*)?(?:who|what|when|where|which|why|how|do|does|did|is|are|was|can|could|may"
    r"|must"
    r"|should|shall|will|would|has|have|if|for)\b[^?]*\?",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"^[^.?]{0,70}?\b(?:must|shall|can|may only|cannot|is able to|are able to)\b(?! be (?:found|seen|read) (?:in"
    r"|at|under))",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"^(?:an?|the|each|every|all|no|only)?\s*[^.?:]{2,50}?\s(?:(?:is|are|stays?|gets?|holds?|opens?|keeps?|sees?"
    r"|shows?|sends?|lasts?|loads?|expires?|receives?"
    r"|closes?|answers?|reach(?:es)?)\b)[^?]*\.$",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"→|->|\bfrom\b.*\bto\b|\btarget\b|\bbaseline\b|\btoday\b|\bat (?:most|least)\b|\bno (?:more|less"
    r"|worse) than\b|:\s",
    re.IGNORECASE,
)


def guess_kind(body: Sequence[Block]) -> UnitKind | None:
    """Questions, metrics or requirements, where at least three in five of two items or more read like that."""
    items = [_say(b) for b in body if (b.kind is BlockKind.ITEM and b.parent is None) or b.kind is BlockKind.ROW]
    if len(items) < FEWEST or any(b.kind is BlockKind.HEADING for b in body):
        return None
    if any(find_story(text) is not None for text in items):
        return None
    for kind, has_form in ((UnitKind.QUESTION, _asks), (UnitKind.METRIC, _measures), (UnitKind.REQUIREMENT, _rules)):
        if sum(has_form(text) for text in items) >= MOST * len(items):
            return kind
    return None


def _say(block: Block) -> str:
    """An item's words; of a row the cell that says most."""
    return max((cell.text for cell in block.cells), key=len, default="") if block.cells else block.plain.text


def _asks(text: str) -> bool:
    return bool(_ASKS.match(text))


def _measures(text: str) -> bool:
    """Two values or more with a date, told as a change: from what to what, by when."""
    return len(list_values(text)) >= FEWEST and has_date(text) and bool(_MOVES.search(text))


def _rules(text: str) -> bool:
    if text.rstrip().endswith("?") or blank_days(text) != text:
        return False
    return bool(_RULES.match(text)) or bool(_HOLDS.match(text) and (has_level(text) or has_bound(text)))
