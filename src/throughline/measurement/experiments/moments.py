"""From columns, or from totals, to the moments of each variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from throughline.measurement.experiments.contracts import COVARIATE, DENOMINATOR, VALUE, Arm, Floats


def measure_arms(
    names: Sequence[str], codes: NDArray[np.int64], columns: Mapping[int, Floats], *, ratio: bool
) -> tuple[Arm, ...]:
    """The moments of every variant. `codes` says for each unit which of `names` it is in; `columns` holds a value per
    unit for each place that is in use, `ratio` whether the metric has a denominator.
    """
    held = sorted(columns)
    binary = tuple(place in columns and is_binary(columns[place]) for place in range(4))
    arms: list[Arm] = []
    for code, name in enumerate(names):
        chosen = codes == code
        arms.append(_measure(name, {place: columns[place][chosen] for place in held}, binary, ratio=ratio))
    return tuple(arms)


def is_binary(values: Floats) -> bool:
    """Whether only 0 and 1 occur."""
    return bool(((values == 0) | (values == 1)).all())


def _measure(name: str, columns: Mapping[int, Floats], binary: tuple[bool, ...], *, ratio: bool) -> Arm:
    places = list(columns)
    mean, scatter = np.array([0.0, 1.0, 0.0, 1.0]), np.zeros((4, 4))
    table = np.vstack([columns[place] for place in places])
    mean[places] = table.mean(axis=1)
    off = table - mean[places][:, None]
    scatter[np.ix_(places, places)] = off @ off.T
    values = off[places.index(VALUE)]
    if ratio and mean[DENOMINATOR]:
        values = (values - mean[VALUE] / mean[DENOMINATOR] * off[places.index(DENOMINATOR)]) / mean[DENOMINATOR]
    third = float((values * values * values).mean())
    return Arm(name, table.shape[1], mean, scatter, (binary[0], binary[1], binary[2], binary[3]), third)


def make_arm(
    name: str,
    count: int,
    sums: Mapping[int, float],
    products: Mapping[tuple[int, int], float],
    *,
    binary: Sequence[int] = (),
) -> Arm:
    """An arm from totals, as a warehouse gives them: sums, and sums of squares and products, by place."""
    mean, scatter = np.array([0.0, 1.0, 0.0, 1.0]), np.zeros((4, 4))
    for place, total in sums.items():
        mean[place] = total / count if count else 0.0
    for (left, right), total in products.items():
        about = sums[left] * sums[right] / count if count else 0.0
        scatter[left, right] = scatter[right, left] = total - about
    flags = tuple(place in binary for place in range(4))
    return Arm(name, count, mean, scatter, (flags[0], flags[1], flags[2], flags[3]))


def pool(left: Arm, right: Arm) -> Arm:
    """Two arms as one; the difference of their means is part of the scatter."""
    count = left.count + right.count
    apart = right.mean - left.mean
    between = np.outer(apart, apart) * (left.count * right.count / count)
    mean = left.mean + apart * (right.count / count)
    binary = tuple(a and b for a, b in zip(left.binary, right.binary, strict=True))
    flags = (binary[0], binary[1], binary[2], binary[3])
    return Arm(left.name, count, mean, left.scatter + right.scatter + between, flags)


def without_covariate(arm: Arm) -> Arm:
    """The same arm as if nothing had been known before."""
    mean, scatter = arm.mean.copy(), arm.scatter.copy()
    mean[COVARIATE:] = (0.0, 1.0)
    scatter[COVARIATE:, :] = scatter[:, COVARIATE:] = 0.0
    return Arm(arm.name, arm.count, mean, scatter, arm.binary, arm.third)
