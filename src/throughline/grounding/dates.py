"""Dates a text states, whole or in part: "4 March 2026", "2026-03-04", "in March", "since 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = {form: k + 1 for k, name in enumerate(_NAMES) for form in (name, name[:3])} | {"sept": 9}
_FULL = "|".join(name.capitalize() for name in _NAMES)
_SHORT = "|".join(name[:3].capitalize() for name in _NAMES if name != "may")
_MONTH = rf"(?P<month>{_FULL}|Sept|{_SHORT})\b\.?"
_LEADS = (
    *("in", "In", "since", "Since", "by", "By", "until", "Until", "from", "From"),
    *("to", "during", "During", "before", "Before", "after", "After", "and"),
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_AFTER = "(?:" + "|".join(rf"(?<=\b{word} )" for word in _LEADS) + ")"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])",
        rf"(?<![\d.,]){_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}(?![\d%,.]*\d)(?:,?\s+{_YEAR})?(?!\d)",
        rf"\b{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"{_AFTER}(?:{_FULL}|Sept|{_SHORT})\b",
        rf"{_AFTER}(?P<year>199\d|20[0-4]\d)(?![\d,.%]*\d|\s?%|[-\w])",
        r"(?<![\d/.])(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.](?P<year>(?:19|20)?\d\d)(?![\d/])",
    )
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date or the part of it that is stated, and where it stands; None is a part not stated."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    swapped: bool = False

    def fits(self, other: date) -> bool:
        """Whether every part that is stated agrees with `other`."""
        return self._is(other.year, other.month, other.day) or (
            self.swapped and self._is(other.year, other.day, other.month)
        )

    def agrees(self, other: Day) -> bool:
        """Whether every part that is stated here is stated the same there."""
        return self._is(other.year, other.month, other.day)

    def _is(self, year: int | None, month: int | None, day: int | None) -> bool:
        pairs = ((self.year, year), (self.month, month), (self.day, day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@lru_cache(maxsize=8192)
def find_days(text: str) -> tuple[Day, ...]:
    """Every date of `text` in order; a month's name counts where it is written as one (not "may", not "march")."""
    found: list[Day] = []
    for form in _FORMS:
        for match in form.finditer(text):
            day = _read(match)
            if day and not any(day.start < other.end and other.start < day.end for other in found):
                found.append(day)
    return tuple(sorted(found, key=lambda day: day.start))


def _read(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    if "first" in parts:
        return _read_slashed(match)
    month = parts["month"] if "month" in parts else (None if "year" in parts else match.group().rstrip("."))
    number = int(month) if month and month.isdigit() else MONTHS[month.lower()] if month else None
    day, year = parts.get("day"), parts.get("year")
    if (day and not 1 <= int(day) <= 31) or (number and not 1 <= number <= 12):
        return None
    return Day(match.start(), match.end(), int(year) if year else None, number, int(day) if day else None)


def _read_slashed(match: re.Match[str]) -> Day | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 2000 if year < 100 else 0
    if first > 12 >= second > 0:
        return Day(match.start(), match.end(), year, second, first)
    if not (0 < first <= 12 and 0 < second <= 31):
        return None
    return Day(match.start(), match.end(), year, first, second, swapped=second <= 12)
