"""From files to the effect of a launch and the verdict on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from throughline.core.kernel.errors import BadInput
from throughline.iteration.reading import read_daily
from throughline.measurement.effects.contracts import Effect, Question, Scale, Verdict
from throughline.measurement.effects.estimating import estimate_effect
from throughline.measurement.effects.judging import judge
from throughline.measurement.series.dates import read_day


@dataclass(frozen=True, slots=True)
class Answer:
    """The effect and the verdict on it, with its reason in sentences."""

    name: str
    question: Question
    effect: Effect
    verdict: Verdict
    reason: str


def answer(
    file: Path, question: Question, *, control: Path | None, columns: Mapping[str, str], signed: bool = False
) -> Answer:
    """Read, estimate, judge. Raises `AppError` where nothing can be said."""
    signed = signed or question.scale is Scale.LOGGED
    series = read_daily(file, columns=columns, signed=signed)
    beside = read_daily(control, columns=columns, signed=signed) if control else None
    effect = estimate_effect(series, question, control=beside, where=str(file), beside=str(control))
    return Answer(series.name, question, effect, *judge(effect, question))


def parse_launch(text: str) -> date:
    """`--date`: one day that cannot be misread. Raises `AppError`."""
    day = read_day(text)
    if day is None:
        raise BadInput(f"“{text}” is no date", where="--date", mend="write it like 2025-03-31")
    return day
