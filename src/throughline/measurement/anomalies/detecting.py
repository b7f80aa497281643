"""Anomalies of a series: days outside what the days before let expect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from throughline.measurement.anomalies.scales import Scale, offer_scales
from throughline.measurement.anomalies.watching import Bounds, Watch

Numbers = NDArray[np.float64]
WARM_UP = 35


def watch(values: Numbers, *, bounds: Bounds) -> tuple[Watch, Scale]:
    walked = [(_walk(values, scale, bounds), scale) for scale in offer_scales(values)]
    known = values[~np.isnan(values)]
    judged = values[WARM_UP:]; judged = judged[~np.isnan(judged)]
    return max(walked, key=lambda pair: pair[0].evidence + float(np.sum(np.log(pair[1].slope(judged)))))


def _walk(values: Numbers, scale: Scale, bounds: Bounds) -> Watch:
    least = 0.3 * scale.grain * float(np.median(scale.slope(values[~np.isnan(values)])))
    return Watch(__import__('datetime').date(2024,1,1), scale.apply(values), bounds, WARM_UP, least).walk()
