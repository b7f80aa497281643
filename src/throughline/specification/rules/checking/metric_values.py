"""The numbers of a metric told in one line: which are today's, which are to be reached, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from throughline.specification.rules.checking.measures import blank_dates, find_dates, find_values, has_window

_UNIT = (
    r"(?:\s?%|\s?per ?cent|\s?[kKmM]\b|\s?bn\b|\s?[€$£])?"
    r"(?:\s+(?!to\b|by\b|from\b|in\b|until\b|and\b|or\b|today\b|now\b|down\b|up\b|target\b"
    r"|goal\b)[A-Za-z%][\w’'/.-]*){0,5}?"
)
_LEADS_TO = re.compile(
    r"(?:\bto|\breach(?:es)?|\btargets?|\bgoal|\baim(?:ing)?|\bachieve(?:s)?|\bhit|\btowards?|\bat least|\bat most"
    r"|\b(?:no|not) (?:more|less|fewer) than|\bno (?:worse|higher|lower) than|\bunder|\bbelow|\bover|\babove"
    r"|\bless than"
    r"|\bmore than|\bfewer than|\bwithin|\bup to|\bwanted|\bwant|\bdesired|\bexpected|\bexceed(?:s)?|→|->|–>|=>"
    r"|➜|≥|≤|>=|<=|>|<)"
    r"(?:\s+(?:be|of|about|around|under|below|over|above|at least|at most|or (?:below|above|under|over)"
    r"|less than|more than|the|an?|"
    r"value|by))*\s*[:=]?\s*[(~≈<>≤≥=$€£]*\s*$",
    re.IGNORECASE,
)
_LEADS_FROM = re.compile(
    r"(?:\bfrom|\bbaselines?|\btoday|\bcurrently|\bcurrent(?: value| level| state)?|\bnow|\bat present"
    r"|\bpresent(?:ly)?|\bwas"
    r"|\bwere|\bas[- ]is|\bstatus quo|\blast (?:year|quarter|month)|\bpreviously|\bmeasured at|\bstands? at"
    r"|\bused to be|\bvs\.?"
    r"|\bcompared (?:to|with)|\binstead of|\bbefore|\bagainst)\b[^.;,|\d→]{0,28}$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"^{_UNIT}\s*(?:"
    r"[(\[](?!\s*(?:by|until|due|end of|target|before|goal)\b)(?![^()\[\]]*(?:today|now|currently|baseline|was"
    r"|from)\b[^()\[\]\d]*\d+(?![\d-]*\b(?:19|20)\d\d))[^()\[\]]*?(?:\b(?:19|20)\d\d\b|\btoday\b|\bnow\b|\bcurrent"
    r"|\bbaseline"
    r"|\bpilot\b|\bsurvey\b|\bnew\b|\blast \w+|\bQ[1-4]\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\b)[^()\[\]]*[)\]]"
    r"|,?\s+(?:today|now|currently|at present|at the moment|so far)\b"
    r"|,?\s+(?:in|since|as of|during|throughout|measured (?:in|on)|as measured in)\s+(?:the )?(?:(?:first|second"
    r"|third|fourth|last) (?:half|quarter) of |"
    r"early |late |mid-?)?(?:[A-Z][a-z]+\.? )?(?:[QH][1-4] )?(?:of )?(?:19|20)\d\d"
    r"|(?:\s*[(\[][^()\[\]]*[)\]])?\s*(?:→|->|–>|=>|➜|(?:down |up )?to\b)"
    r")",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(
    r"\b(?:in|baseline|today|currently|was|were|now|from|pilot|current)\b|\b(?:19|20)\d\d\b|\bQ[1-4]\b", re.IGNORECASE
)
_DUE = re.compile(
    r"(?:\bby|\buntil|\btill|\bbefore|\bend of|\bwithin|\bthrough|\bno later than|\bat the latest|\bdeadline"
    r"|\bdue|\bfor)\b"
    r"(?:\s+(?:the|end|of|about|around|mid|late|early))*\s*[:=]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a metric, where it ends, and whether it is today's."""

    words: str
    start: int
    end: int
    today: bool


def read_values(text: str) -> tuple[Value, ...]:
    """The numbers behind a metric's name, else all of them, without dates and ids."""
    found = _join_shares(text, find_values(text))
    colon = re.search(r"(?<=\w)(?:\*\*)?\s*:\s|\s[–—]\s|\s\|\s", text)
    named = colon is not None and not re.search(r"[,;()\[→]", text[: colon.start()])
    if colon and named and len(text[: colon.start()].split()) > 1 and any(start >= colon.end() for start, _ in found):
        found = [span for span in found if span[0] >= colon.end()]
    plain = blank_dates(text)
    values = tuple(Value(text[a:b], a, b, _is_today(text, plain, a, b)) for a, b in found)
    if (
        len(values) > 1
        and all(value.today for value in values)
        and re.search(r"[;,]", text[values[0].end : values[-1].start])
    ):
        values = (*values[:-1], replace(values[-1], today=False))
    return values


_SHARED = re.compile(r"^\s+(?:in|of|out of|per)\s+(?:the\s+|our\s+)?$")


def _join_shares(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "4 of 9" is one value."""
    joined = list[tuple[int, int]]()
    for start, end in found:
        if joined and _SHARED.match(text[joined[-1][1] : start]):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _is_today(text: str, plain: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    bracket = re.search(r"[(\[]([^()\[\]]*)$", before)
    if _LEADS_TO.search(plain[:start]) and not (bracket and re.search(r"\b(?:from|was|today|now)\b", bracket[1])):
        return False
    leads = _LEADS_FROM.search(plain[:start][-60:])
    if leads and not (re.search(r"\w:\s*$", leads[0]) and _NAMES_PLACE.match(leads[0])):
        return True
    if _TODAY.match(after):
        return True
    closed = re.match(r"([^()\[\]]*)[)\]]", after)
    return bool(bracket and closed and _IN_BRACKET.search(bracket[1] + " " + closed[1]))


_NAMES_PLACE = re.compile(r"(?:before|against|instead of|was|were|from)\b.*\w \w|(?:before|against)\b", re.IGNORECASE)
"""A word for earlier in the name in front of a colon: "plays that end before the half: 34 %" is no value of before."""


_PERIOD = re.compile(
    r"(?P<lead>\b(?:in|from|since|was|during|between)\s+|[(\[]\s*)?(?:\d{1,2}\.?\s+)?"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+20\d\d)?\s*(?:to|through|until|[–—-])\s*$",
    re.IGNORECASE,
)
"""The first month of a stretch of time, in front of its last: "July to September 2026"."""


def has_deadline(text: str, values: Sequence[Value]) -> bool:
    """Whether a date stands there that is not the day of today's value."""
    return any(_is_due(text, start, end, values) for start, end in find_dates(text))


def _is_due(text: str, start: int, end: int, values: Sequence[Value]) -> bool:
    if _DUE.search(text[:start]) or _DUE.match(text[start:end].split(" ")[0]):
        return True
    period = _PERIOD.search(text[:start])
    if has_window(text[start:end]) or (period is not None and period["lead"] is None):
        return True
    if re.search(
        r"\b(?:since|from|measured(?: again)? in|counted in|was|as of)\s+(?:the )?$", text[:start], re.IGNORECASE
    ):
        return False
    last = next((value for value in reversed(values) if value.end <= start), None)
    return last is None or not last.today or bool(re.search(r"[;→]|\)\s*[,;]", text[last.end : start]))
