"""Who a document says spoke, and who its evidence says did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.grounding.words import split_sentences
from throughline.specification.rules.checking.claims import Piece, Quotation
from throughline.specification.rules.checking.contracts import Document, Unit
from throughline.specification.rules.checking.roles import is_generic

_VERB = (
    r"(?:said|says|say|told|tells|put it|puts it|wrote|writes|asked|complained|explained|reported|described|admitted)"
)
_QUOTED = re.compile(r"[“«\"][^“”«»\"]*[”»\"]?")
_AFTER = re.compile(
    rf"^[\s,.;!?”\"»]*(?:[—–-]|\()?\s*(?:{_VERB}\s+)?(?P<who>(?:an?|the|one|another|our)?\s*(?:[\w’'-]+\s+){{0,4}}?)"
    rf"(?={_VERB}\b|[,.;)\[(—–]|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?P<who>[^.;:“”\"]{{2,60}}?)\s+{_VERB}\b[^.;“”\"]{{0,40}}[:,]?\s*[“«\"]?$", re.IGNORECASE)


def list_people(document: Document) -> frozenset[str]:
    """The last words of the names of everybody the document is for, in small letters and the singular."""
    named = [*document.personas, *(told.parts.role for told in document.stories)]
    return frozenset(_last_word(name) for name in named if name and not is_generic(name))


def find_other_speaker(
    unit: Unit, said: Quotation, holding: Sequence[Piece], people: frozenset[str]
) -> tuple[str, str] | None:
    """Who is said to have spoken and who did, where both are people of the document and nobody is both."""
    if len(people) < 2:
        return None
    claimed = _list_named(_find_speaker(unit, said), people)
    held = frozenset[str]().union(*(_list_named(_QUOTED.sub(" ", piece.text), people) for piece in holding))
    if not claimed or not held or claimed & held:
        return None
    return f"the {min(claimed)}", f"the {min(held)}"


def _find_speaker(unit: Unit, said: Quotation) -> str:
    """The words around a quotation that name who spoke: behind it, else in front of it."""
    after = _AFTER.match(unit.text[said.end : said.end + 80])
    if after and after["who"].strip() and re.match(r"[\s,.;!?”\"»]*[—–(a-z-]", unit.text[said.end : said.end + 8]):
        return after["who"]
    begin = next((start for start, end in split_sentences(unit.text) if start <= said.start < end), 0)
    before = _BEFORE.search(unit.text[begin : said.start])
    return before["who"] if before else ""


def _list_named(text: str, people: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in (_last_word(w) for w in re.findall(r"[\w’'-]+", text)) if word in people)


def _last_word(name: str) -> str:
    words = re.findall(r"[\w’'-]+", name.lower().split("(")[0].split(",")[0])
    word = words[-1] if words else ""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
