"""Drawing from beliefs: who is in the top in which draw, who stands where, and what each input decides of it.

A draw takes one of 65,536 equally likely levels of the normal law for every input of every idea: a table look-up,
several times as quick as drawing normal numbers, and exact to the width of a level. Inputs err independently of each
other; an error that all ideas share would cancel in a product and is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.believing import Floats
from throughline.strategy.rules.ranking.normal import cut_evenly, find_deviates
from throughline.strategy.rules.ranking.scoring import Contest, Singles

LEVELS = 65_536
CHUNK = 1_000
"""Draws that are held at a time: what 500 ideas need then fits in a few megabytes."""
ORDERED = 2_000
"""Draws that are sorted whole: places and ties need no more, and sorting is what costs most."""
_JITTER = 1e-5
_FIFTH = 0.2


@dataclass
class Tally:
    """What the draws came to. `inside` counts how often each idea was in the top; rows of `scores` are draws."""

    draws: int
    inside: Floats
    scores: Singles
    parts: dict[str, FifthCount] = field(default_factory=dict)
    contested: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))

    @property
    def chances(self) -> Floats:
        return self.inside / self.draws


@dataclass
class FifthCount:
    """For contested ideas: how often the input was in its lowest and highest fifth, and the idea in the top then."""

    low: Floats
    high: Floats
    low_inside: Floats
    high_inside: Floats


def draw(contest: Contest, *, top: int, draws: int, seed: int) -> Tally:
    """Run the simulation; the same seed gives the same tally."""
    count = len(contest.constant)
    tally = Tally(draws, np.zeros(count), np.empty((min(draws, ORDERED), count), np.float32))
    done = 0
    shaker = _Shaker(np.flatnonzero(_find_still(contest)), _find_jitter(contest), _make_generator(seed, 1))
    for z in _deal(contest, draws=draws, seed=seed):
        compared = shaker.shake(contest.compare(z))
        inside = find_inside(compared, top)
        _note(tally, contest, compared, inside, z, done)
        done += len(compared)
    return tally


def find_inside(compared: Singles, top: int) -> NDArray[np.bool_]:
    """Which ideas are among the `top` best of each row."""
    count = compared.shape[1]
    if top >= count:
        return np.ones(compared.shape, bool)
    edge = np.partition(compared, count - top, axis=1)[:, count - top]
    return compared >= edge[:, None]


def find_places(scores: Singles) -> NDArray[np.intp]:
    """The place of each idea in each row, from 0 for the best."""
    order: NDArray[np.intp] = np.argsort(-scores, axis=1)
    places: NDArray[np.intp] = np.empty_like(order)
    places[np.arange(len(order))[:, None], order] = np.arange(scores.shape[1])
    return places


def _deal(contest: Contest, *, draws: int, seed: int) -> Iterator[dict[str, Singles]]:
    generator = _make_generator(seed, 0)
    table = cut_evenly(LEVELS).astype(np.float32)
    names, count = tuple(contest.model.terms), len(contest.constant)
    for begun in range(0, draws, CHUNK):
        shape = (min(CHUNK, draws - begun), count)
        yield {name: table[_roll(generator, shape)] for name in names}


def _make_generator(seed: int, stream: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64([seed, stream]))


def _roll(generator: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.uint16]:
    """Levels, four to a word of the generator; the same on a machine of either byte order."""
    words = generator.bit_generator.random_raw(-(-shape[0] * shape[1] // 4))
    levels: NDArray[np.uint16] = words.astype("<u8").view("<u2")
    return levels[: shape[0] * shape[1]].reshape(shape)


@dataclass(frozen=True, slots=True)
class _Shaker:
    """Ideas without any doubt that score the same must share their places: they are shaken by next to nothing."""

    still: NDArray[np.intp]
    jitter: float
    generator: np.random.Generator

    def shake(self, compared: Singles) -> Singles:
        if self.still.size:
            shape = (len(compared), self.still.size)
            compared[:, self.still] += np.float32(self.jitter) * self.generator.random(shape, dtype=np.float32)
        return compared


def _find_still(contest: Contest) -> NDArray[np.bool_]:
    return np.logical_and.reduce([contest.beliefs[name].exact for name in contest.model.terms])


def _find_jitter(contest: Contest) -> float:
    return _JITTER * max(float(np.ptp(contest.constant)), 1.0)


def _note(
    tally: Tally,
    contest: Contest,
    compared: Singles,
    inside: NDArray[np.bool_],
    z: Mapping[str, Singles],
    done: int,
) -> None:
    tally.inside += inside.sum(axis=0)
    if done < len(tally.scores):
        kept = compared[: len(tally.scores) - done]
        tally.scores[done : done + len(kept)] = kept
    if done == 0:
        _open_parts(tally, contest, inside)
    for name, part in tally.parts.items():
        _count_fifths(part, z[name][:, tally.contested], inside[:, tally.contested])


def _open_parts(tally: Tally, contest: Contest, inside: NDArray[np.bool_]) -> None:
    """Only ideas that were both in and out among the first draws can hinge on anything."""
    first = inside.mean(axis=0)
    tally.contested = np.flatnonzero((first > 0) & (first < 1))
    size = len(tally.contested)
    tally.parts = {name: FifthCount(*(np.zeros(size) for _ in range(4))) for name in contest.model.terms}


def _count_fifths(part: FifthCount, z: Singles, inside: NDArray[np.bool_]) -> None:
    edge = np.float32(find_deviates(np.array([_FIFTH]))[0])
    low, high = z < edge, z > -edge
    part.low += low.sum(axis=0)
    part.high += high.sum(axis=0)
    part.low_inside += (low & inside).sum(axis=0)
    part.high_inside += (high & inside).sum(axis=0)
