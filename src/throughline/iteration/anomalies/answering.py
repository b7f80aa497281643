"""From a file to what is unusual in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from throughline.iteration.anomalies.reading import read_holidays, read_metric
from throughline.measurement.anomalies.contracts import Detection
from throughline.measurement.anomalies.detecting import detect
from throughline.measurement.series.contracts import Series


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    columns: Mapping[str, str]
    name: str
    holidays: Path | None
    false_alarms: float
    signed: bool
    skip_last: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; `left_out` is a last day that is not over yet."""

    file: str
    found: Detection
    left_out: date | None


def answer(path: Path, wish: Wish, *, today: date) -> Answer:
    """The anomalies of a metric's file. Raises `AppError` where it cannot be judged."""
    series = read_metric(path, name=wish.name, columns=wish.columns, signed=wish.signed)
    holidays = read_holidays(wish.holidays) if wish.holidays else {}
    left_out = series.end if wish.skip_last or series.end == today else None
    whole = _leave_last_out(series) if left_out else series
    found = detect(whole, false_alarms=wish.false_alarms, holidays=holidays, where=str(path))
    return Answer(path.name, found, left_out)


def _leave_last_out(series: Series) -> Series:
    """Up to the last known day before the last."""
    known = np.flatnonzero(~np.isnan(series.values[:-1]))
    return replace(series, values=series.values[: int(known[-1]) + 1])


def list_days(answer: Answer) -> list[tuple[date, float, float, float, float]]:
    """Every day outside, with its value, what was expected, and the bounds."""
    found = answer.found
    told: list[tuple[date, float, float, float, float]] = []
    for day in found.outside:
        place = (day - found.series.start).days
        value, expected = float(found.series.values[place]), float(found.expected[place])
        told.append((day, value, expected, float(found.low[place]), float(found.high[place])))
    return told
