"""Several comparisons at once: p-values corrected so that one of many is not taken for a finding."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Correction(StrEnum):
    """Holm (1979) keeps the chance of any false finding below alpha; Benjamini and Hochberg (1995) the share of false
    ones among the findings."""

    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini-hochberg"
    NONE = "none"


def correct(values: Sequence[float], correction: Correction) -> tuple[float, ...]:
    """Adjusted p-values in the order given; each is compared with alpha itself."""
    if correction is Correction.HOLM:
        return _step_down(values)
    if correction is Correction.BENJAMINI_HOCHBERG:
        return _step_up(values)
    return tuple(values)


def _step_down(values: Sequence[float]) -> tuple[float, ...]:
    adjusted, running = [0.0] * len(values), 0.0
    for rank, place in enumerate(_ascending(values)):
        running = max(running, min(1.0, values[place] * (len(values) - rank)))
        adjusted[place] = running
    return tuple(adjusted)


def _step_up(values: Sequence[float]) -> tuple[float, ...]:
    adjusted, running = [0.0] * len(values), 1.0
    for rank, place in reversed(list(enumerate(_ascending(values), start=1))):
        running = min(running, values[place] * (len(values) / rank))
        adjusted[place] = running
    return tuple(adjusted)


def _ascending(values: Sequence[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda place: values[place])
