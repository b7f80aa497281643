"""Days that stand out from the days around them: a holiday, an outage, a day in the news.

They are found in the same way before and after a launch, from neighbours on the same side of it: a lasting change never
looks like one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.effects.filtering import Floats

_NEAR, _WEEKS, _WIDE = 7, 4, 45
_FAR = 5.0
"""How many robust deviations from its neighbours make a day stand out."""
_FEW = 10
_MOST = 0.06
"""The largest share of days that can stand out and still be exceptions."""


def find_standing_out(raw: Floats, values: Floats, before: int) -> NDArray[np.bool_]:
    """Which days stand out, by what is modelled of the `raw` values.

    Where many do, only the farthest; among counts near zero none can be told.
    """
    if _are_small_counts(raw):
        return np.zeros(len(values), dtype=bool)
    apart = np.full(len(values), np.nan)
    for side in (slice(0, before), slice(before, len(values))):
        level = values[side] - _around(values[side], _NEAR, 1)
        apart[side] = level - _around(level, _WEEKS * 7, 7)
    size = np.abs(apart)
    usual = 1.4826 * _around(size, _WIDE, 1)
    near = np.nan_to_num(size) <= 3 * np.nan_to_num(usual)
    floor = float(np.sqrt(np.mean(apart[near & ~np.isnan(apart)] ** 2))) if near.any() else 0.0
    score = np.nan_to_num(size / np.maximum(np.maximum(usual, 0.7 * floor), 1e-12))
    limit = max(_FAR, float(np.quantile(score, 1 - _MOST)))
    return (score > limit) & ~np.isnan(values)


def _are_small_counts(raw: Floats) -> bool:
    known = raw[~np.isnan(raw)]
    return bool(np.median(np.abs(known)) < _FEW and np.all(known == np.round(known)))


def _around(values: Floats, reach: int, step: int) -> Floats:
    """The median of the values up to `reach` days away on both sides, every `step` days."""
    padded = np.concatenate([np.full(reach, np.nan), values, np.full(reach, np.nan)])
    seen = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)[:, ::step]
    ordered = np.sort(seen, axis=1)
    count = (~np.isnan(seen)).sum(1)
    rows = np.arange(len(values))
    low, high = ordered[rows, np.maximum(count - 1, 0) // 2], ordered[rows, np.minimum(count // 2, seen.shape[1] - 1)]
    return np.where(count == 0, np.nan, np.where(count % 2 == 1, low, (low + high) / 2))
