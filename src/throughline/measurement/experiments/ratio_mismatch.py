"""Sample-ratio mismatch: whether the variants have as many units as the split meant them to have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from throughline.measurement.experiments.distributions import find_chi_square_tail

BLOCKS, WARNS = 0.001, 0.01
"""Below the first nothing may be concluded, below the second a person is warned (Fabijan et al. 2019)."""


class Mismatch(StrEnum):
    OK = "ok"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """`p` is that of a chi-square test of the counts against the split."""

    p: float
    verdict: Mismatch
    counts: tuple[int, ...]
    expected: tuple[float, ...]


def check_sample_ratio(counts: Sequence[int], split: Sequence[float]) -> SampleRatio:
    """Hold the counts against the intended split: shares above 0, of any sum."""
    seen = np.array(counts, dtype=np.float64)
    shares = np.array(split, dtype=np.float64)
    expected = shares / shares.sum() * seen.sum()
    p = find_chi_square_tail(float(((seen - expected) ** 2 / expected).sum()), len(counts) - 1)
    verdict = Mismatch.BLOCK if p < BLOCKS else Mismatch.WARN if p < WARNS else Mismatch.OK
    return SampleRatio(p, verdict, tuple(counts), tuple(float(e) for e in expected))
