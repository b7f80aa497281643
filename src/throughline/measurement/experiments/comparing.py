"""One metric of a treatment against the control."""

from __future__ import annotations

from math import expm1, log1p, sqrt

from throughline.measurement.experiments.contracts import (
    COVARIATE_DENOMINATOR,
    DENOMINATOR,
    Arm,
    Comparison,
    Convention,
    Design,
    Reading,
)
from throughline.measurement.experiments.effects import Effect, choose_theta, find_effect, plain_mean, spread_of
from throughline.measurement.experiments.intervals import read_always, read_once


class CannotCompare(ValueError):
    """There is no variance to measure a difference by: `name` is the arm, `value` what all its units have, None where
    it has fewer than two units or a denominator that adds up to 0."""

    def __init__(self, name: str, value: float | None) -> None:
        super().__init__(f"{name} does not vary" if value is None else f"every unit of {name} has the value {value:g}")
        self.name, self.value = name, value


def compare(control: Arm, treatment: Arm, design: Design) -> Comparison:
    """The difference and the relative effect. Raises `CannotCompare` where an arm does not vary."""
    for arm in (control, treatment):
        if arm.count < 2 or not arm.mean[DENOMINATOR] or not arm.mean[COVARIATE_DENOMINATOR]:
            raise CannotCompare(arm.name, None)
        if spread_of(arm) <= _rounding(arm):
            raise CannotCompare(arm.name, plain_mean(arm))
    theta = choose_theta(control, treatment)
    effect = find_effect(control, treatment, theta)
    if effect.variance <= 0:
        raise CannotCompare(control.name, effect.control)
    count = control.count + treatment.count
    difference = _read(effect.difference, effect.variance, effect, count, design)
    return Comparison(
        effect.control, effect.treatment, difference, _read_relative(control, effect, count, design), theta, effect.skew
    )


def _rounding(arm: Arm) -> float:
    """A variance that is nothing but rounding."""
    return 1e-24 * max(1.0, plain_mean(arm) ** 2)


def _read(value: float, variance: float, effect: Effect, count: int, design: Design) -> Reading:
    error = sqrt(variance)
    if design.sequential:
        return read_always(value, error, count, design)
    return read_once(value, error, effect.freedom, design)


def _read_relative(control: Arm, effect: Effect, count: int, design: Design) -> Reading | None:
    if not (effect.relative_variance > 0):
        return None
    if design.convention is Convention.DELTA:
        return _read(effect.relative, effect.relative_variance, effect, count, design)
    if plain_mean(control) <= 0 or effect.relative <= -1:
        return None
    grown = 1 + effect.relative
    log_reading = _read(log1p(effect.relative), effect.relative_variance / grown**2, effect, count, design)
    return Reading(effect.relative, expm1(log_reading.low), expm1(log_reading.high), log_reading.p, log_reading.error)
