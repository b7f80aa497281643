"""How heavy the tails of a metric's errors are, told by the errors that nobody would call odd."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, stdtr, stdtrit  # pyright: ignore[reportMissingTypeStubs]

Numbers = NDArray[np.float64]

CUT = 3.6
"""Errors from here on may be anomalies, so they tell nothing of the tails: the law is fitted to what is below."""
_FREEDOMS = np.array([4.0, 6.0, 10.0, 20.0, 1000.0])
_PRIOR = np.log(np.array([0.04, 0.07, 0.11, 0.17, 0.61]))
_SPREADS = np.array([0.7, 0.78, 0.86, 0.93, 1.0, 1.08])
_INSIDE = np.array([[1 - 2 * float(stdtr(f, -CUT / s)) for s in _SPREADS] for f in _FREEDOMS])
_FEWEST = 28
_FOR_STEPS, _OF_DAYS = 0.9, 1.1


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many standard errors a day may be away, and a step of several days."""

    day: float
    step: float

    @staticmethod
    def of(false_alarms: float) -> Bounds:
        """For so many false alarms a metric-year.

        Normal errors would give a tenth more with the bound for a day: real spreads are not known exactly, and the
        tails make most bounds wider. A step asks for more, since it may begin on any of several days.
        """
        day = -float(stdtrit(1e6, _OF_DAYS * false_alarms / 365.25 / 2))
        return Bounds(day, day + _FOR_STEPS)


def stretch(bounds: Bounds, errors: Numbers) -> Bounds:
    """The bounds as wide as this metric's tails ask for; `errors` in standard errors.

    A mean over Student's laws, weighed by what the errors below the cut say for each (a truncated likelihood). A step
    is a mean of several days, whose tails are lighter.
    """
    inside = errors[np.abs(errors) < CUT]
    if len(inside) < _FEWEST:
        return bounds
    told = _weigh_laws(inside) + _PRIOR[:, None]
    shares = np.exp(told - told.max())
    rare = float(stdtr(1e6, -bounds.day))
    reaches = -np.array([float(stdtrit(f, rare)) for f in _FREEDOMS])[:, None] * _SPREADS
    factor = max(1.0, float((shares * reaches).sum() / shares.sum()) / bounds.day)
    return Bounds(bounds.day * factor, bounds.step * factor**0.5)


def _weigh_laws(errors: Numbers) -> Numbers:
    """The log likelihood of errors below the cut: by freedom, by spread."""
    freedom, spread = _FREEDOMS[:, None, None], _SPREADS[None, :, None]
    constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi) / 2 - np.log(spread)
    shape = -(freedom + 1) / 2 * np.log1p((errors / spread) ** 2 / freedom)
    return (constant + shape - np.log(_INSIDE)[:, :, None]).sum(axis=2)
