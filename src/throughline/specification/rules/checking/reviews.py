"""DO004: a review is booked, about ninety days after the launch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from throughline.grounding.dates import Day, find_days
from throughline.specification.rules.checking.catalogue import report_house
from throughline.specification.rules.checking.contracts import Document, Finding, Settings
from throughline.specification.rules.checking.rewriting import quote

REVIEW_DAYS = 90
LEEWAY_DAYS = 14
_REVIEW = re.compile(
    r"(?:\b(?:90|ninety)[\s-]*days?\b[^.\n|]{0,20}|\b(?:outcome|impact|post-?launch|results?|follow-up"
    r"|success)[\s-]*)?\breview(?:ed)?(?:[ _]?(?:date|day|on|by|meeting))*\b(?!er|ers|s\b)[^\n.|·;]{0,40}",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:(?:look(?:ed|s)?|check(?:ed|s)?|visit(?:ed)?|meet|met|evaluat(?:e|ed)|discuss(?:ed)?)(?: at)?(?: it"
    r"| this| them)? again"
    r"|looks? back|look(?:ed)? back|re-?visit(?:ed)?|read the (?:figures|numbers|metrics|results)|take stock"
    r"|stock-?taking|retrospective"
    r"|re-?assess(?:ed|ment)?|re-?evaluat\w+|post-?mortem|follow-?up|evaluation|outcome check"
    r"|we (?:all )?meet)\b[^\n.|·;]{0,40}",
    re.IGNORECASE,
)
_LAUNCH = re.compile(
    r"\b(?:launch(?:es|ed)?|go-?live|release|ships?|shipped|opens?|live|start(?:s|ed)?|ga"
    r"|roll-?out)(?:[ _]?(?:date|day|on|by))*\b[^\n.|·;]{0,25}",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"launch(?: date)?\s*\+\s*(?:90|three months|3 months)|(?:90|ninety) days (?:after|from"
    r"|post) (?:the )?(?:launch|release|go-?live)|(?:three|3) months (?:after|from|post) (?:the )?(?:launch"
    r"|release|go-?live)",
    re.IGNORECASE,
)


def find_missing_review(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO004, once: no review day, or one that is not about 90 days after the launch."""
    del settings
    texts = [*_fields(document), *(unit.text for unit in document.units)]
    booked = any(
        _RELATIVE.search(text) and re.search(r"review|look back|outcome", text, re.IGNORECASE) for text in texts
    )
    reviews = [day for text in texts for name in (_REVIEW, _AGAIN) for day in _days_behind(text, name)]
    launches = [day for text in texts for day in _days_behind(text, _LAUNCH)]
    apart = _days_apart(launches, reviews)
    if (booked or reviews) and (apart is None or abs(apart - REVIEW_DAYS) <= LEEWAY_DAYS):
        return
    why = (
        f"The review stands {apart} days after the launch; 90 days are long enough to see and short enough to act."
        if apart is not None
        else ""
    )
    yield report_house("DO004", why=why, suggestion=quote("90-day review: [launch date + 90 days]."))


def _fields(document: Document) -> Iterator[str]:
    """Front matter and the two cells of a row as one line each, so that a name and its value stand together."""
    yield from (f"{key.replace('_', ' ').replace('-', ' ')}: {value}" for key, value in document.front.items())
    for unit in document.units:
        cells = [cell.text for cell in unit.cells.values()]
        if len(cells) == 2:
            yield f"{cells[0]}: {cells[1]}"


def _days_behind(text: str, name: re.Pattern[str]) -> Iterator[Day]:
    """The days that stand behind a name: "Review: 12 Aug 2025"."""
    for match in name.finditer(text):
        tail = text[match.start() : match.end() + 25]
        days = find_days(tail)
        if days and days[0].start <= len(match[0]) + 2:
            yield days[0]


def _days_apart(launches: list[Day], reviews: list[Day]) -> int | None:
    """Days from the first launch to the nearest review, where both are whole dates."""
    starts, ends = [d for d in map(_whole, launches) if d], [d for d in map(_whole, reviews) if d]
    if not starts or not ends:
        return None
    return min(((end - start).days for start in starts for end in ends), key=lambda days: abs(days - REVIEW_DAYS))


def _whole(day: Day) -> date | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None
