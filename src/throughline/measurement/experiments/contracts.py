"""What an experiment is made of: the moments of each variant, how to compare, what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

VALUE, DENOMINATOR, COVARIATE, COVARIATE_DENOMINATOR = range(4)
"""Where the moments of a metric stand; a denominator that there is none of is 1, a covariate 0, for every unit."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One variant as one metric sees it: all that is needed of its units.

    `mean` has four entries (`VALUE`, `DENOMINATOR`, `COVARIATE`, `COVARIATE_DENOMINATOR`), `scatter` the sums of
    products of deviations from it. A column that is `binary` holds 0 and 1 alone; its variance is p(1-p), as of a
    proportion. `third` is the third central moment of the metric (of a ratio's linearisation), 0 where it is not known.
    """

    name: str
    count: int
    mean: Floats
    scatter: Floats
    binary: tuple[bool, bool, bool, bool] = (False, False, False, False)
    third: float = 0.0

    @property
    def covariance(self) -> Floats:
        """Of one unit; 0 where there are fewer than two."""
        if self.count < 2:
            return np.zeros((4, 4))
        flags = np.array(self.binary)
        return self.scatter / np.where(np.logical_and.outer(flags, flags), self.count, self.count - 1)

    @property
    def is_ratio(self) -> bool:
        return bool(self.scatter[DENOMINATOR, DENOMINATOR] or self.mean[DENOMINATOR] != 1)

    @property
    def is_adjusted(self) -> bool:
        """Whether a covariate varies."""
        return bool(self.scatter[COVARIATE, COVARIATE] or self.scatter[COVARIATE_DENOMINATOR, COVARIATE_DENOMINATOR])


class Alternative(StrEnum):
    """What the treatment is held to be, against the control."""

    TWO_SIDED = "two-sided"
    GREATER = "greater"
    LESS = "less"


class Convention(StrEnum):
    """How the interval of a relative effect is made: by the delta method on the ratio of means, or of its logarithm."""

    DELTA = "delta"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Design:
    """How to compare. `planned` is None for one look at the end, else the number of units, of both variants together,
    at which a confidence sequence is narrowest; it is chosen before the data are seen."""

    alpha: float = 0.05
    alternative: Alternative = Alternative.TWO_SIDED
    convention: Convention = Convention.DELTA
    planned: float | None = None

    @property
    def sequential(self) -> bool:
        return self.planned is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """An estimate with its interval and the p-value of no effect."""

    value: float
    low: float
    high: float
    p: float
    error: float
    """Standard error; of a logarithm where the convention says so."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric, a treatment against the control. Means are those after adjustment by the covariate; `relative` is a
    fraction of the control's plain mean, None where that cannot be known."""

    control: float
    treatment: float
    difference: Reading
    relative: Reading | None
    theta: float
    """What the covariate is multiplied by; 0 without one."""
    skew: float
    """Skewness of the difference's own distribution."""
