"""Who stays out: groups too small to be one, and texts no nearer to their group than any text is to any group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from throughline.language.themes.assigning import find_centres
from throughline.language.themes.communities import Labels
from throughline.language.themes.neighbours import Neighbours
from throughline.language.themes.settings import Settings

Vectors = NDArray[np.float32]
_COMPANY, _MOST_LONELY = 3, 0.05


def find_lonely(near: Neighbours, *, settings: Settings) -> NDArray[np.bool_]:
    """Which texts are less than half as near to their three nearest as texts usually are; at most a twentieth."""
    company = near.nearness[:, :_COMPANY].mean(axis=1) if near.nearness.size else np.zeros(len(near.nearness))
    return company < min(settings.lonely * np.median(company), np.quantile(company, _MOST_LONELY))


def leave_out_misfits(vectors: Vectors, labels: Labels, weights: NDArray[np.int64], *, settings: Settings) -> Labels:
    """The labels with -1 where a text fits nothing; `weights` says how many items each text stands for.

    How well a text fits a group is its cosine to the centre, in standard deviations above what texts have to the
    centres of other groups. Who fits its own group less than `misfit` goes where it fits at least `fit`, else out.
    """
    if weights.sum() < settings.few_items:
        return labels
    labels = _dissolve_small(labels, weights)
    if labels.max(initial=-1) < 2:
        return labels
    fit = measure_fit(vectors, labels)
    own = np.where(labels >= 0, fit[np.arange(len(labels)), labels], -np.inf)
    best = fit.argmax(axis=1)
    moved = np.where(fit.max(axis=1) >= settings.fit, best, -1)
    return np.where(own < settings.misfit, moved, labels)


def _dissolve_small(labels: Labels, weights: NDArray[np.int64]) -> Labels:
    """Groups of fewer items than about the logarithm of all are none."""
    sizes = np.bincount(labels, weights=weights)
    least = max(2, round(float(np.log10(weights.sum()))))
    kept = sizes >= least
    renamed = np.where(kept, kept.cumsum() - 1, -1)
    return renamed[labels] if kept.any() else labels


def measure_fit(vectors: Vectors, labels: Labels) -> NDArray[np.float32]:
    """Standard deviations above the cosine strangers have to each group's centre: (texts, groups)."""
    nearness = vectors @ find_centres(vectors, labels).T
    strange = np.ones(nearness.shape, bool)
    inside = np.flatnonzero(labels >= 0)
    strange[inside, labels[inside]] = False
    count = np.maximum(strange.sum(axis=0), 1)
    mean = np.where(strange, nearness, 0).sum(axis=0) / count
    spread = np.sqrt(np.where(strange, (nearness - mean) ** 2, 0).sum(axis=0) / count)
    return ((nearness - mean) / np.maximum(spread, 1e-6)).astype(np.float32)
