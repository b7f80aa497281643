"""DO001: what is left out must be said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report_house
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, UnitKind
from throughline.specification.rules.checking.rewriting import quote

_NOTHING = re.compile(
    r"^\W*(?:n/?a|none|nothing|tb[dca]|todo|-+|no non-goals?|not applicable|empty|open)(?: (?:so far|yet"
    r"|at (?:the moment|present)"
    r"|for now|identified|known|currently))?\W*$|^\W*(?:still )?to be (?:decided|defined|discussed|agreed"
    r"|written|filled|completed|clarified"
    r"|determined|added|done|set|confirmed)\b|^\W*(?:we will|will be|not yet) (?:decide|discuss|define|agree"
    r"|decided|discussed|defined|agreed)\b",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:out of scope|not in scope|non-?goals?)\b\s*:?\s*\S+\s+\S+|\bwe (?:will not|won[’']t"
    r"|are not going to|do not) (?:build|support|change|add|cover|do|offer|include|handle)\b|\b(?:is"
    r"|are) out of scope\b|\bnot part of (?:this|the) (?:release|project|feature)",
    re.IGNORECASE,
)


def find_missing_non_goals(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO001, once."""
    del settings
    items = [u for u in document.of(UnitKind.NON_GOAL) if not _NOTHING.match(u.text) and len(u.text.split()) > 1]
    if items or any(_EXCLUDES.search(unit.text) for unit in document.units):
        return
    headed = any(section.kind is UnitKind.NON_GOAL for section in document.sections)
    why = "The section for what is left out holds nothing concrete, so everything may creep in." if headed else ""
    yield report_house(
        "DO001", why=why, suggestion=quote("Not in this release: [what people will ask for and will not get].")
    )
