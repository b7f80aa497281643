"""The distributions that are needed: `scipy.special` is imported in a tenth of the time of `scipy.stats`."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def find_tail(value: float, freedom: float) -> float:
    """The chance that Student's t exceeds `value`."""
    return float(_special().stdtr(freedom, -value))


def find_quantile(share: float, freedom: float) -> float:
    """The value of Student's t that `share` of it lies below."""
    return float(_special().stdtrit(freedom, share))


def find_chi_square_tail(value: float, freedom: int) -> float:
    """The chance that chi-square exceeds `value`."""
    return float(_special().chdtrc(freedom, value))


def _special() -> Any:
    return import_module("scipy.special")
