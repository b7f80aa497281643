"""From values to what is modelled, and back: differences, logarithms, or shares of what a weekday usually has."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from throughline.measurement.effects.contracts import Range, Scale
from throughline.measurement.effects.errors import WithoutLogarithm
from throughline.measurement.effects.filtering import Floats

_FEW = 5.0
"""Below this, a logarithm of a count is mostly noise: shares are modelled instead."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """`modelled` are the values that are forecast; `logs` says that their differences are logarithms."""

    raw: Floats
    modelled: Floats
    logs: bool
    unit_is_log: bool = False


def scale_values(
    values: Floats, control: Floats | None, scale: Scale, *, before: int, first_weekday: int, where: str, beside: str
) -> Scaled:
    """What is modelled. With a control it is the difference of logs. Raises `AppError` where a logarithm has none."""
    if scale is Scale.LOGGED:
        return Scaled(values, values if control is None else values - control, logs=True, unit_is_log=True)
    if scale is Scale.RAW and control is None:
        return Scaled(values, values, logs=False)
    lowest = float(np.nanmin(values))
    if lowest < 0:
        raise WithoutLogarithm(where, lowest, "a multiplicative model has no values below 0")
    if control is not None and float(np.nanmin(control)) <= 0:
        raise WithoutLogarithm(beside, float(np.nanmin(control)), "a control is divided by: it must be above 0")
    if can_multiply(values):
        return Scaled(values, np.log(values) - (0 if control is None else np.log(control)), logs=True)
    shares = values if control is None else values / control
    return Scaled(values, shares / _usual_by_weekday(shares, before, first_weekday), logs=False)


def can_multiply(values: Floats) -> bool:
    """Whether a logarithm says something of every value."""
    lowest = float(np.nanmin(values))
    return lowest >= _FEW or (lowest > 0 and not _is_count(values))


def take_logs(scaled: Scaled) -> Scaled:
    """The logarithms of the raw values instead."""
    return Scaled(scaled.raw, np.log(scaled.raw), logs=True)


def _is_count(values: Floats) -> bool:
    known = values[~np.isnan(values)]
    return bool(np.all(known == np.round(known)))


def _usual_by_weekday(values: Floats, before: int, first: int) -> Floats:
    """The mean of each day's weekday before the launch, drawn a little towards the mean of all."""
    weekday = (np.arange(len(values)) + first) % 7
    overall = float(np.nanmean(values[:before]))
    sums = np.array([np.nansum(values[:before][weekday[:before] == day]) for day in range(7)])
    counts = np.array([np.sum(~np.isnan(values[:before]) & (weekday[:before] == day)) for day in range(7)])
    usual = (sums + overall) / (counts + 1)
    return np.where(usual > 0, usual, overall if overall > 0 else 1.0)[weekday]


def tell_relative(difference: float, actual: float, *, logs: bool) -> float | None:
    """A modelled difference as a share of what would have been; None where that is not above 0."""
    if logs:
        return math.expm1(difference)
    expected = actual - difference
    return difference / expected if expected > 0 else None


def tell_effect(found: Range, relative: Range | None, means: tuple[float, float], unit: float, scaled: Scaled) -> Range:
    """The difference in the metric's own unit.

    `means` are those of the raw and of the modelled values after the launch, `unit` how many of the one the other stood
    for before it: what is used where there was nothing after.
    """
    if scaled.unit_is_log or scaled.modelled is scaled.raw:
        return found
    raw, modelled = means
    if scaled.logs and relative is not None:
        return Range(*(raw * share / (1 + share) for share in (relative.middle, relative.low, relative.high)))
    factor = raw / modelled if modelled > 0 else unit
    return Range(found.middle * factor, found.low * factor, found.high * factor)
