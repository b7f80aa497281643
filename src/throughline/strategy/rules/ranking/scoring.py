"""A model's score: of values, and as what is compared when ideas are ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.believing import TINY, Belief, Floats
from throughline.strategy.rules.ranking.contracts import Form, Model

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a sum's input begins among these ideas, and how far it runs; no unit survives it."""

    start: float
    length: float


def find_scales(model: Model, beliefs: Mapping[str, Belief]) -> dict[str, Scale]:
    """For a sum, each input from the least middle of these ideas to the most; for a product there is nothing to do."""
    if model.form is Form.PRODUCT:
        return {}
    scales: dict[str, Scale] = {}
    for name in model.terms:
        middles = beliefs[name].turn_into_values(np.zeros(1))
        length = float(middles.max() - middles.min())
        scales[name] = Scale(float(middles.min()), length if length > 0 else 1.0)
    return scales


def score(model: Model, values: Mapping[str, Floats], scales: Mapping[str, Scale]) -> Floats:
    """The score of values, input by input; in a sum, little of what should be little counts as much."""
    if model.form is Form.PRODUCT:
        parts = [
            values[name] if power > 0 else 1 / np.maximum(values[name], TINY) for name, power in model.terms.items()
        ]
        return np.multiply.reduce(np.broadcast_arrays(*parts))
    return np.add.reduce(
        np.broadcast_arrays(*[weigh(values[name], weight, scales[name]) for name, weight in model.terms.items()])
    )


def weigh(values: Floats, weight: float, scale: Scale) -> Floats:
    """One term of a sum: 0 for the worst middle, the weight for the best."""
    share = (values - scale.start) / scale.length
    return weight * share if weight >= 0 else -weight * (1 - share)


@dataclass(frozen=True, slots=True)
class Contest:
    """What is compared: for a product its logarithm, which turns powers into sums. Same order, quicker drawing."""

    model: Model
    beliefs: Mapping[str, Belief]
    scales: Mapping[str, Scale]
    constant: Singles

    def compare(self, z: Mapping[str, Singles]) -> Singles:
        """The compared score of each draw and idea; rows are draws."""
        total = np.broadcast_to(self.constant, next(iter(z.values())).shape).copy()
        for name, weight in self.model.terms.items():
            belief = self.beliefs[name]
            moving = ~belief.exact
            if moving.all():
                total += self._vary(name, weight, belief, z[name])
            elif moving.any():
                total[:, moving] += self._vary(name, weight, _pick(belief, moving), z[name][:, moving])
        return total

    def _vary(self, name: str, weight: float, belief: Belief, z: Singles) -> Singles:
        off = z * belief.below.astype(np.float32)
        if not np.array_equal(belief.below, belief.above):
            off = np.minimum(off, 0) + np.maximum(z, 0) * belief.above.astype(np.float32)
        if self.model.form is Form.PRODUCT and belief.ratio.all():
            return np.float32(weight) * off
        return self._vary_by_value(name, weight, belief, off)

    def _vary_by_value(self, name: str, weight: float, belief: Belief, off: Singles) -> Singles:
        placed = off + belief.centre.astype(np.float32)
        kept = np.clip(placed, np.float32(belief.floor), np.float32(belief.ceiling))
        values = np.where(belief.ratio, np.exp(np.where(belief.ratio, placed, 0)), kept)
        if self.model.form is Form.PRODUCT:
            logs = np.where(belief.ratio, off, np.log(np.maximum(values, np.float32(TINY))))
            return np.float32(weight) * logs
        return (weigh(values, weight, self.scales[name])).astype(np.float32)


def open_contest(model: Model, beliefs: Mapping[str, Belief]) -> Contest:
    """Everything about the comparison that no draw changes, gathered once."""
    scales = find_scales(model, beliefs)
    constant = sum((_find_constant(model, name, beliefs[name], scales) for name in model.terms), start=np.zeros(1))
    return Contest(model, beliefs, scales, (constant - constant.mean()).astype(np.float32))


def _find_constant(model: Model, name: str, belief: Belief, scales: Mapping[str, Scale]) -> Floats:
    values = belief.turn_into_values(np.zeros(1))
    if model.form is Form.PRODUCT:
        logs = np.where(belief.ratio, belief.centre, np.log(np.maximum(values, TINY)))
        return model.terms[name] * np.where(belief.exact | belief.ratio, logs, 0)
    return np.where(belief.exact, weigh(values, model.terms[name], scales[name]), 0)


def _pick(belief: Belief, chosen: NDArray[np.bool_]) -> Belief:
    parts = (belief.ratio, belief.centre, belief.below, belief.above)
    ratio, centre, below, above = (part[chosen] for part in parts)
    return Belief(ratio, centre, below, above, belief.floor, belief.ceiling)  # type: ignore[arg-type]
