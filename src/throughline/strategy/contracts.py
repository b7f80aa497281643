"""What crosses strategy's door: a metric and its values, what a goal is, where an idea stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class GoalKind(StrEnum):
    """An objective, a key result of one, or a node of the north-star tree."""

    OBJECTIVE = "objective"
    RESULT = "result"
    NODE = "node"


class Combination(StrEnum):
    """How the inputs of a node come to it."""

    PRODUCT = "product"
    SUM = "sum"


class IdeaState(StrEnum):
    """A candidate solution, chosen as a bet, answered with a no for now or for good, or put away without a reason."""

    IDEA = "idea"
    BET = "bet"
    PARKED = "parked"
    DECLINED = "declined"
    CLOSED = "closed"


NOES = frozenset({IdeaState.PARKED, IdeaState.DECLINED})
AWAY = NOES | {IdeaState.CLOSED}
"""States in which nobody works on an idea: it stands in no ranking and no tree."""


class Until(StrEnum):
    """What would change a no: more accounts, one account, a metric, a day; or only what is said in words."""

    ACCOUNTS = "accounts"
    ACCOUNT = "account"
    METRIC = "metric"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class MetricValue:
    """One value of a metric on one day, in the metric's unit."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Metric:
    """A named quantity: its unit in words ("%", "minutes", "files"), which way is better, its values by date."""

    name: str
    unit: str
    direction: Direction
    values: tuple[MetricValue, ...] = ()
    key: str = ""

    @property
    def latest(self) -> MetricValue | None:
        return self.values[-1] if self.values else None
