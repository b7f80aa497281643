"""The verdict on a launch, with its reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.measurement.effects.contracts import Effect, Question, Range, Scale, Verdict

_CRIES_WOLF = 0.2
"""The share of placebo dates with a false alarm above which the method is not believed on this series."""


def judge(effect: Effect, question: Question) -> tuple[Verdict, str]:
    """Extend, fix, sunset or inconclusive, and why."""
    verdict, reason = _decide(effect, question)
    return verdict, " ".join(filter(None, [reason, _say_placebo(effect), *_say_left(effect, question)]))


def _decide(effect: Effect, question: Question) -> tuple[Verdict, str]:
    found, placebo = effect.effect, effect.placebo
    said = f"The mean of {effect.after} days lies {say_range(effect, question)}."
    if not placebo.dates:
        needed = "the days before are too few to try the method on dates at which nothing was launched"
        return Verdict.INCONCLUSIVE, f"{said} No verdict: {needed}. A longer history would settle it."
    if placebo.false_alarms > _CRIES_WOLF * placebo.dates:
        return (
            Verdict.INCONCLUSIVE,
            f"{said} No verdict: on this series the method cries wolf. A control would settle it.",
        )
    if found.low > 0 or found.high < 0:
        better = (found.low > 0) != question.less_is_better
        way = "better" if better else "worse"
        return (
            Verdict.EXTEND if better else Verdict.SUNSET
        ), f"{said} The metric got {way}: all of the interval says so."
    if _is_small(effect.relative, question):
        return (
            Verdict.FIX,
            f"{said} Whatever it changed is less than {question.enough:.0%}: it did not move the metric.",
        )
    return Verdict.INCONCLUSIVE, f"{said} The interval holds a gain, a loss and nothing. {_say_settling(effect)}"


def _is_small(relative: Range | None, question: Question) -> bool:
    return relative is not None and -question.enough < relative.low and relative.high < question.enough


def say_range(effect: Effect, question: Question) -> str:
    """ "12 a day above what the days before let expect (…)", as part of a sentence."""
    found, relative = effect.effect, effect.relative
    side = "above" if found.middle >= 0 else "below"
    unit = " in logarithms" if question.scale is Scale.LOGGED else ""
    share = f"; {relative.middle:+.1%}, {relative.low:+.1%} to {relative.high:+.1%}" if relative else ""
    interval = f"95 % interval {found.low:+,.4g} to {found.high:+,.4g}{share}"
    return f"{abs(found.middle):,.4g}{unit} a day {side} what the days before let expect ({interval})"


def _say_settling(effect: Effect) -> str:
    return f"A control, or a change of more than {effect.half_width:,.3g} a day, would settle it."


def _say_placebo(effect: Effect) -> str:
    placebo = effect.placebo
    if not placebo.dates:
        return ""
    alarms = f"{placebo.false_alarms} of them" if placebo.false_alarms else "none of them"
    wide = f"; for what they showed the interval is {effect.widened:.1f} times as wide" if effect.widened > 1.05 else ""
    dates = f"{placebo.dates} earlier dates with no launch"
    return f"Tried on {dates}, the method would have claimed an effect on {alarms}{wide}."


def _say_left(effect: Effect, question: Question) -> list[str]:
    said: list[str] = []
    if effect.after < question.window:
        said.append(f"The series ends after {effect.after} of {question.window} days.")
    if effect.left.missing:
        days = effect.before + effect.after
        said.append(f"{effect.left.missing} of {days} days have no value and are modelled as missing.")
    if effect.left.unusual:
        said.append(f"Left out, because they stand out from the days around them: {_list_days(effect.left.unusual)}.")
    if effect.left.shifts:
        said.append(f"Allowed for: the level had shifted on {_list_days(effect.left.shifts)}.")
    said.append("Whatever else began on that day is part of the difference.")
    return said


def _list_days(days: Sequence[date]) -> str:
    named = ", ".join(day.isoformat() for day in days[:5])
    return f"{named} and {len(days) - 5} more" if len(days) > 5 else named
