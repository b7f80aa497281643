"""What the form of a no may carry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isfinite

from throughline.strategy.betting.errors import NoDay
from throughline.strategy.contracts import NOES, IdeaState, Until
from throughline.strategy.declining.errors import NeitherKind, NoCount, NothingWouldChangeIt, NoValue
from throughline.strategy.rules.declining import Condition
from throughline.strategy.rules.ranking.numerals import read_numeral

LONGEST_NAME = 255


def read_kind(given: Mapping[str, str]) -> IdeaState:
    """Parked or declined. Raises `NeitherKind`."""
    kind = next((one for one in NOES if one == given.get("kind", "")), None)
    if kind is None:
        raise NeitherKind
    return kind


def read_condition(given: Mapping[str, str]) -> Condition:
    """What would change it. Raises `NothingWouldChangeIt`, `NoCount`, `NoValue`, `NoDay`."""
    until = next((one for one in Until if one == given.get("until", "")), None)
    if until is None:
        raise NothingWouldChangeIt
    return _READERS[until](given)


def _read_accounts(given: Mapping[str, str]) -> Condition:
    wanted = given.get("wanted", "").strip()
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 7):
        raise NoCount(wanted)
    return Condition(Until.ACCOUNTS, wanted=int(wanted), segment=_read_line(given, "segment"))


def _read_account(given: Mapping[str, str]) -> Condition:
    return Condition(Until.ACCOUNT, name=_read_line(given, "account"))


def _read_metric(given: Mapping[str, str]) -> Condition:
    text = given.get("value", "").strip().replace("−", "-")
    value = read_numeral(text.lstrip("+-"), ".") if text.lstrip("+-")[:1].isdigit() else None
    if value is None or not isfinite(value):
        raise NoValue(text)
    signed = -value if text.startswith("-") else value
    return Condition(Until.METRIC, name=_read_line(given, "metric"), rises=given.get("rises") != "no", value=signed)


def _read_day(given: Mapping[str, str]) -> Condition:
    text = given.get("day", "").strip()
    try:
        return Condition(Until.DAY, day=date.fromisoformat(text) if text else None)
    except ValueError:
        raise NoDay(text) from None


def _read_words(given: Mapping[str, str]) -> Condition:  # noqa: ARG001 - all are read alike
    return Condition(Until.WORDS)


_READERS = {
    Until.ACCOUNTS: _read_accounts,
    Until.ACCOUNT: _read_account,
    Until.METRIC: _read_metric,
    Until.DAY: _read_day,
    Until.WORDS: _read_words,
}


def _read_line(given: Mapping[str, str], name: str) -> str:
    return " ".join(given.get(name, "").split())[:LONGEST_NAME]
