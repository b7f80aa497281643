"""How fine to cut: the resolution whose groups are found again in parts of the texts and lie well apart.

Stability under subsampling (Lange, Roth, Braun & Buhmann 2004) by the adjusted Rand index, the centroid silhouette
(Rousseeuw 1987, simplified), and a mild expectation of how many themes a set of that size has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.assigning import add_up, make_units
from throughline.language.themes.communities import Labels, find_communities
from throughline.language.themes.settings import Settings

_THREADS = 2
_SHARE = 0.6
_PARTS, _PARTS_OF_LARGE, _LARGE = 3, 1, 4_000
_ROUNDS = 4
_MOST_TRIALS, _TRIED_TEXTS = 10, 10_000
_OUT, _LEAST_DOUBT = -1e6, 0.25

Vectors = NDArray[np.float32]
Cuts = Sequence[Labels]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the texts, and their communities at each resolution."""

    places: NDArray[np.int64]
    cuts: Cuts


def choose_communities(graph: Any, vectors: Vectors, *, settings: Settings) -> Labels:
    """The communities of `graph` at the resolution that is best by stability, separation and expected number."""
    count: int = graph.shape[0]
    ladder = settings.resolutions[:: 2 if count >= _LARGE else 1]
    with ThreadPoolExecutor(_THREADS) as pool:
        cut = partial(_cut, ladder=ladder, seed=settings.seed, pool=pool)
        parts = [_draw_part(graph, seed, cut) for seed in range(_PARTS_OF_LARGE if count >= _LARGE else _PARTS)]
        whole = _Part(np.arange(count), cut(graph))
    stability = [_measure_stability(whole, parts, place) for place in range(len(whole.cuts))]
    separation = [measure_separation(labels, vectors) for labels in whole.cuts]
    found = _smooth(stability) + settings.separation * _smooth(separation)
    worth = found - _expect(whole.cuts, settings=settings) * _measure_doubt(stability, settings=settings)
    best = float(np.exp(np.interp(find_peak(worth), range(len(worth)), np.log(ladder))))
    return find_communities(
        graph, resolution=best * settings.finer, seed=settings.seed, rounds=_ROUNDS, trials=_choose_trials(count)
    )


def _choose_trials(count: int) -> int:
    """As many starts as a small set affords: the best of ten is found again where a few texts come or go."""
    return max(1, min(_MOST_TRIALS, _TRIED_TEXTS // count))


def _cut(graph: Any, *, ladder: Sequence[float], seed: int, pool: ThreadPoolExecutor) -> Cuts:
    def run(resolution: float) -> Labels:
        return find_communities(graph, resolution=resolution, seed=seed, rounds=1)

    return list(pool.map(run, ladder))


def _draw_part(graph: Any, seed: int, cut: Callable[[Any], Cuts]) -> _Part:
    count: int = graph.shape[0]
    places = np.sort(np.random.default_rng(seed).choice(count, round(_SHARE * count), replace=False))
    return _Part(places, cut(graph[places][:, places]))


def _measure_stability(whole: _Part, parts: Sequence[_Part], place: int) -> float:
    """How alike parts group the texts they share: with the whole, and with each other where there are several."""
    against_whole = [_compare(whole, part, place) for part in parts]
    each_other = [_compare(one, other, place) for one, other in combinations(parts, 2)] or against_whole
    return float(np.mean(against_whole) + np.mean(each_other)) / 2


def _compare(one: _Part, other: _Part, place: int) -> float:
    _, mine, theirs = np.intersect1d(one.places, other.places, assume_unique=True, return_indices=True)
    return compare_groupings(one.cuts[place][mine], other.cuts[place][theirs])


def compare_groupings(one: Labels, other: Labels) -> float:
    """The adjusted Rand index (Hubert & Arabie 1985): 1 the same, 0 no more than by chance."""
    pairs = np.unique(np.stack([one, other]), axis=1, return_counts=True)[1]
    both, mine, theirs = (_count_pairs(c) for c in (pairs, np.bincount(one), np.bincount(other)))
    expected = mine * theirs / max(len(one) * (len(one) - 1) / 2, 1)
    largest = (mine + theirs) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def _count_pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def find_peak(values: NDArray[np.float64]) -> float:
    """Where the largest value would be, between the places too: the top of the parabola there."""
    top = int(np.argmax(values))
    before, here, after = np.pad(values, 1, constant_values=_OUT)[top : top + 3]
    if min(before, after) <= _OUT / 2:
        return float(top)
    bend = before - 2 * here + after
    return top + float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5)) if bend < 0 else float(top)


def _smooth(values: Sequence[float]) -> NDArray[np.float64]:
    """A little of each neighbour's value, so that one lucky cut does not decide."""
    return np.convolve(np.pad(np.array(values), 1, mode="edge"), [0.25, 0.5, 0.25], "valid")


def _measure_doubt(stability: Sequence[float], *, settings: Settings) -> float:
    """1 where groups are hardly found again at any resolution, a quarter where they mostly are."""
    doubt = (settings.clear - float(np.median(stability))) / (settings.clear - settings.open)
    return min(1.0, max(_LEAST_DOUBT, doubt))


def _expect(cuts: Cuts, *, settings: Settings) -> NDArray[np.float64]:
    """What an unexpected number costs; a single group or hardly more than single texts are out."""
    length = len(cuts[0])
    counts = np.array([int(labels.max()) + 1 for labels in cuts])
    surprise = np.log(counts / length**settings.growth)
    surprise = surprise**2 * np.where(surprise > 0, settings.surplus, 1)
    return np.where((counts >= 2) & (counts <= length / 2), settings.expectation * surprise, -_OUT / _LEAST_DOUBT)


def measure_separation(labels: Labels, vectors: Vectors) -> float:
    """The mean over texts of (other - own) / larger, cosine distances to the next and the own centre without itself."""
    if not labels.any():
        return 0.0
    sums = add_up(vectors, labels)
    own = 1 - (vectors * make_units(sums[labels] - vectors)).sum(axis=1)
    nearness = vectors @ make_units(sums).T
    nearness[np.arange(len(labels)), labels] = -1
    other = 1 - nearness.max(axis=1)
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-9)).mean())
