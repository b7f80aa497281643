"""Several questions in one breath, or one upon another before an answer."""

from __future__ import annotations

import re

from throughline.discovery.rules.interviewing.clauses import AUX, INVITES
from throughline.discovery.rules.lexicon import list_words

_OWNER = r"(?:you|your|we|our|they|their|the|it|its|he|she|my|i)\b"
_ASKED_NEXT = (
    rf"(?:what|how|why|when|where|who|which)\b(?! (?:about it|not|else)\W*$)(?:'s|'re"
    rf"| (?:(?!{_OWNER})[\w'-]+ ){{0,3}}?(?:{AUX})\b"
    r"| [\w-]+s (?:if|when|it|them|that|this|next|then|for|the|your|you|to|at|with)\b)"
    r"|(?:why|how|when|where|who|what for|with whom)\b\W*$"
    r"|(?:do|did|are|have|is|was|would|will|can|could) (?:you|your|they|it|that|there)\b"
)
_WH_NEXT = re.compile(rf"[,;]? (?:and|plus|&)(?: also)?,? (?P<next>{_ASKED_NEXT})", re.IGNORECASE)
_WH_TOLD = re.compile(
    r"(?:what|how|why|when|where|who|which)\b.{3,}?[,;]? (?:and|or),? (?P<next>(?:what|how|why|when|where|who"
    r"|which)\b (?!to\b))",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"or\b", re.IGNORECASE)
_ANAPHORIC = re.compile(rf"(?:{AUX}) (?:it|that|this|they|those|these|you)\b(?: [\w'-]+){{0,2}}\W*$", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_EMPTY = list_words(
    """
    the and you your what how why when where who which did does have has was were are that this then with for
    from about they them their there here would could can will not any some like just really think thing things
    been being get got had into over kind reason start out more most much many else also tell say
    """
)


def tell_multiple(asking: str, *, core: str, stack: tuple[str, ...]) -> str:
    """Why it is several questions at once, or ""."""
    told = INVITES.match(asking)
    if _find_second(asking):
        return "It asks two things in one breath."
    if stack and not told and not _ALTERNATIVE.match(core) and not _repeats(asking, stack):
        return "It follows another question that was not answered yet."
    return ""


def _repeats(asking: str, stack: tuple[str, ...]) -> bool:
    """Whether it says the last question once more in other words."""
    if _ANAPHORIC.match(asking):
        return True
    mine = _content(asking)
    return len(mine & _content(stack[-1])) * 2 > len(mine)


def _content(words: str) -> set[str]:
    return {word for word in _WORD.findall(words.lower().replace("’", "'")) if word not in _EMPTY}


def cut_first(asking: str) -> str | None:
    """The first of two questions in one sentence, or None where there is only one."""
    second = _find_second(asking)
    return re.sub(r"[ ,;]+(?:and|or|plus|&)?(?: also)?[ ,]*$", "", asking[: second.start("next")]) if second else None


def _find_second(asking: str) -> re.Match[str] | None:
    told = INVITES.match(asking)
    if told:
        return _WH_TOLD.search(asking, max(0, told.end() - 5))
    return _WH_NEXT.search(asking)
