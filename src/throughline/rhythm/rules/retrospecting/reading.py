"""One line of friction as it is typed: "Nobody said what an empty list shows, 2 days /3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.rhythm.rules.retrospecting.causes import KEYS
from throughline.rhythm.rules.retrospecting.contracts import Cause

HOUR, DAY = 60, 480
"""Minutes in an hour, and in a day of work: eight hours."""
_MOST = 60 * DAY
_MARK = re.compile(r"\s/(\w+)\s*$")
_COST = re.compile(
    r"(?:\s*[,;–—]\s*|\s+-\s+|\s+\()(\d{1,4}(?:[.,]\d{1,2})?)\s*"
    r"(d|days?|h|hrs?|hours?|m|min|mins|minutes?)\)?\.?\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(d|days?|h|hrs?|hours?|m|min|mins|minutes?)\.?\s*", re.IGNORECASE)
_UNITS = {"d": DAY, "h": HOUR, "m": 1}


@dataclass(frozen=True, slots=True)
class Written:
    """The line taken apart; `cause` and `minutes` are None where it does not say them."""

    words: str
    cause: Cause | None = None
    minutes: int | None = None


def read_line(text: str) -> Written:
    """A cause stands last behind a slash, by its figure or its name; what it cost stands behind a comma before it.

    Whatever is neither stays with the words.
    """
    words, cause = " ".join(text.split()), None
    mark = _MARK.search(f" {words}")
    if mark and (cause := find_cause(mark[1])):
        words = f" {words}"[: mark.start()].strip()
    cost = _COST.search(words)
    minutes = _count(cost) if cost else None
    if cost and minutes is not None:
        words = words[: cost.start()].rstrip(" ,;–—-")
    return Written(words, cause, minutes)


def find_cause(said: str) -> Cause | None:
    """The cause of a figure or a name; None where it is neither."""
    return KEYS.get(said) or next((cause for cause in Cause if cause.value == said.casefold()), None)


def read_cost(text: str) -> int | None:
    """`2 days`, `1.5 h`, `40 min`, in minutes; None where it is no time, or more than sixty days."""
    found = _BARE.fullmatch(text)
    return _count(found) if found else None


def _count(found: re.Match[str]) -> int | None:
    minutes = round(float(found[1].replace(",", ".")) * _UNITS[found[2][0].lower()])
    return minutes if 0 < minutes <= _MOST else None


def say_cost(minutes: int) -> str:
    """`2 days`, `half a day`, `3 h`, `1 h 30 min`, `40 min`; a day is eight hours."""
    if minutes % DAY == 0:
        days = minutes // DAY
        return f"{days} day{'' if days == 1 else 's'}"
    if minutes % (DAY // 2) == 0:
        return "half a day" if minutes < DAY else f"{minutes / DAY:.1f} days"
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def write_line(written: Written) -> str:
    """The line as somebody would type it, so that it is read the same again."""
    cost = f", {_spell(written.minutes)}" if written.minutes is not None else ""
    cause = f" /{written.cause.value}" if written.cause else ""
    return f"{written.words}{cost}{cause}"


def _spell(minutes: int) -> str:
    """Whole days, else whole hours, else minutes."""
    for unit, name in ((DAY, "d"), (HOUR, "h")):
        if minutes % unit == 0:
            return f"{minutes // unit} {name}"
    return f"{minutes} min"
