"""Anomalies of a series: days outside what the days before them let expect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.contracts import USUAL_FALSE_ALARMS, Anomaly, Detection
from throughline.measurement.anomalies.errors import TooShort
from throughline.measurement.anomalies.runs import Run
from throughline.measurement.anomalies.scales import Scale, offer_scales
from throughline.measurement.anomalies.tails import Bounds
from throughline.measurement.anomalies.watching import Expectations, expect
from throughline.measurement.series.contracts import Series

Numbers = NDArray[np.float64]

WARM_UP = 28
"""Days that are learnt from before the first is judged."""
_NO_HOLIDAYS: Mapping[date, str] = {}


def detect(
    series: Series,
    *,
    false_alarms: float = USUAL_FALSE_ALARMS,
    holidays: Mapping[date, str] = _NO_HOLIDAYS,
    where: str = "",
) -> Detection:
    """Days outside what the days before let expect, a run of them as one anomaly; a day without a value is none.

    Exponential smoothing in 200 variants, averaged by how well each foretold the last hundred days, on the scale (as it
    is, root, logarithm) that foretells best; `false_alarms` a year set how far off a day must be. Days that were odd a
    year ago, or on the same day of the last two months, may be so again. Nothing later than a day changes what was
    expected of it, but the choice of the scale. Raises `TooShort`.
    """
    known = int((~np.isnan(series.values)).sum())
    if known <= WARM_UP or len(series) <= WARM_UP:
        raise TooShort(where or series.name, known, WARM_UP + 1)
    scale, found = _choose(series, Bounds.of(false_alarms))
    expected, low, high = (scale.undo(each) for each in (found.expected, found.low, found.high))
    anomalies = (_tell(run, series, (expected, low, high), holidays) for run in found.runs)
    judged_from = series.start + timedelta(days=WARM_UP)
    return Detection(series, tuple(anomalies), judged_from, false_alarms, expected, low, high)


def _choose(series: Series, bounds: Bounds) -> tuple[Scale, Expectations]:
    """The scale on which the days were foretold best, by the density of what came."""
    walks = [(scale, _walk(series, scale, bounds)) for scale in offer_scales(series.values)]
    judged = series.values[WARM_UP:]
    judged = judged[~np.isnan(judged)]
    return max(walks, key=lambda walk: walk[1].evidence + float(np.log(walk[0].slope(judged)).sum()))


def _walk(series: Series, scale: Scale, bounds: Bounds) -> Expectations:
    """`least` is what rounding to the grain alone would make."""
    known = series.values[~np.isnan(series.values)]
    least = scale.grain / 12**0.5 * float(np.median(scale.slope(known)))
    return expect(scale.apply(series.values), start=series.start, bounds=bounds, judged_from=WARM_UP, least=least)


def _tell(run: Run, series: Series, told: tuple[Numbers, Numbers, Numbers], holidays: Mapping[date, str]) -> Anomaly:
    day = series.start + timedelta(days=run.first)
    expected, low, high = (float(each[run.first]) for each in told)
    last = None if run.step else series.start + timedelta(days=run.last)
    return Anomaly(
        day=day,
        value=float(series.values[run.first]),
        expected=expected,
        low=low,
        high=high,
        since=series.start + timedelta(days=run.since),
        last=last,
        days=run.days,
        occasion=holidays.get(day, ""),
    )
