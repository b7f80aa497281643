"""How heavy the tails of a metric's errors are, told by the errors that nobody would call odd."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import norm, t

Numbers = NDArray[np.float64]

CUT = 2.9
"""Errors from here on may be anomalies, so they tell nothing of the tails: the law is fitted to what is below."""
_FREEDOMS = np.array([4.0, 6.0, 10.0, 20.0, 1000.0])
_PRIOR = np.log(np.array([0.05, 0.1, 0.15, 0.2, 0.5]))
_SPREADS = np.array([0.7, 0.78, 0.86, 0.93, 1.0, 1.08])
_FEWEST = 28


def _log_laws(errors: Numbers) -> Numbers:
    """The log density of |error| below the cut: by freedom, spread, error."""
    freedom, spread = _FREEDOMS[:, None, None], _SPREADS[None, :, None]
    constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi) / 2 - np.log(spread)
    shape = -(freedom + 1) / 2 * np.log1p((errors / spread) ** 2 / freedom)
    return constant + shape - np.log(_INSIDE)[:, :, None]


_INSIDE = np.array([[float(t.cdf(CUT / s, f) - t.cdf(-CUT / s, f)) for s in _SPREADS] for f in _FREEDOMS])


def stretch(errors: Numbers, reach: float) -> float:
    """By how much more than `reach` standard errors a day must be away to be as rare as `reach` is in a normal law.

    `errors` are in standard errors. A mean over Student's laws by what the errors below the cut say for each.
    """
    inside = errors[np.abs(errors) < CUT]
    if len(inside) < _FEWEST:
        inside = inside[:0]
    told = _log_laws(inside).sum(axis=2) + _PRIOR[:, None]
    shares = np.exp(told - told.max())
    rare = float(norm.sf(reach))
    reaches = np.array([float(t.isf(rare, f)) for f in _FREEDOMS])[:, None] * _SPREADS
    if not len(inside):
        return 1.0
    return max(1.0, float((shares * reaches).sum() / shares.sum()) / reach)
