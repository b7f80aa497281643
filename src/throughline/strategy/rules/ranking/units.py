"""Units beside numbers: time for effort, periods for reach. Two units in one column are never mixed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_HOURS: Mapping[str, float] = {"hours": 1.0, "days": 8.0, "weeks": 40.0, "months": 40 * 52 / 12}
_TIMES: Mapping[str, str] = {
    "hours": r"h|hrs?|hours?|stunden?",
    "days": r"d|days?|tage?|jours?|pd|mds?",
    "weeks": r"w|wks?|weeks?|wochen?|semaines?|pw",
    "months": r"m|mo|mos|mths?|months?|monate?|mois|pms?",
}
_PERSON = r"(?:(?:person|people|man|dev|developer|eng|engineer|engineering|staff|working|work|team|calendar)s?[ -]?)*"
_PERIOD = re.compile(
    r"(?:/|per|pro|par)\s*(day|week|month|quarter|year|tag|woche|monat|quartal|jahr|d|w|mo|m|q|y|yr)s?\b"
)
_PERIODS = {
    **{"d": "day", "w": "week", "m": "month", "mo": "month", "q": "quarter", "y": "year", "yr": "year"},
    **{"tag": "day", "woche": "week", "monat": "month", "quartal": "quarter", "jahr": "year"},
}


def name_time(unit: str) -> str | None:
    """ "weeks" for "w", "wks", "person-weeks" …; None for what is no time."""
    plain = unit.casefold().replace("-", " ").strip(" /")
    return next((name for name, words in _TIMES.items() if re.fullmatch(rf"{_PERSON}(?:{words})", plain)), None)


def name_period(unit: str) -> str | None:
    """ "month" for "/month", "users per month" …; None where no period is named."""
    found = _PERIOD.search(unit.casefold())
    return _PERIODS.get(found[1], found[1]) if found else None


def convert_time(value: float, *, unit: str, into: str) -> float:
    """A week has 5 days of 8 hours, a year 12 months and 52 weeks."""
    return value * _HOURS[unit] / _HOURS[into]


def find_usual(units: Sequence[str]) -> str | None:
    """The unit most cells name; the first of those named as often."""
    named = [unit for unit in units if unit]
    return Counter(named).most_common(1)[0][0] if named else None
