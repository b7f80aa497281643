"""US009: text that is not finished: TBD, TODO, ???, [placeholder]."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.matching import find_first_by_line, word_list
from throughline.specification.rules.checking.measures import has_date
from throughline.specification.rules.checking.owners import names_owner

SEVERAL = 3
ASKED = 80
"""Characters of the words before a marker that its question repeats."""
_SIGNS = (
    r"\?{3,}|\b[Ll]orem ipsum\b"
    r"|\[(?i:placeholder|needs clarification|decide|insert|your|to be|tb[dca]|todo|fill in|how many|how long"
    r"|describe|add|specify|explain|who|what|which|_{2,}|\.{3}|…)(?:[^\w\]][^\]]*)?\](?!\()"
    r"|\[(?:n|x|X|xx+|XX+|(?i:value|name|date|link|owner|number|amount)(?: [^\]]*)?)\](?!\()"
    r"|(?<![\w.])(?i:t\.\s?b\.\s?[dca]\.?)(?![\w])"
    r"|[<\[{](?i:(?:(?:some |more |final |the )?(?:text|words?|wording|copy|numbers?|figures?|values?|details?"
    r"|names?|content|list|limit|amount|date) )?(?:(?:is |are )?(?:still )?to (?:come|follow|be (?:added|written"
    r"|agreed|supplied|provided|defined|filled in|decided|confirmed))|still (?:missing|open)|comes? later|pending"
    r"|missing))\b[^>\]}]*[>\]}](?!\()"
    r"|<(?i:insert|placeholder|tb[dc]|todo|fill|your|name|date|number|value)\b[^>]*>"
    r"|(?<![\w/.-])(?:XX+|xx+)(?![\w/-])\s?(?:%|ms|s|sec|seconds|minutes|hours|days|users|EUR|USD|€|\$)?"
    r"|(?<![\w/.-])[XN](?=\s?(?:%|ms\b|seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|users?\b|items?\b|per cent\b))"
    r"|_{3,}(?!\w)"
)
_DOMAIN = re.compile(r"^\s*(?:lists?|apps?|items?|applications?|board|tasks?|comments?|markers?)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = word_list("check_words", "open_markers")
    large = "|".join(word for word in words if word.isupper())
    phrases = "|".join(re.escape(word) for word in words if not word.isupper())
    return re.compile(rf"(?<![\w-])(?:{large})(?![\w-])|(?<![\w-])(?i:{phrases})(?![\w-])|{_SIGNS}", re.MULTILINE)


def find_open_markers(document: Document, settings: Settings) -> Iterator[Finding]:
    """US009, in every line but code; an open question may be open where somebody answers it by a day."""
    del settings
    empty = [unit for unit in document.units if _is_empty(unit)]
    if len(empty) >= SEVERAL:
        yield _tell_empty(empty)
    for unit in document.units:
        if len(empty) >= SEVERAL and unit in empty:
            continue
        if unit.kind is UnitKind.QUESTION and names_owner(unit) and has_date(unit.text):
            continue
        matches = [match for match in _pattern().finditer(unit.text) if _is_open(unit, match)]
        for first, _ in find_first_by_line(unit, matches):
            yield report("US009", unit, first.start(), first.end(), suggestion=_suggest(unit, first))


def _is_empty(unit: Unit) -> bool:
    """Whether a section's only words are that it is not written yet."""
    match = _pattern().match(unit.text)
    return match is not None and not unit.depth and not unit.cells and not unit.text[match.end() :].strip(" .!")


def _tell_empty(empty: list[Unit]) -> Finding:
    """Several empty sections are said once."""
    named = ", ".join(f"“{unit.section.title}”" for unit in empty[:6]) + (" …" if len(empty) > 6 else "")
    why = f"{len(empty)} sections are not written yet ({named}): whoever builds this has to guess or stop."
    better = "Write them, leave them out, or ask under open questions what they wait for, with who answers and by when."
    return report(
        "US009", empty[0], 0, len(empty[0].text), why=why, suggestion=better, related=[u.line for u in empty[1:]]
    )


_NEEDED = re.compile(
    r"\b(?:needs?|needed|has|have|had|must|ought|allowed|waits?|waiting|set|due|able|going|like)\s*$", re.IGNORECASE
)


def _is_open(unit: Unit, match: re.Match[str]) -> bool:
    if match[0].lower().startswith("to be ") and _NEEDED.search(unit.text[: match.start()]):
        return False
    if any(start <= match.start() < end for start, end in unit.plain.code):
        return False
    if match[0].upper() in {"TODO", "WIP"} and _DOMAIN.match(unit.text[match.end() :]):
        return False
    return not (unit.kind is UnitKind.EVIDENCE and "“" in unit.text[: match.start()])


def _suggest(unit: Unit, match: re.Match[str]) -> str:
    before = unit.text[: match.start()].strip(" :|-–—(").rsplit(". ", 1)[-1].split(" | ")[0]
    asked = before if len(before) <= ASKED else "… " + before[-ASKED:].partition(" ")[2]
    return (
        f"Say it, or ask it under open questions: “{asked or unit.section.title}: [what]? ([who answers], [by when])”"
    )
