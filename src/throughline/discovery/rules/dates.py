"""Dates as files write them: ISO first, day and month told apart per column, and nothing invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_ISO = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(?:[T ,].*)?$", re.DOTALL)
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$")
_PAIR = re.compile(r"^\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$", re.DOTALL)
_MONTH_DAY_COMMA = re.compile(r"^\s*(\d{1,2}) (\d{1,2}), (\d{4})\s*$")
_DAY_FIRST = re.compile(
    r"(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-/]+([^\W\d_]{3,12})\.?,?[\s\-/]+(\d{4}|\d{2})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?:^|[\s,])([^\W\d_]{3,12})\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]+(?:[\d:]+\s*(?:[ap]m)?[\s,]+)?(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(r"^\s*(\d{4})-(\d{2})\s*$")
_EPOCH = re.compile(r"^\s*(\d{10}|\d{13})(?:\.0+)?\s*$")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_EARLIEST, _LATEST = 1970, 2100
_LONGEST = 60

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio",
            "feb february februar février fevrier febrero febbraio",
            "mar march märz maerz mär mars marzo",
            "apr april avril abril aprile",
            "may mai mayo maggio",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august août aout agosto",
            "sep sept september septembre septiembre settembre",
            "oct october oktober okt octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How one column writes day and month as numbers, and why that is believed."""

    day_first: bool
    reason: str


def decide_order(values: Iterable[str]) -> DateOrder:
    """Tell 3/5 from 5/3 by all values of a column: a number over 12 is a day; else the form decides."""
    first = second = american = dotted = seen = 0
    for value in values:
        if not (found := _PAIR.match(value[:_LONGEST])):
            continue
        seen += 1
        first += int(found[1]) > 12
        second += int(found[3]) > 12
        american += bool(re.search(r"\d\s*[ap]\.?m", found[5], re.IGNORECASE))
        dotted += found[2] != "/"
    if first != second:
        return DateOrder(first > second, "a number over 12 can only be the day")
    if dotted and dotted * 2 > seen:
        return DateOrder(True, "dots or dashes: read as day, month, year; no value decides it")
    if american or seen:
        return DateOrder(False, "read as month/day/year; no value decides it" if not american else "times in am and pm")
    return DateOrder(False, "written unmistakably")


def is_undecided(order: DateOrder) -> bool:
    """Whether no value of those looked at told day from month."""
    return "no value decides" in order.reason


@lru_cache(maxsize=8192)
def parse_date(value: str, *, day_first: bool = False) -> date | None:
    """The date in `value`, in UTC where a zone is given; None where there is none or it cannot exist."""
    value = value.strip()
    if not value or len(value) > _LONGEST or not any(letter.isdigit() for letter in value):
        return None
    if found := _ISO.match(value):
        return _parse_zoned(value) or _make(found[1], found[2], found[3])
    if found := _COMPACT.match(value) or None:
        return _make(found[1], found[2], found[3])
    if found := _PAIR.match(value):
        day, month = (found[1], found[3]) if day_first else (found[3], found[1])
        return _make(found[4], month, day)
    if found := _MONTH_DAY_COMMA.match(value):
        return _make(found[3], found[1], found[2])
    if found := _EPOCH.match(value):
        return _from_epoch(int(found[1]))
    if found := _MONTH_ONLY.match(value):
        return _make(found[1], found[2], "1")
    return _parse_words(value)


def find_date_in_name(name: str) -> date | None:
    """`2024-03-05-panel.srt` is of 5 March 2024."""
    found = _IN_NAME.search(name)
    return _make(*found.groups()) if found else None


def _parse_zoned(value: str) -> date | None:
    if not re.search(r"\d{2}:\d{2}.*(?:[+-]\d{2}:?\d{2})$", value):
        return None
    try:
        return datetime.fromisoformat(value.replace(" +", "+").replace(" -", "-")).astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def _parse_words(value: str) -> date | None:
    if (found := _DAY_FIRST.search(value)) and (month := _MONTHS.get(found[2].casefold())):
        return _make(found[3], str(month), found[1])
    if (found := _MONTH_FIRST.search(value)) and (month := _MONTHS.get(found[1].casefold())):
        return _make(found[3], str(month), found[2])
    return None


def _from_epoch(number: int) -> date | None:
    seconds = number / 1000 if number > 10**11 else number
    made = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return made.date() if _EARLIEST < made.year <= _LATEST else None


def _make(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day)) if _EARLIEST <= full <= _LATEST else None
    except ValueError:
        return None
