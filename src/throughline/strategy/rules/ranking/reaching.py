"""How many customers an idea reaches, from those who were heard: an interval, not the count of who happened to speak.

Who spoke of a need is only the least that have it. Those who were heard on anything at all are taken for a sample of
their segment, and the share of them that has the need is carried over to those nobody heard. In one segment that is a
beta-binomial law with Jeffreys' prior (H. Jeffreys, Proceedings of the Royal Society A 186, 1946, 453-461; L. D. Brown,
T. T. Cai and A. DasGupta, Statistical Science 16, 2001, 101-133), which knows that the base is finite. Over several
segments their shares are alike to a degree that is learnt from them (a hierarchical beta-binomial model; A. Gelman and
others, Bayesian Data Analysis, 3rd edition, 2013, section 5.3), so that a segment much heard does not speak for one
that was not. It holds as far as those heard in a segment are like those not heard, and say what they need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from throughline.strategy.rules.ranking.contracts import Estimate, Kind, Span
from throughline.strategy.rules.ranking.normal import Floats

Counts = NDArray[np.int64]
SOURCE = "beta-binomial with Jeffreys' prior, hierarchical over segments, 95 %"
_DRAWS = 20_000
_SHARES = np.sin((np.arange(80) + 0.5) / 80 * np.pi / 2) ** 2
"""Common shares that are equally likely before anything was heard (Jeffreys)."""
_LIKENESS = np.geomspace(0.5, 500, 16)
"""How alike segments may be: as if so many customers of each had been heard before; equally likely on a log scale."""
_ENDS, _RANGE = (0.025, 0.975), (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Segment:
    """Customers of one segment: how many there are, how many were heard on anything, how many of those on this need.

    All three count distinct customers of one kind (accounts, or people), never pieces of evidence.
    """

    heard: int
    asked: int
    base: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Customers with the need: `span` holds at 95 %; `estimate` is the same at the level of an estimate, to rank by."""

    heard: int
    asked: int
    base: int
    span: Span
    estimate: Estimate

    @property
    def words(self) -> str:
        """Why it is that many, with the figures it was made from."""
        low, middle, high = (f"{round(value):,}" for value in (self.span.low, self.span.middle, self.span.high))
        return (
            f"{self.heard:,} of the {self.asked:,} accounts heard said so; of all {self.base:,} that makes about"
            f" {middle} ({low} to {high})"
        )


def estimate_reach(segments: Sequence[Segment], *, seed: int = 1) -> Reach | None:
    """The customers who have the need; None where nobody was heard, or the counts cannot be true."""
    kept = [segment for segment in segments if segment.base > 0]
    heard, asked, base = (sum(getattr(s, name) for s in kept) for name in ("heard", "asked", "base"))
    if asked == 0 or any(not 0 <= s.heard <= s.asked <= s.base for s in segments):
        return None
    drawn = draw_reach(kept, seed=seed)
    low, middle, high = (float(value) for value in np.quantile(drawn, (_ENDS[0], 0.5, _ENDS[1])))
    five, ninety_five = (float(value) for value in np.quantile(drawn, _RANGE))
    estimate = Estimate(five, ninety_five, min(max(middle, five), ninety_five), SOURCE, Kind.DERIVED)
    return Reach(heard, asked, base, Span(low, middle, high), estimate)


def draw_reach(segments: Sequence[Segment], *, seed: int) -> Counts:
    """Draws of the number of customers who have the need."""
    generator = np.random.Generator(np.random.PCG64(seed))
    heard, asked, base = (np.array([getattr(s, name) for s in segments]) for name in ("heard", "asked", "base"))
    prior = _draw_prior(heard, asked, generator)
    shares = generator.beta(heard + prior[0], asked - heard + prior[1])
    return heard.sum() + generator.binomial(base - asked, shares).sum(axis=1)


def _draw_prior(heard: Counts, asked: Counts, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """The prior of a segment's share: Jeffreys' where there is one segment, else drawn by how well it explains all."""
    if len(heard) == 1:
        half = np.full((_DRAWS, 1), 0.5)
        return half, half
    share, likeness = (grid.ravel() for grid in np.meshgrid(_SHARES, _LIKENESS, indexing="ij"))
    weights = _explain(heard, asked, share * likeness, (1 - share) * likeness)
    chosen = generator.choice(len(share), size=_DRAWS, p=weights)
    return (share * likeness)[chosen, None], ((1 - share) * likeness)[chosen, None]


def _explain(heard: Counts, asked: Counts, a: Floats, b: Floats) -> Floats:
    """How likely what was heard in each segment is under beta laws with `a` and `b`; adds up to 1."""
    logs = np.zeros_like(a)
    for said, of in zip(heard.tolist(), asked.tolist(), strict=True):
        logs += _log_beta(a + said, b + of - said) - _log_beta(a, b)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


_log_gamma = np.vectorize(lgamma, otypes=[float])


def _log_beta(a: Floats, b: Floats) -> Floats:
    return _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)
