"""What engineers ask first, drawn out of people's own words by pattern: sizes, times, error text, since when, cost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from throughline.specification.rules.phrases import compile_phrases
from throughline.specification.rules.sentences import Sentence, clause_around, count_words


class FactKind(StrEnum):
    """What a fact answers; the value is the question as an engineer would put it."""

    SIZE = "Size"
    DURATION = "How long"
    WHEN = "When"
    TOGETHER = "How many at once"
    ERROR = "Error shown"
    SINCE = "Since when"
    FREQUENCY = "How often"
    VERSION = "Version or device"
    COST = "What it costs them"
    MONEY = "Amounts named"
    INTERRUPTED = "When it is interrupted"


_NUMBER = r"(?:\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?)(?:\s?(?:k|m|bn|million|thousand|billion)(?![a-z]))?"
_SPELT = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|ninety|a hundred|hundreds of|thousands of|a few hundred|several hundred"
    r"|a couple of|a dozen|a few|several|half an)"
)
_TIME_UNIT = (
    r"(?:milliseconds?|ms|seconds?|secs?|minutes?|mins?|hours?|hrs?|(?:working |business )?days?"
    r"|weeks?|months?|years?)"
)
_SIZE_UNIT = (
    r"(?:[kmgtp]i?b|bytes|(?!(?:times|percent|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|am|pm|of|in|ms|secs|mins|hrs|euros|dollars|pounds|others|is|was|this"
    r"|gateway)\b)[a-z]{3,}(?:s|people|data))"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = r"(?:january|february|march|april|june|july|august|september|october|november|december)"

_PATTERNS: dict[FactKind, str] = {
    FactKind.TOGETHER: rf"""
        (?<!all )(?<!both )(?:at once|at the same time|simultaneous(?:ly)?|concurrent(?:ly)?|in parallel
            |(?:{_SPELT}|\d+) of us\b)
    """,
    FactKind.ERROR: r"""
        \b(?:http |error |code |status )?(?:4(?:00|01|03|04|08|09|13|22|29)|50[0-4])\b(?! ?(?:rows|items
            |users|people|euros?|dollars|gb|mb|%|k\b))(?: (?:gateway time-?out|internal server error|bad gateway
            |not found|forbidden|error))?
        \b[A-Z][A-Za-z]+(?:Error|Exception)\b
        \b[A-Z]{2,}(?:_[A-Z0-9]+)+\b
        (?:error|message|it says|saying|says)[: ]\s?[\"“'‘][^\"”’]{4,80}[\"”’]
        \bno (?:error|warning)? ?message\b
        \bno error\b
        \bno warning\b
    """,
    FactKind.COST: rf"""
        \b(?:takes?|took|spent|spend|costs?|wast(?:e|ed|es)) (?:\w+ ){{0,4}}?(?:{_NUMBER}|{_SPELT}
            |an?)\s?{_TIME_UNIT}(?: (?:a|per|every|each) \w+)?
    """,
    FactKind.MONEY: r"""
        [$€£]\s?\d[\d,.]*\d?(?:\s?(?:k|m|million))?(?!\w)
        \b\d[\d,.]*\s?(?:usd|eur|gbp|dollars?|euros?|pounds?|€|£)(?!\w)
    """,
    FactKind.SINCE: rf"""
        \bsince (?:(?:the|this|that) (?:last|latest|first|new|update|upgrade|release|migration|change|switch|move
            |launch|start|beginning|spring|summer|autumn|fall|winter|rollout|redesign)\b
            |(?:we|i) (?:passed|switched|upgraded|updated|moved|started|installed
            |joined|changed|migrated|began|got|added|turned)|last |version |v?\d|yesterday|monday
            |{_MONTH})[^,.;!?]{{0,50}}
        \b(?:for|over|in) (?:the (?:last|past) )?(?:{_SPELT}|\d+|several|many|a few) (?:weeks?|months?
            |years?)\b
        (?<!\ba )\b(?:second|third|fourth|fifth|sixth|seventh|\d+(?:st|nd|rd|th)) (?:week|month|year|time)\b
        \b(?:used to work|was fine|worked (?:fine )?(?:before|until))[^,.;!?]{{0,40}}
        \b(?:{_SPELT}|\d+) (?:weeks?|months?|years?|days?) ago\b
    """,
    FactKind.WHEN: rf"""
        \b(?:between \d{{1,2}}(?::\d\d)?(?: ?[ap]m)? and \d{{1,2}}(?::\d\d)?(?: ?[ap]m)?)
        \b(?:every|each) {_WEEKDAY}
        \bon {_WEEKDAY}(?<=s)(?: between \d+ and \d+)?
        \bat \d{{1,2}}(?::\d\d)? ?(?:am|pm|o['’]clock)\b
        \b\d{{1,2}}:\d\d\s?(?:am|pm)?\b
        \b(?:at )?(?:the )?(?:month|quarter|year)[ -]end\b
        \bby the \d+(?:st|nd|rd|th)\b
        \bon the \d+(?:st|nd|rd|th)\b
        \b(?:first|last) (?:day )?of the (?:month|week|year)\b
        \b(?:at night|in the (?:morning|evening)|peak hours?|rush hour|weekends?)\b
    """,
    FactKind.VERSION: r"""
        \b(?:version|v)\s?\d+(?:\.\d+){0,3}\b
        \brelease\s?\d+\.\d+(?:\.\d+){0,2}\b
        \bv\d+(?:\.\d+)+\b
        \b\d+\.\d+\.\d+\b
        \b(?:ios|android|windows|macos|ubuntu|python|java|node(?:\.js)?|\.net|chrome|safari|firefox|iphone
            |ipad|pixel|galaxy)\s\d+(?:\.\d+)*\b
    """,
    FactKind.FREQUENCY: rf"""
        \b(?:every|each) (?:single )?(?:time|day|week|month|morning|night|hour|year)\b
        \b(?:once|twice|{_SPELT} times|\d+ times) (?:a|per|each|every|this) \w+
        \b(?:once|twice|(?:two|three|four|five|six|\d+) times) today\b
        \bmore often than\b[^,.;!?]{{0,30}}
        \b(?:all the time|half the time|most of the time|now and then|intermittent(?:ly)?)\b
        \b\d+(?:\.\d+)?\s?% of\b[^,.;!?]{{0,30}}
    """,
    FactKind.DURATION: rf"""
        (?!an? second\b)\b(?:about |around |over |up to |almost |nearly |at least |more than )?(?:{_NUMBER}|{_SPELT}
            |an?)(?:\s?(?:-|to)\s?\d+)?[\s-]?{_TIME_UNIT}\b(?! (?:ago|end))
    """,
    FactKind.SIZE: rf"""
        \b(?:about |around |over |up to |almost |nearly |at least |more than |above )?
            (?:{_NUMBER}\s?{_SIZE_UNIT}|(?:hundreds|thousands|millions) of \w+)\b
    """,
    FactKind.INTERRUPTED: r"""
        \b(?:if|when(?:ever)?|until|as soon as|once) (?:i|we|you|it|the app|my phone) (?:\w+ )?(?:clos\w+
            |leave|leaves|refresh\w*|reload\w*|switch\w*|lock\w*|restart\w*|minimi[sz]\w+|log ?out|lose\w*
            |disconnect\w*|go(?:es)? (?:back|offline|away)|navigat\w+)[^,.;!?]{0,40}
    """,
}
_COMPILED = {kind: compile_phrases(p, before=r"(?<![\w$€£.,'’])", after="") for kind, p in _PATTERNS.items()}
_CASED = re.compile(r"\b[A-Z][A-Za-z]+(?:Error|Exception)\b|\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b")
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(k|m|million|thousand)?\b[\s]*([a-z]+)?", re.IGNORECASE)
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_KEPT_FOR = re.compile(
    r"\b(?:oblig\w+|retention|retain\w*|archiv\w+|by law|legal(?:ly)?|warranty|guarantee|notice period|contract\w*"
    r"|trial|subscription|shelf life"
    r"|(?:must|have to|has to|required to|obliged to|supposed to) (?:\w+ )?(?:keep|store|hold|stay)"
    r"|kept for|keep (?:it|them|these|those|all|everything|records?|copies) for)\b",
    re.IGNORECASE,
)
"""A period that is a duty or a right tells nothing of how long something takes."""
_HANGING = re.compile(r"(?:which|who|whom|whose|that|where)\b", re.IGNORECASE)
_LONGEST_CLAUSE = 14
_LONGEST_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer in somebody's own words: characters `start` to `end` of the item, the bare match within it."""

    kind: FactKind
    words: str
    start: int
    end: int
    match: str


def find_facts(sentence: Sentence) -> tuple[Fact, ...]:
    """Every kind of fact that `sentence` holds, each kind once, in the words around it."""
    return tuple(
        fact for kind in FactKind if (found := _first_match(sentence, kind)) and (fact := _widen(sentence, kind, found))
    )


def _first_match(sentence: Sentence, kind: FactKind) -> re.Match[str] | None:
    if kind is FactKind.DURATION and _KEPT_FOR.search(sentence.text):
        return None
    for found in _COMPILED[kind].finditer(sentence.text):
        looks_like_a_name = kind is FactKind.ERROR and re.match(r"[A-Za-z]+(?:Error|Exception|_)", found.group())
        if not looks_like_a_name or _CASED.match(found.group()):
            return found
    return None


def _widen(sentence: Sentence, kind: FactKind, found: re.Match[str]) -> Fact | None:
    """The fact in its clause where that is short, else the bare words."""
    start, end = clause_around(sentence.text, *found.span())
    if count_words(sentence.text[start:end]) > _LONGEST_CLAUSE:
        start, end = _to_word_ends(sentence.text, *found.span())
        if count_words(sentence.text[start:end]) < 3 and sentence.words <= _LONGEST_SENTENCE:
            start, end = 0, len(sentence.text)
    if _HANGING.match(sentence.text[start:end]):
        return None
    words = sentence.text[start:end].strip()
    if "\n" in words or not words:
        return None
    start += len(sentence.text[start:end]) - len(sentence.text[start:end].lstrip())
    offset = sentence.start + start
    return Fact(kind, words, offset, offset + len(words), found.group().strip())


def _to_word_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span with the whole of the words it begins and ends in."""
    while start > 0 and text[start].isalnum() and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and (text[end].isalnum() or text[end] in "-_%°"):
        end += 1
    return start, end


@dataclass(frozen=True, slots=True)
class Amount:
    """A size with its unit: `95k rows` is 95,000 rows; `words` is how it stands in the text."""

    value: float
    unit: str
    words: str


def read_amount(words: str) -> Amount | None:
    """The number and unit of a size, or None where it is spelt in words."""
    found = _AMOUNT.search(words)
    if not found or not found.group(3):
        return None
    value = float(found.group(1).replace(",", "")) * _SCALE.get((found.group(2) or "").lower(), 1)
    return Amount(value, found.group(3).lower(), found.group())
