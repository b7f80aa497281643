"""Examples of a group: near its centre and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MOST, _POOL = 10, 60
_UNLIKE = 0.45


def choose_examples(texts: Sequence[str], vectors: NDArray[np.float32], members: NDArray[np.int64]) -> tuple[int, ...]:
    """Up to ten of `members` (nearest first) by maximal marginal relevance (Carbonell & Goldstein 1998)."""
    pool = _drop_repeats(texts, members[: 4 * _POOL])[:_POOL]
    centre = vectors[members].mean(axis=0)
    relevance = vectors[pool] @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    alike = vectors[pool] @ vectors[pool].T
    chosen = [0] if len(pool) else []
    while chosen and len(chosen) < min(_MOST, len(pool)):
        worth = (1 - _UNLIKE) * relevance - _UNLIKE * alike[:, chosen].max(axis=1)
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return tuple(int(pool[place]) for place in chosen)


def _drop_repeats(texts: Sequence[str], members: NDArray[np.int64]) -> NDArray[np.int64]:
    seen: dict[str, int] = {}
    places: list[int] = members.tolist()
    for member in places:
        seen.setdefault(" ".join(texts[member].lower().split()), member)
    return np.array(list(seen.values()), np.int64)
