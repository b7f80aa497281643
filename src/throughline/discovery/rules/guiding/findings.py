"""What the quotes say and what none of them says, in sentences fit to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from throughline.discovery.rules.guiding.contracts import Known, KnownQuote

_HOW_OFTEN = re.compile(
    r"\b(?:every (?:\w+ )?(?:time|hour|day|night|morning|week|month|quarter|year|monday|tuesday|wednesday|thursday"
    r"|friday|weekend)|(?:once|twice|\d+ times|\w+ times) (?:a|an|per|each|every|this|last)|daily|weekly"
    r"|monthly|hourly|nightly"
    r"|each (?:day|week|month))\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:%|percent|k\b|eur|usd|gbp|dollars?|euros?|pounds?|minutes?|mins?|hours?|hrs?|days?"
    r"|weeks?|months?|seconds?|secs?)|\b(?:half an?|an|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|several|few|whole"
    r"|entire) (?:hours?|days?|weeks?|minutes?|morning|afternoon)\b",
    re.IGNORECASE,
)
_STALE_MONTHS = 3
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def tell_frequency(known: Known) -> str:
    """Who says how often it happens."""
    return _tell_found(known, _HOW_OFTEN, "how often it happens")


def tell_cost(known: Known) -> str:
    """Who says what it costs."""
    return _tell_found(known, _COST, "what it cost in time or money")


def tell_heard(known: Known) -> str:
    """How many say so."""
    if not known.customers:
        return "Nobody has been heard on it yet."
    return f"{_tell_customers(known)}."


def _tell_customers(known: Known) -> str:
    return f"{count(known.customers, known.unit)} {'was' if known.customers == 1 else 'were'} heard on it"


def tell_workaround(known: Known) -> str:
    """Whether anybody told what they do instead."""
    told = sum(1 for quote in known.quotes if quote.kind == "workaround")
    if told:
        return f"{count(told, 'quote')} {'tells' if told == 1 else 'tell'} of a workaround: hear each step of it."
    if "workaround" in known.kinds:
        return "A workaround was told: hear each step of it."
    return "No workaround has been told yet."


def tell_silence(known: Known) -> str:
    """Since when nobody was heard, or ""."""
    last = max(known.months, default="")
    if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", last) or _months_between(last, known.today) < _STALE_MONTHS:
        return ""
    return f"Nobody was heard on it since {_MONTHS[int(last[5:]) - 1]} {last[:4]}."


def count(number: int, unit: str) -> str:
    """ "1 account", "3 accounts", "2 people"."""
    if number == 1:
        return f"1 {unit}"
    return f"{number:,} {'people' if unit == 'person' else unit + 's'}"


def _tell_found(known: Known, pattern: re.Pattern[str], what: str) -> str:
    if not known.quotes:
        return f"Nobody is quoted yet on {what}."
    told = _count_matching(known.quotes, pattern)
    if not told:
        heard = f"{_tell_customers(known)}; " if known.customers else ""
        sentence = f"{heard}in {count(len(known.quotes), 'quote')} nothing was found on {what}."
        return sentence[0].upper() + sentence[1:]
    return f"{told} of {count(len(known.quotes), 'quote')} {'says' if told == 1 else 'say'} {what}."


def _count_matching(quotes: Sequence[KnownQuote], pattern: re.Pattern[str]) -> int:
    return sum(1 for quote in quotes if pattern.search(quote.text))


def _months_between(month: str, today: date) -> int:
    return (today.year - int(month[:4])) * 12 + today.month - int(month[5:])
