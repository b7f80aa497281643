"""A week whose pattern changes: shops that open on Sundays, a newsletter that moves from Tuesday to Friday."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.filtering import Floats

_WEEKS = 4
_CLEARLY = 28.0
"""A chi square of six degrees of freedom that happens once in ten thousand series whose week stays the same."""


def settle_week(values: Floats, used: NDArray[np.bool_], before: int) -> Floats:
    """The values without their week, where the first half before the launch has clearly another one than the second.

    What is taken away is what each weekday has against the days around it, in the weeks around, on the same side of the
    launch; over a week that is nothing. Elsewhere, the values as they are: one week fits all.
    """
    known = np.where(used, values, np.nan)
    apart = np.concatenate([_take_level(known[:before]), _take_level(known[before:])])
    if not _has_changed(apart[:before]):
        return values
    sides = [_average_weekdays(side) for side in (apart[:before], apart[before:])]
    return values - np.nan_to_num(np.concatenate(sides))


def _take_level(values: Floats) -> Floats:
    """Each value against the mean of the seven days around it; NaN where fewer than five of them are known."""
    padded = np.concatenate([np.full(3, np.nan), values, np.full(3, np.nan)])
    seen = np.lib.stride_tricks.sliding_window_view(padded, 7)
    counts = (~np.isnan(seen)).sum(1)
    return np.where(counts >= 5, values - np.nansum(seen, axis=1) / np.maximum(counts, 1), np.nan)


def _has_changed(apart: Floats) -> bool:
    half = len(apart) // 14 * 7
    means, errors = zip(*(_describe(part) for part in (apart[:half], apart[half:])), strict=True)
    return float(np.sum((means[0] - means[1]) ** 2 / np.maximum(errors[0] + errors[1], 1e-300))) > _CLEARLY * 7 / 6


def _describe(apart: Floats) -> tuple[Floats, Floats]:
    """The mean of each weekday, and the square of its error."""
    days = [apart[first::7][~np.isnan(apart[first::7])] for first in range(7)]
    left = np.concatenate([day - day.mean() for day in days if len(day)])
    spread = float(left.var()) if len(left) else 0.0
    means = np.array([day.mean() if len(day) else 0.0 for day in days])
    return means, np.array([spread / max(len(day), 1) for day in days])


def _average_weekdays(apart: Floats) -> Floats:
    """For each day the mean of the same weekday in the weeks around."""
    reach = 7 * _WEEKS
    padded = np.concatenate([np.full(reach, np.nan), apart, np.full(reach, np.nan)])
    seen = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)[:, ::7]
    counts = (~np.isnan(seen)).sum(1)
    return np.where(counts > 0, np.nansum(seen, axis=1) / np.maximum(counts, 1), 0.0)
