"""An anomaly in a sentence."""

from __future__ import annotations

from datetime import date
from math import ceil, floor, log10

from throughline.measurement.anomalies.contracts import Anomaly, Detection

_NAMELESS = {"", "value", "y"}


def say_anomaly(anomaly: Anomaly, detection: Detection) -> str:
    """Sign-ups were 412 on Tuesday 3 March; 520 to 610 were to be expected."""
    parts = [_say_day(anomaly, detection), _say_length(anomaly, detection), _say_doubt(anomaly, detection)]
    return " ".join(part for part in parts if part)


def _say_day(anomaly: Anomaly, detection: Detection) -> str:
    name, (value, low, high) = _name(detection), _say_values(anomaly, detection)
    day = _say_date(anomaly.day, detection)
    occasion = f" ({anomaly.occasion})" if anomaly.occasion else ""
    verb = "were" if _is_plural(name) else "was"
    return f"{name} {verb} {value} on {day}{occasion}; {low} to {high} were to be expected."


def _say_length(anomaly: Anomaly, detection: Detection) -> str:
    side, pronoun = ("higher" if anomaly.is_high else "lower"), "they" if _is_plural(_name(detection)) else "it"
    since = _say_date(anomaly.since, detection)
    if anomaly.last is None:
        begun = anomaly.since == anomaly.day
        return f"That began a {side} level." if begun else f"That is a {side} level, since {since}."
    drifted = f"{pronoun.capitalize()} ran {side} from {since} on." if anomaly.since != anomaly.day else ""
    lasted = f"It lasted until {_say_date(anomaly.last, detection)}." if anomaly.last > anomaly.day else ""
    return " ".join(filter(None, (drifted, lasted)))


def _say_doubt(anomaly: Anomaly, detection: Detection) -> str:
    """What speaks against it: a last day that may not be over."""
    if anomaly.day != detection.series.end or anomaly.is_high:
        return ""
    return "It is the last day of the series: if it was not over yet, this says nothing."


def _name(detection: Detection) -> str:
    name = detection.series.name.strip()
    return "The value" if name.casefold() in _NAMELESS else name[:1].upper() + name[1:]


def _is_plural(name: str) -> bool:
    return name.endswith("s") and not name.endswith("ss")


def _say_date(day: date, detection: Detection) -> str:
    year = f" {day.year}" if detection.series.start.year != detection.series.end.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def _say_values(anomaly: Anomaly, detection: Detection) -> tuple[str, str, str]:
    """The value as it is, the bounds rounded inwards as far as that still tells them apart."""
    digits = _count_digits(anomaly, whole=_is_whole(detection))
    step = 10.0**-digits
    low, high = ceil(anomaly.low / step - 1e-9) * step, floor(anomaly.high / step + 1e-9) * step
    if low > high:
        low, high = high, low
    return _say_number(anomaly.value, digits), _say_number(low, digits), _say_number(high, digits)


def _count_digits(anomaly: Anomaly, *, whole: bool) -> int:
    width = max(anomaly.high - anomaly.low, 1e-9)
    return 0 if whole else max(0, 1 - floor(log10(width)))


def _is_whole(detection: Detection) -> bool:
    values = detection.series.values
    return bool(all(value == round(value) for value in values.tolist() if value == value))


def _say_number(number: float, digits: int) -> str:
    text = f"{number:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text
