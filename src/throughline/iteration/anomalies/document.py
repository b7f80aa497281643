"""The answer as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.iteration.anomalies.answering import Answer, list_days


def write_document(answer: Answer, *, each_day: bool) -> list[dict[str, Any]]:
    """An entry for each anomaly, by its first day; with `each_day`, one for each day outside."""
    if each_day:
        return [_write(*told) for told in list_days(answer)]
    return [_write(each.day, each.value, each.expected, each.low, each.high) for each in answer.found.anomalies]


def _write(day: date, value: float, expected: float, low: float, high: float) -> dict[str, Any]:
    return {"date": day.isoformat(), "value": value, "expected": expected, "low": low, "high": high}
