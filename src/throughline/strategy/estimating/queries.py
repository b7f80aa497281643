"""Reads of estimates: what people wrote, and what the evidence says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from throughline.core.models import Workspace
from throughline.discovery.customers.queries import count_asked
from throughline.discovery.opportunities.queries import AccountVoice, follow_merged, list_voices
from throughline.strategy.estimating.keeping import estimate_reach_kept
from throughline.strategy.models import Bet, Idea, IdeaEstimate
from throughline.strategy.rules.ranking.contracts import CONFIDENCE, REACH, Estimate
from throughline.strategy.rules.ranking.reaching import Reach, Segment
from throughline.strategy.rules.ranking.trusting import Confidence, Voice, weigh_evidence

_WRITTEN = ("idea__key", "input", "written", "low", "best", "high", "member__name", "at")


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote for one input, the range it means, who and when."""

    written: str
    low: float
    best: float | None
    high: float
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one idea's inputs: written by people, and derived from the evidence for its opportunity.

    `frozen` are those of a bet, by input, as they stood when it was chosen; they go before anything that came later.
    """

    written: Mapping[str, Written] = field(default_factory=dict[str, Written])
    reach: Reach | None = None
    confidence: Confidence | None = None
    frozen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Each input's estimate; what a person wrote goes before what was derived, what is frozen before both."""
        if self.frozen:
            return {
                name: Estimate(kept["low"], kept["high"], kept["best"], kept["because"])
                for name, kept in self.frozen.items()
            }
        derived = {REACH: self.reach, CONFIDENCE: self.confidence}
        found = {name: each.estimate for name, each in derived.items() if each is not None}
        return found | {name: Estimate(row.low, row.high, row.best, row.author) for name, row in self.written.items()}


def list_known(workspace: Workspace, ideas: Sequence[Idea], *, today: date, frozen: bool = True) -> dict[str, Known]:
    """What is known of each idea by its key, in five queries. An idea goes where its opportunity was merged into.

    Without `frozen` a bet's inputs are told as they are now.
    """
    written: dict[str, dict[str, Written]] = defaultdict(dict)
    for key, name, *values in IdeaEstimate.objects.filter(idea__in=ideas).values_list(*_WRITTEN):
        written[key][name] = Written(*values)
    merged = follow_merged(workspace)
    homes = {idea.key: merged.get(idea.opportunity, idea.opportunity) for idea in ideas}
    voices: dict[str, list[AccountVoice]] = defaultdict(list)
    for voice in list_voices(workspace, set(homes.values())):
        voices[voice.opportunity].append(voice)
    asked = count_asked(workspace)
    derived = {home: _derive(voices[home], asked, today) for home in set(homes.values())}
    kept = _list_frozen(ideas) if frozen else {}
    return {key: Known(written[key], *derived[home], kept.get(key, {})) for key, home in homes.items()}


def _list_frozen(ideas: Sequence[Idea]) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The estimates of the prediction that holds, for each idea that is a bet."""
    rows = Bet.objects.filter(idea__in=ideas).order_by("pk").values_list("idea__key", "estimates")
    return {key: {one["input"]: one for one in estimates} for key, estimates in rows}


def _derive(
    voices: Sequence[AccountVoice], asked: Mapping[str, tuple[int, int]], today: date
) -> tuple[Reach | None, Confidence | None]:
    heard = {voice.account: voice.segment for voice in voices if voice.supports and voice.listed}
    segments = [
        Segment(sum(segment == name for segment in heard.values()), spoke, base)
        for name, (spoke, base) in asked.items()
    ]
    said = [Voice(str(v.account), v.segment or None, v.last, v.supports) for v in voices]
    reach = estimate_reach_kept(segments) if heard else None
    return reach, weigh_evidence(said, segments=[name for name in asked if name], today=today)
