"""Odd days that come back: the same date or weekday of a month, the same day of every month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(slots=True)
class Almanac:
    """How far odd days were off, by day. What has come back is no news the next time."""

    _odd: dict[date, float] = field(default_factory=lambda: {})

    def keep(self, day: date, off: float) -> None:
        """This day was odd."""
        self._odd[day] = off

    def recall(self, day: date) -> tuple[float, ...]:
        """How far off this day may be, going by the days it comes back from."""
        yearly = {_find_date(day), _find_nth_weekday(day)}
        return (*(self._odd[then] for then in sorted(yearly) if then in self._odd), *self._recall_month(day))

    def _recall_month(self, day: date) -> tuple[float, ...]:
        """Twice running on the same day of the month, counted from its beginning or its end, to the same side."""
        for pair in (_find_same(day), _find_same_from_end(day)):
            offs = [self._odd[then] for then in pair if then in self._odd]
            if len(offs) == 2 and offs[0] * offs[1] > 0:
                return tuple(offs)
        return ()


def _find_date(day: date) -> date:
    """The same date a year ago; of 29 February the day before."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _find_nth_weekday(day: date) -> date:
    """The same weekday of the month a year ago, as the fourth Thursday of November."""
    first = day.replace(year=day.year - 1, day=1)
    return first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * ((day.day - 1) // 7))


def _find_same(day: date) -> tuple[date, ...]:
    last = day.replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    return tuple(end.replace(day=day.day) for end in (last, before) if day.day <= end.day)


def _find_same_from_end(day: date) -> tuple[date, ...]:
    first = day.replace(day=1)
    left = (_next_month(first) - day).days
    last, before = first, (first - timedelta(days=1)).replace(day=1)
    return tuple(after - timedelta(days=left) for after in (last, before) if left <= 28)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
