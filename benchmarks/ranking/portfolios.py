"""Portfolios whose true values are known: ideas with estimates, and which of them truly belong in the top."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.contracts import Estimate, Idea

Floats = NDArray[np.float64]
Z = 1.6448536269514722
INPUTS = {"reach": (6.0, 1.0), "impact": (0.0, 0.5), "effort": (1.0, 0.7)}
"""Median (as a logarithm) and spread (standard deviation of the logarithm) of the true values."""


@dataclass(frozen=True, slots=True)
class World:
    """How estimates relate to the truth. `noise` are the least and the greatest error, in spreads of the truth."""

    name: str
    noise: tuple[float, float]
    truth_first: bool = True
    law: str = "normal"
    narrow: float = 1.0
    """How wide people's ranges are against their errors: 1 is right, 0.5 is far too sure of themselves."""


WORLDS = (
    World("small errors", (0.2, 0.4)),
    World("small and large errors", (0.2, 1.0)),
    World("large errors", (0.5, 1.0)),
    World("errors with long tails", (0.2, 1.0), law="long tails"),
    World("ranges half as wide as they should be", (0.2, 1.0), narrow=0.5),
    World("ranges that allow for all this already", (0.2, 1.0), truth_first=False),
)


def make_portfolio(world: World, count: int, generator: np.random.Generator) -> tuple[list[Idea], Floats]:
    """Ideas with ranges, and their true RICE scores."""
    estimates: list[dict[str, Estimate]] = [{} for _ in range(count)]
    score = np.zeros(count)
    for name, (median, spread) in INPUTS.items():
        size = _draw_sizes(world, count, generator) * spread
        first = median + spread * generator.standard_normal(count)
        second = first + size * _draw_errors(world, count, generator)
        true, said = (first, second) if world.truth_first else (second, first)
        score += true if name != "effort" else -true
        off = Z * size * world.narrow
        for i in range(count):
            estimates[i][name] = Estimate(float(np.exp(said[i] - off[i])), float(np.exp(said[i] + off[i])))
    share, ranges = _make_shares(world, count, generator)
    for i in range(count):
        estimates[i]["confidence"] = ranges[i]
    return [Idea(f"idea {i}", estimates[i]) for i in range(count)], score + np.log(share)


def _make_shares(world: World, count: int, generator: np.random.Generator) -> tuple[Floats, list[Estimate]]:
    spread = 0.12
    size = _draw_sizes(world, count, generator) * spread
    first = np.clip(0.6 + spread * generator.standard_normal(count), 0.05, 0.98)
    second = np.clip(first + size * _draw_errors(world, count, generator), 0.02, 1)
    true, said = (first, second) if world.truth_first else (second, first)
    ends = [
        (max(m - Z * s * world.narrow, 0.0), min(m + Z * s * world.narrow, 1.0))
        for m, s in zip(said, size, strict=True)
    ]
    return true, [Estimate(float(low), float(high)) for low, high in ends]


def _draw_sizes(world: World, count: int, generator: np.random.Generator) -> Floats:
    low, high = np.log(world.noise)
    return np.exp(generator.uniform(low, high, count))


def _draw_errors(world: World, count: int, generator: np.random.Generator) -> Floats:
    """With long tails the 5 % and 95 % points stay where they are."""
    if world.law == "normal":
        return generator.standard_normal(count)
    return generator.standard_t(4, count) * (Z / 2.1318467863266495)


def find_top(score: Floats, top: int) -> NDArray[np.bool_]:
    return score >= np.sort(score)[-top]
