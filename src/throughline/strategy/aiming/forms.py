"""What the forms of goals send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.strategy.aiming.errors import NoDay, NoNumber
from throughline.strategy.aiming.services import MetricWords
from throughline.strategy.contracts import Combination, Direction
from throughline.strategy.rules.aiming.progress import Aim
from throughline.strategy.rules.recording.amounts import read_amount, say_why


def read_metric_words(given: Mapping[str, str]) -> MetricWords:
    direction = Direction.DOWN if given.get("direction") == Direction.DOWN else Direction.UP
    return MetricWords(given.get("metric", ""), given.get("unit", ""), direction)


def read_aim(given: Mapping[str, str], *, unit: str) -> Aim:
    """Raises `NoNumber`, `NoDay`."""
    start, target = (read_number(given.get(name, ""), name.capitalize(), unit) for name in ("start", "target"))
    return Aim(start, read_day(given.get("since", ""), "Since"), target, read_day(given.get("by", ""), "By"))


def read_number(text: str, where: str, unit: str) -> float:
    """Raises `NoNumber`."""
    value = read_amount(text, unit=unit)
    if value is None:
        why, mend = say_why(text)
        raise NoNumber(why, where=where, mend=mend)
    return value


def read_day(text: str, where: str) -> date:
    """Raises `NoDay`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NoDay(where, text) from None


def read_combination(text: str) -> Combination | None:
    return next((how for how in Combination if how == text), None)
