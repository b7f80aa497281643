"""What is asked of an experiment, and the table it is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.experiments.contracts import DENOMINATOR, Floats
from throughline.measurement.experiments.correcting import Correction


@dataclass(frozen=True, slots=True)
class Margin:
    """How much worse a guardrail may become: a fraction of the control's mean, or an amount in the metric's unit."""

    amount: float
    relative: bool


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its columns: `places` says which column holds what, by `VALUE`, `DENOMINATOR` and so on."""

    name: str
    places: Mapping[int, str]
    less_is_better: bool = False
    margin: Margin | None = None
    """Of a guardrail; None of a metric that should get better."""

    @property
    def is_ratio(self) -> bool:
        return DENOMINATOR in self.places

    @property
    def is_guardrail(self) -> bool:
        return self.margin is not None


@dataclass(frozen=True, slots=True)
class Units:
    """One row per unit: its variant as an index into `variants`, and its values by column; NaN where there is none."""

    variants: tuple[str, ...]
    codes: NDArray[np.int64]
    columns: Mapping[str, Floats]

    @property
    def counts(self) -> tuple[int, ...]:
        """Units in each variant."""
        return tuple(int(count) for count in np.bincount(self.codes, minlength=len(self.variants)))


@dataclass(frozen=True, slots=True)
class Question:
    """The metrics, in the order they are reported; the index of the control; the intended split, as shares."""

    metrics: tuple[Metric, ...]
    control: int
    split: tuple[float, ...]
    correction: Correction = Correction.HOLM
