"""How numbers, dates, lists and quotation marks are written, once for every sentence of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLURALS = {"person": "people", "story": "stories", "reply": "replies", "query": "queries", "entry": "entries"}


def plural(noun: str) -> str:
    """The plural of one of the nouns that drafts count."""
    return _PLURALS.get(noun, f"{noun}s")


def count(number: int, noun: str) -> str:
    """`1 account`, `12 accounts`, `1,204 items`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def name_date(day: date) -> str:
    """`4 Mar 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def name_month(day: date) -> str:
    """`Mar 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def name_span(first: date, last: date) -> str:
    """`4 Mar 2026 to 28 Oct 2026`, or the one day."""
    return name_date(first) if first == last else f"{name_date(first)} to {name_date(last)}"


def join(words: Iterable[str], *, last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def quoted(words: str) -> str:
    """The words between quotation marks."""
    return f"“{words}”"


def quoted_all(phrases: Sequence[str]) -> str:
    """`“a”, “b”, “c”`."""
    return ", ".join(quoted(phrase) for phrase in phrases)


def capitalise(text: str) -> str:
    """The first letter raised, the rest untouched; names such as iOS stay as they are."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].upper() + text[1:]


def decide(*options: str) -> str:
    """A blank the author must settle, as it stands in the text."""
    return f"[decide: {' / '.join(options)}]" if options else "[decide]"
