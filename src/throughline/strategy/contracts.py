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
    """A candidate solution, chosen as a bet, or put away."""

    IDEA = "idea"
    BET = "bet"
    CLOSED = "closed"


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
