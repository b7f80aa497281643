"""What a launch changed, with an interval that the series' own past has been asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.averaging import Mixture
from throughline.measurement.effects.columns import Columns, make_columns
from throughline.measurement.effects.contracts import Effect, Left, Placebo, Question, Range, Scale
from throughline.measurement.effects.errors import LongGap, NothingVaries, OutsideSeries, TooFewDays, UnknownWeekday
from throughline.measurement.effects.filtering import Floats
from throughline.measurement.effects.forecasting import Forecast, forecast
from throughline.measurement.effects.scaling import (
    Scaled,
    can_multiply,
    scale_values,
    take_logs,
    tell_effect,
    tell_relative,
)
from throughline.measurement.effects.shifting import find_shifts
from throughline.measurement.effects.standing_out import find_standing_out
from throughline.measurement.effects.weekly import settle_week
from throughline.measurement.series.contracts import Series

LEAST_BEFORE, MOST_BEFORE, LEAST_AFTER = 56, 1096, 14
"""Days: eight weeks to know the week by, three years at most (what is older is another product), two weeks after."""
_MOST_MISSING = 0.2
_LEAST_WEEKS = 4
"""How often each weekday must be known before the launch."""
LEVEL = 0.95
_FIRST_PLACEBO, _MOST_PLACEBOS = 84, 30
_CLEARLY = 2.0
"""How much better, in logs of likelihood, a model that multiplies must be where nobody asked for it."""
_TRUST = 6.0
"""How many independent windows the model's own width is worth against the errors at placebo dates."""


def estimate_effect(
    series: Series, question: Question, *, control: Series | None = None, where: str = "series", beside: str = "control"
) -> Effect:
    """The mean daily difference between the days from the launch on and what would have been.

    Generalised least squares on the days before (weekday, trend, time of the year), their covariance averaged over a
    grid; the width is corrected by the errors that the same forecast makes at dates at which nothing was launched.
    `where` and `beside` name the files in errors. Raises `AppError` where the series cannot answer.
    """
    cut, before = _cut(series, question, where)
    scaled = scale_values(
        cut.values,
        None if control is None else _align(control, cut, beside),
        question.scale,
        before=before,
        first_weekday=cut.start.weekday(),
        where=where,
        beside=beside,
    )
    _demand_known(scaled.modelled, before, where)
    out = find_standing_out(scaled.raw, scaled.modelled, before)
    tried = _try(scaled, out, cut, before)
    if question.scale is Scale.RAW and control is None and can_multiply(scaled.raw):
        tried = _choose(tried, _try(take_logs(scaled), out, cut, before))
    return _tell(tried, out, cut)


@dataclass(frozen=True, slots=True)
class _Tried:
    """One way of modelling the series: its forecasts, the launch last."""

    scaled: Scaled
    used: NDArray[np.bool_]
    columns: Columns
    found: list[Forecast]

    @property
    def evidence(self) -> float:
        """How well the days before are explained, as a density of the raw values."""
        last = self.found[-1]
        if self.scaled.modelled is self.scaled.raw:
            return last.expected.evidence
        known = self.scaled.modelled[: last.day][self.used[: last.day]]
        return last.expected.evidence - last.expected.freedom * float(known.mean())


def _try(scaled: Scaled, out: NDArray[np.bool_], cut: Series, before: int) -> _Tried:
    used = ~np.isnan(scaled.modelled) & ~out
    values = settle_week(scaled.modelled, used, before)
    weekday = (np.arange(len(cut)) + cut.start.weekday()) % 7
    columns = make_columns(cut.start, len(cut), shifts=find_shifts(values, used, weekday, before))
    mornings = [*_choose_placebos(used, before, columns.shifts), before]
    return _Tried(scaled, used, columns, forecast(values, used, columns, mornings, len(cut) - before))


def _choose(added: _Tried, multiplied: _Tried) -> _Tried:
    """Whether changes add or multiply on this series, where nobody said so: what explains the days before better."""
    return multiplied if multiplied.evidence > added.evidence + _CLEARLY else added


def _cut(series: Series, question: Question, where: str) -> tuple[Series, int]:
    """The days that count, and how many of them lie before the launch."""
    place = series.place_of(question.launch)
    if not 0 <= place < len(series):
        raise OutsideSeries(where, question.launch, series.start, series.end)
    if place < LEAST_BEFORE:
        raise TooFewDays(where, "before", question.launch, place, LEAST_BEFORE)
    after = min(question.window, len(series) - place)
    if after < min(LEAST_AFTER, question.window):
        raise TooFewDays(where, "from", question.launch, after, min(LEAST_AFTER, question.window))
    first = max(0, place - MOST_BEFORE)
    values = series.values[first : place + after].astype(float)
    return Series(series.name, series.start + timedelta(days=first), values), place - first


