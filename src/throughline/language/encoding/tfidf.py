"""Vectors without a model: words and word pairs weighed by rarity, reduced to their main directions.

TF-IDF with sublinear counts, then truncated SVD (latent semantic analysis, Deerwester et al. 1990), found with random
projections from a fixed seed (Halko, Martinsson & Tropp 2011).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIRECTIONS = 128
_SPARE, _ROUNDS = 16, 3
_MOST_FITTED = 20_000
_MOST_TERMS = 60_000
_ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


@dataclass(frozen=True)
class LatentSpace:
    """A fitted space: which terms count how much, and the directions they are projected on."""

    columns: dict[str, int]
    rarity: NDArray[np.float32]
    directions: NDArray[np.float32]

    @property
    def width(self) -> int:
        return self.directions.shape[1] + 1

    def project(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (len(texts), width). A text without a known word points along the last axis, away from all."""
        flat = self._weigh(texts) @ self.directions
        vectors = np.zeros((len(texts), self.width), np.float32)
        length = np.linalg.norm(flat, axis=1, keepdims=True)
        known = length[:, 0] > 1e-6
        vectors[known, :-1] = flat[known] / length[known]
        vectors[~known, -1] = 1
        return vectors

    def _weigh(self, texts: Sequence[str]) -> Any:
        return _weigh(texts, self.columns, self.rarity)


def fit_space(texts: Sequence[str]) -> LatentSpace:
    """Fit on `texts` (an even 20,000 of them if there are more). The same texts give the same space."""
    step = max(1, -(-len(texts) // _MOST_FITTED))
    sample = list(dict.fromkeys(texts))[::step]
    seen = Counter(term for text in sample for term in set(_terms(text)))
    least = 2 if len(sample) >= 20 else 1
    ranked = sorted((-count, term) for term, count in seen.items() if count >= least)[:_MOST_TERMS]
    columns = {term: place for place, term in enumerate(sorted(term for _, term in ranked))}
    counts = np.array([seen[term] for term in columns], np.float32)
    rarity = (np.log((1 + len(sample)) / (1 + counts)) + 1).astype(np.float32)
    return LatentSpace(columns, rarity, _find_directions(_weigh(sample, columns, rarity)))


def _find_directions(matrix: Any) -> NDArray[np.float32]:
    """The main right singular vectors (terms, k); all terms as they are where there are few."""
    smaller = min(matrix.shape)
    if smaller <= _DIRECTIONS:
        return _find_all_directions(matrix)
    seeded = np.random.default_rng(0)
    image = matrix @ seeded.standard_normal((matrix.shape[1], _DIRECTIONS + _SPARE), np.float32)
    for _ in range(_ROUNDS):
        image = matrix @ (matrix.T @ np.linalg.qr(image).Q)
    basis = np.linalg.qr(image).Q
    right = np.linalg.svd((matrix.T @ basis).T, full_matrices=False).Vh
    return np.ascontiguousarray(right[:_DIRECTIONS].T, np.float32)


def _find_all_directions(matrix: Any) -> NDArray[np.float32]:
    if 0 in matrix.shape:
        return np.zeros((matrix.shape[1], 0), np.float32)
    _, values, right = np.linalg.svd(matrix.toarray().astype(np.float64), full_matrices=False)
    return np.ascontiguousarray(right[values > 1e-6].T, np.float32)


def _weigh(texts: Iterable[str], columns: dict[str, int], rarity: NDArray[np.float32]) -> Any:
    sparse: Any = import_module("scipy.sparse")
    places: list[int] = []
    weights: list[float] = []
    ends = [0]
    for text in texts:
        counts = Counter(columns[term] for term in _terms(text) if term in columns)
        row = sorted(counts.items())
        values = np.array([1 + np.log(count) for _, count in row]) * rarity[[place for place, _ in row]]
        places.extend(place for place, _ in row)
        weights.extend(values / (np.linalg.norm(values) or 1))
        ends.append(len(places))
    shape = (len(ends) - 1, len(columns))
    return sparse.csr_matrix((np.array(weights, np.float32), np.array(places, np.int32), np.array(ends)), shape=shape)


def _terms(text: str) -> list[str]:
    words = [_ENDINGS.sub("", word) for word in _WORD.findall(text.lower())]
    return words + [f"{first} {second}" for first, second in pairwise(words)]
