"""What one idea's inputs come to and rest on, in words."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.kernel.clock import utc_today
from throughline.strategy.estimating.queries import Known, list_known
from throughline.strategy.estimating.reading import INPUTS
from throughline.strategy.models import Idea
from throughline.strategy.rules.ranking.contracts import CONFIDENCE, SHARES, Estimate
from throughline.strategy.rules.ranking.saying import say_range

EVIDENCE, FROZEN = "evidence", "frozen"


@dataclass(frozen=True, slots=True)
class Shown:
    """One input of one idea: its range in words, what a person wrote, and what it rests on; `origin` in a word."""

    name: str
    range: str = ""
    written: str = ""
    because: str = ""
    derived: str = ""
    origin: str = ""


def show_estimates(row: Idea) -> tuple[Shown, ...]:
    """The inputs of one idea, each with what it rests on."""
    known = list_known(row.workspace, [row], today=utc_today())[row.key]
    return tuple(show_input(name, known) for name in INPUTS)


def show_input(name: str, known: Known) -> Shown:
    """One input in words; of a bet as it was frozen."""
    kept = known.frozen.get(name)
    if known.frozen:
        return Shown(name, kept["range"], kept["written"], kept["because"], origin=FROZEN) if kept else Shown(name)
    estimate, row = known.estimates.get(name), known.written.get(name)
    derived = known.confidence.arithmetic if name == CONFIDENCE and known.confidence else ""
    derived = known.reach.words if name == "reach" and known.reach else derived
    because = f"{row.author}, {row.at.day} {row.at:%B %Y}" if row else "from the evidence" if estimate else ""
    origin = row.author if row else EVIDENCE if estimate else ""
    return Shown(name, _say_estimate(name, estimate), row.written if row else "", because, derived, origin)


def _say_estimate(name: str, estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if name in SHARES:
        low, high = f"{100 * estimate.low:.0f}", f"{100 * estimate.high:.0f}"
        return f"{low} %" if low == high else f"{low}-{high} %"
    return say_range(estimate.low, estimate.high)
