"""Looking every day finds nothing where there is nothing: the promise of a sequence, kept in simulation."""

from __future__ import annotations

import numpy as np

from throughline.measurement.experiments.comparing import compare
from throughline.measurement.experiments.contracts import Design
from throughline.measurement.experiments.moments import measure_arms


def test_twenty_looks_at_two_equal_variants_seldom_find_a_difference():
    random = np.random.default_rng(5)
    once = always = 0
    for _ in range(150):
        codes, values = random.integers(0, 2, 2000), random.exponential(1, 2000)
        looks = [_look(codes[:units], values[:units]) for units in range(100, 2001, 100)]
        once += any(look[0] for look in looks)
        always += any(look[1] for look in looks)
    assert always / 150 <= 0.05
    assert once / 150 >= 0.15


def _look(codes: np.ndarray, values: np.ndarray) -> tuple[bool, bool]:
    arms = measure_arms(("a", "b"), codes, {0: values}, ratio=False)
    found = [compare(*arms, design).difference.p < 0.05 for design in (Design(), Design(planned=2000))]
    return found[0], found[1]
