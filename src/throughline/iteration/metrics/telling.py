"""The answer in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.iteration.metrics.answering import Found
from throughline.measurement.metrics.contracts import Answer, Value

SHOWN = 8
"""Periods of each metric, the last ones; --json has all."""


def show_text(found: Found) -> str:
    """Each metric with its latest periods, and what the numbers leave out."""
    parts = [_show_head(found)] if found.survey else []
    parts += ["\n".join(_show_answer(answer)) for answer in found.answers]
    if found.notes:
        parts.append("\n".join(f"Note: {note}." for note in found.notes))
    return "\n\n".join(parts)


def _show_head(found: Found) -> str:
    survey = found.survey
    assert survey is not None
    return (
        f"{found.events}: {survey.counted:,} of {survey.read:,} events counted, {survey.first:%Y-%m-%d} to"
        f" {survey.as_of:%Y-%m-%d %H:%M} UTC; days are those of {found.definitions.zone} ({found.engine})"
    )


def _show_answer(answer: Answer) -> Iterator[str]:
    metric = answer.metric
    yield f"{metric.title}{f' ({metric.unit})' if metric.unit else ''}: {answer.sentence}"
    groups = list(dict.fromkeys(value.group for value in answer.values))
    for group in groups:
        values = [value for value in answer.values if value.group == group]
        if group is not None:
            yield f"  {metric.by}: {group}"
        if len(values) > SHOWN:
            yield f"  … {len(values) - SHOWN} before"
        yield from (_show_value(value) for value in values[-SHOWN:])
    yield from (f"  Note: {note}." for note in answer.notes)


def _show_value(value: Value) -> str:
    number = "nothing to compute" if value.value is None else _show_number(value.value)
    parts = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in value.parts.items())
    tail = "  can still change" if value.can_change else ""
    return f"  {value.period.start}  {number}{f'  ({parts})' if parts else ''}{tail}"


def _show_number(number: float) -> str:
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"
