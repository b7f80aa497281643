"""The answer as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from throughline.iteration.metrics.answering import Found
from throughline.measurement.metrics.contracts import Answer, Survey, Value


def write_document(found: Found) -> dict[str, Any]:
    """The same keys every time; what is not known is null."""
    return {
        "file": found.file,
        "timezone": found.definitions.zone,
        "late_days": found.definitions.late.total_seconds() / 86_400,
        "engine": found.engine and {"name": found.engine, "version": found.version, "tested": found.tested},
        "events": found.survey and _write_survey(found.events, found.survey),
        "metrics": [_write_answer(answer) for answer in found.answers],
        "notes": list(found.notes),
    }


def _write_survey(name: str | None, survey: Survey) -> dict[str, Any]:
    tardy = survey.tardy
    return {
        "name": name,
        "read": survey.read,
        "counted": survey.counted,
        "first": _write_moment(survey.first),
        "last": _write_moment(survey.last),
        "as_of": _write_moment(survey.as_of),
        "without_time": survey.without_time,
        "without_user": survey.without_user,
        "ahead": survey.ahead,
        "duplicates": survey.duplicates,
        "late": None if tardy is None else sum(tardy.values()),
        "late_by_day": None if tardy is None else {day.isoformat(): count for day, count in tardy.items()},
    }


def _write_moment(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"


def _write_answer(answer: Answer) -> dict[str, Any]:
    metric = answer.metric
    return {
        "name": metric.name,
        "title": metric.title,
        "kind": metric.kind,
        "every": str(metric.every),
        "unit": metric.unit or None,
        "direction": metric.direction or None,
        "by": metric.by or None,
        "definition": answer.sentence,
        "values": [_write_value(value) for value in answer.values],
        "notes": list(answer.notes),
    }


def _write_value(value: Value) -> dict[str, Any]:
    return {
        "period": value.period.start.isoformat(),
        "end": value.period.end.isoformat(),
        "group": value.group,
        "value": value.value,
        "can_change": value.can_change,
        "parts": dict(value.parts) or None,
    }
