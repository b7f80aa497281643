"""Confidence from evidence: how many accounts, how lately, from how many segments, how much of one mind.

The rule is one of judgement, not of statistics, and therefore printed with its arithmetic. Four parts from 0 to 1
count alike; the confidence is their geometric mean, so that none can make up for one that is missing. It asks what was
said and by how many, never by whom or through which channel. What is not known (no date, no segment) makes the result
a range from the worst it could be to the best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, prod

from throughline.strategy.rules.ranking.contracts import Estimate, Kind

HALF_ACCOUNTS = 4
"""So many accounts are worth a half; three times as many three quarters."""
HALF_LIFE = 180
"""Days after which an account's last word counts for half."""
_SOURCE = "from the evidence, by a rule"


@dataclass(frozen=True, slots=True)
class Voice:
    """One account on one need: its segment and the day of its last word where they are known, for it or against."""

    account: str
    segment: str | None
    last: date | None
    supports: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a confidence from 0 to 1, as low and as high as it could be; `words` is its arithmetic."""

    name: str
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence as an estimate, its parts, and the arithmetic in one line."""

    estimate: Estimate
    parts: tuple[Part, ...]

    @property
    def arithmetic(self) -> str:
        factors = " × ".join(_say(part.low, part.high) for part in self.parts)
        return f"({factors}) to the power of 1/{len(self.parts)} = {_say(self.estimate.low, self.estimate.high)}"


def weigh_evidence(voices: Sequence[Voice], *, segments: Sequence[str], today: date) -> Confidence | None:
    """How far the evidence carries; None where no account speaks for the need.

    `segments` are all that the base has. An account that is named several times counts once: with its latest word.
    """
    kept = _keep_latest(voices)
    supporting = [voice for voice in kept if voice.supports]
    if not supporting:
        return None
    parts = (
        _count_accounts(len(supporting)),
        _measure_freshness(supporting, today),
        _measure_variety(supporting, segments),
        _measure_agreement(len(supporting), len(kept) - len(supporting)),
    )
    low, high = (prod(ends) ** (1 / len(parts)) for ends in ([p.low for p in parts], [p.high for p in parts]))
    return Confidence(Estimate(low, high, None, _SOURCE, Kind.DERIVED), parts)


def _keep_latest(voices: Sequence[Voice]) -> list[Voice]:
    latest: dict[str, Voice] = {}
    for voice in sorted(voices, key=lambda v: (v.last or date.min, v.supports, v.segment or "")):
        latest[voice.account] = voice
    return list(latest.values())


def _count_accounts(count: int) -> Part:
    value = count / (count + HALF_ACCOUNTS)
    return Part("accounts", value, value, f"{count} ÷ ({count} + {HALF_ACCOUNTS})")


def _measure_freshness(voices: Sequence[Voice], today: date) -> Part:
    """The mean over accounts of 1 for today, a half after the half-life; undated ones may be anything."""
    weights = [0.5 ** (max((today - voice.last).days, 0) / HALF_LIFE) for voice in voices if voice.last]
    undated = len(voices) - len(weights)
    low, high = sum(weights) / len(voices), (sum(weights) + undated) / len(voices)
    words = f"the mean of ½ to the power of days ÷ {HALF_LIFE} over {len(weights)} accounts"
    return Part("freshness", low, high, words + (f"; {undated} have no date" if undated else ""))


def _measure_variety(voices: Sequence[Voice], segments: Sequence[str]) -> Part:
    """How many segments speak, each by its weight (the exponential of the entropy), of all there are."""
    counts = Counter(voice.segment for voice in voices if voice.segment)
    every = len({*segments, *counts})
    unknown = len(voices) - sum(counts.values())
    if every == 0:
        return Part("variety", 0.0, 1.0, "no segments are known")
    low, high = (min(_count_effective(each) / every, 1.0) for each in _spread_unknown(counts, segments, unknown))
    words = f"{_say(low * every, high * every)} of {every} segments, each by its weight"
    return Part("variety", low, high, words + (f"; {unknown} accounts have none" if unknown else ""))


def _spread_unknown(
    counts: Mapping[str, int], segments: Sequence[str], unknown: int
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Accounts without a segment all in the one that is heard most, and one by one in those heard least."""
    alike, varied = dict(counts), {**dict.fromkeys(segments, 0), **counts}
    if not unknown:
        return counts, counts
    most = max(varied, key=lambda name: (varied[name], name))
    alike[most] = alike.get(most, 0) + unknown
    for _ in range(unknown):
        least = min(varied, key=lambda name: (varied[name], name))
        varied[least] += 1
    return alike, varied


def _count_effective(counts: Mapping[str, int]) -> float:
    total = sum(counts.values())
    return exp(-sum(n / total * log(n / total) for n in counts.values() if n))


def _measure_agreement(supporting: int, against: int) -> Part:
    """Laplace's rule of succession: one more of each, so that two of two is not certainty."""
    value = (supporting + 1) / (supporting + against + 2)
    return Part("agreement", value, value, f"({supporting} + 1) ÷ ({supporting} + {against} + 2)")


def _say(low: float, high: float) -> str:
    first, last = f"{low:.2f}", f"{high:.2f}"
    return first if first == last else f"{first} to {last}"
