"""The answer as text."""

from __future__ import annotations

from collections.abc import Iterator

import click

from throughline.iteration.anomalies.answering import Answer
from throughline.measurement.anomalies.saying import say_anomaly


def show_text(answer: Answer) -> str:
    """How much was judged, each anomaly in a sentence or two, and what it rests on."""
    return "\n".join((*_show_head(answer), *_show_anomalies(answer), "", *_show_notes(answer)))


def _show_head(answer: Answer) -> Iterator[str]:
    count = len(answer.found.anomalies)
    what = f"{count:,} {'anomaly' if count == 1 else 'anomalies'}" if count else "nothing unusual"
    yield click.style(f"{answer.file}: {what} in {_count(answer.found.judged, 'day')}", bold=True)


def _show_anomalies(answer: Answer) -> Iterator[str]:
    for anomaly in answer.found.anomalies:
        yield say_anomaly(anomaly, answer.found)


def _show_notes(answer: Answer) -> Iterator[str]:
    found = answer.found
    yield (
        f"Judged from {found.judged_from.isoformat()} on, each day by the days before it;"
        f" {_count(found.false_alarms, 'day')} a year may be named by chance alone (--false-alarms)."
    )
    if found.series.missing:
        yield f"{_count(found.series.missing, 'day')} without a value: they are no anomalies, and nothing is put there."
    if answer.left_out:
        yield f"{answer.left_out.isoformat()} is left out: the day is not over."


def _count(number: float, noun: str) -> str:
    return f"{number:,g} {noun}" if number == 1 else f"{number:,g} {noun}s"
