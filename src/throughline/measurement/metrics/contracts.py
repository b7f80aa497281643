"""What a metric is, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction


class Every(StrEnum):
    """The length of a period; weeks start on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


Operand = str | int | float | bool | tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold of an event: `operator` is a key of the file (is, is_not, in, above, ...)."""

    property: str
    operator: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class Selection:
    """Events by name (none: every event), all conditions holding."""

    events: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many events."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Users:
    """How many different users."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Sum:
    """A property added up, exactly, to six decimals."""

    of: Selection
    value: str


Part = Count | Users | Sum


@dataclass(frozen=True, slots=True)
class Ratio:
    """One part for each of another."""

    of: Part
    over: Part


@dataclass(frozen=True, slots=True)
class Percentile:
    """The nearest rank: the smallest value that at least `percent` of a hundred values do not exceed."""

    of: Selection
    value: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Funnel:
    """Of those who took the first step in a period, the share who took all in order within `within` of it."""

    steps: tuple[Selection, ...]
    within: timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """Of those whose first `start` fell in a period, the share with a `back` event `after` periods later.

    With `any_until` in any of the periods 1 to `after`.
    """

    start: Selection
    back: Selection
    after: int
    any_until: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A series that somebody else computed, a value a day; `together` makes weeks and months of days."""

    file: str
    date: str
    value: str
    together: str


Measure = Count | Users | Sum | Ratio | Percentile | Funnel | Retention | Ready


@dataclass(frozen=True, slots=True)
class Metric:
    """A definition that can be recomputed. `direction` is up, down or "" for neither."""

    name: str
    title: str
    kind: str
    measure: Measure
    every: Every
    unit: str = ""
    direction: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where an events table keeps what; `format` is table, posthog, amplitude or mixpanel."""

    format: str = "table"
    time: str = ""
    user: str = ""
    event: str = ""
    received: str = ""
    id: str = ""
    identities: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definitions file: the zone whose days are meant, how late an event may come, the table, the metrics."""

    zone: str
    late: timedelta
    columns: Columns
    metrics: tuple[Metric, ...]

    @property
    def needs_events(self) -> bool:
        """Whether anything is computed over events."""
        return any(not isinstance(metric.measure, Ready) for metric in self.metrics)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week or month: local dates (`end` is the first day after), and the same in UTC without a zone."""

    start: date
    end: date
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Value:
    """A metric in one period. `value` is None where there is nothing to divide or to rank; `parts` are the counts."""

    period: Period
    value: float | None
    can_change: bool
    group: str | None = None
    parts: Mapping[str, float | int] = field(default_factory=lambda: {})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one metric came to, oldest first."""

    metric: Metric
    sentence: str
    values: tuple[Value, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What an events table holds, seen once before anything is computed. Times are UTC.

    `as_of` is how far the table can be trusted to reach. `tardy` are events that came later than allowed, by local day.
    """

    read: int
    counted: int
    first: datetime
    last: datetime
    as_of: datetime
    without_time: int = 0
    without_user: int = 0
    ahead: int = 0
    duplicates: int | None = None
    tardy: Mapping[date, int] | None = None