def _align(control: Series, cut: Series, beside: str) -> Floats:
    """The control on the same days, NaN where it has none."""
    first = control.place_of(cut.start)
    if first >= len(control) or first + len(cut) <= 0:
        raise OutsideSeries(beside, cut.start, control.start, control.end)
    places = np.arange(first, first + len(cut))
    inside = (places >= 0) & (places < len(control))
    return np.where(inside, control.values[np.clip(places, 0, len(control) - 1)], np.nan)


def _demand_known(values: Floats, before: int, where: str) -> None:
    missing = np.isnan(values)
    for side, part in (("before", missing[:before]), ("after", missing[before:])):
        if part.mean() > _MOST_MISSING:
            raise LongGap(where, side, int(part.sum()), len(part))
    if not _knows_week(~missing[:before]):
        raise UnknownWeekday(where)
    known = values[:before][~missing[:before]]
    if float(np.ptp(known)) <= 1e-12 * max(1.0, float(np.abs(known).max())):
        raise NothingVaries(where)


def _knows_week(known: NDArray[np.bool_]) -> bool:
    return min(int(known[day::7].sum()) for day in range(7)) >= _LEAST_WEEKS


def _choose_placebos(used: NDArray[np.bool_], before: int, shifts: Sequence[int]) -> list[int]:
    """Days whose whole window lies before the launch and holds no shift, by whole weeks, at most so many."""
    window = len(used) - before
    last = before - window
    weeks = max(0, last - _FIRST_PLACEBO) // 7
    step = 7 * max(1, -(-weeks // _MOST_PLACEBOS))
    days = range(last, _FIRST_PLACEBO - 1, -step) if last >= _FIRST_PLACEBO else range(0)
    return sorted(
        day
        for day in days
        if not any(day - 7 < shift < day + window for shift in shifts)
        and used[:day].sum() >= LEAST_BEFORE
        and _knows_week(used[:day])
        and used[day : day + window].mean() >= 1 - 2 * _MOST_MISSING
    )


def _weigh_errors(placebos: Sequence[Forecast], window: int) -> float:
    """How much wider than the model says: from errors at placebo dates, drawn towards 1 as they are few.

    Windows that overlap count once: errors over so many windows' length are as good as that many independent ones.
    """
    if not placebos:
        return 1.0
    independent = (placebos[-1].day - placebos[0].day) / window + 1
    squares = float(np.mean([each.surprise**2 for each in placebos]))
    return float(np.clip(np.sqrt((_TRUST + independent * squares) / (_TRUST + independent)), 0.85, 2.0))


def _tell(tried: _Tried, out: NDArray[np.bool_], cut: Series) -> Effect:
    scaled, found, last = tried.scaled, tried.found, tried.found[-1]
    widened = _weigh_errors(found[:-1], last.window)
    expected = last.expected.widen(widened)
    difference = _read_range(last.actual, expected)
    relative = _tell_relative(difference, last.actual, scaled)
    alarms = sum(_is_alarm(replace(each, expected=each.expected.widen(widened))) for each in found[:-1])
    return Effect(
        effect=_tell_effect(difference, relative, tried),
        relative=relative,
        p=_tell_p(last.actual, expected),
        placebo=Placebo(len(found) - 1, alarms),
        before=last.day,
        after=last.window,
        left=_tell_left(tried, out, cut),
        widened=widened,
    )


def _tell_effect(difference: Range, relative: Range | None, tried: _Tried) -> Range:
    raw, modelled, day = tried.scaled.raw, tried.scaled.modelled, tried.found[-1].day
    after, before = tried.used.copy(), tried.used.copy()
    after[:day], before[day:] = False, False
    means = float(raw[after].mean()), float(modelled[after].mean())
    unit = float(raw[before].mean()) / (float(modelled[before].mean()) or 1.0)
    return tell_effect(difference, relative, means, unit, tried.scaled)


def _tell_left(tried: _Tried, out: NDArray[np.bool_], cut: Series) -> Left:
    unusual = tuple(cut.start + timedelta(days=int(day)) for day in np.flatnonzero(out))
    shifted = tuple(cut.start + timedelta(days=shift) for shift in tried.columns.shifts)
    return Left(int(np.isnan(tried.scaled.modelled).sum()), unusual, shifted)


def _tell_relative(difference: Range, actual: float, scaled: Scaled) -> Range | None:
    ends = (difference.middle, difference.low, difference.high)
    known = [share for end in ends if (share := tell_relative(end, actual, logs=scaled.logs)) is not None]
    return Range(*known) if len(known) == 3 else None


def _read_range(actual: float, expected: Mixture) -> Range:
    tail = (1 - LEVEL) / 2
    return Range(actual - expected.mean, actual - expected.quantile(1 - tail), actual - expected.quantile(tail))


def _tell_p(actual: float, expected: Mixture) -> float:
    below = expected.below(actual)
    return min(1.0, 2 * min(below, 1 - below))


def _is_alarm(placebo: Forecast) -> bool:
    return _tell_p(placebo.actual, placebo.expected) < 1 - LEVEL
