"""Detectors that are compared: ours, what teams do by hand, AutoETS where it is installed. Each gives days outside."""

from __future__ import annotations

import warnings
from datetime import date

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.anomalies.detecting import detect
from throughline.measurement.series.contracts import Series

Numbers = NDArray[np.float64]
START = date(2023, 1, 2)


def find_ours(values: Numbers, false_alarms: float) -> list[int]:
    """First days of the anomalies, by index."""
    found = detect(Series("invented", START, values), false_alarms=false_alarms)
    return [(anomaly.day - START).days for anomaly in found.anomalies]


def score_week_over_week(values: Numbers) -> Numbers:
    """The change against a week ago, as a share."""
    scores = np.zeros(len(values))
    with np.errstate(divide="ignore", invalid="ignore"):
        scores[7:] = np.abs(values[7:] / values[:-7] - 1)
    return np.nan_to_num(scores, nan=0.0, posinf=99.0)


def score_same_weekday(values: Numbers) -> Numbers:
    """The distance from the median of eight same weekdays, in median absolute deviations."""
    scores = np.zeros(len(values))
    for day in range(56, len(values)):
        past = values[day - 56 : day : 7]
        past = past[~np.isnan(past)]
        middle = np.median(past)
        spread = max(1.4826 * np.median(np.abs(past - middle)), 0.01 * abs(middle), 1e-9)
        scores[day] = abs(values[day] - middle) / spread
    return np.nan_to_num(scores)


def score_autoets(values: Numbers, judged: int) -> Numbers:
    """The error of AutoETS (statsforecast), fitted anew every four weeks, in its own standard errors."""
    import pandas
    from statsforecast import StatsForecast
    from statsforecast.models import AutoETS

    known = values[~np.isnan(values)]
    scaled = np.log(values) if known.min() > 0 else values
    frame = pandas.DataFrame({"unique_id": 0, "ds": pandas.date_range(START, periods=len(values)), "y": scaled})
    frame["y"] = frame["y"].interpolate()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = StatsForecast([AutoETS(season_length=7)], freq="D").cross_validation(
            df=frame, h=1, step_size=1, n_windows=judged, refit=28, level=[99]
        )
    told = told.sort_values("ds")
    spread = (told["AutoETS-hi-99"] - told["AutoETS"]) / 2.5758
    scores = np.zeros(len(values))
    scores[-judged:] = np.abs((told["y"] - told["AutoETS"]) / spread.clip(lower=1e-9)).to_numpy()
    scores[np.isnan(values)] = 0
    return np.nan_to_num(scores)


def find_above(scores: Numbers, bar: float) -> list[int]:
    """The first day of each run of days above the bar."""
    above = scores > bar
    return np.flatnonzero(above & ~np.append(False, above[:-1])).tolist()


def find_days_above(scores: Numbers, bar: float) -> list[int]:
    """Every day above the bar."""
    return np.flatnonzero(scores > bar).tolist()
