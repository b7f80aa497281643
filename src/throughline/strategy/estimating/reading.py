"""What a person writes for one input, as a range in the unit of the pages: weeks of one person, per cent."""

from __future__ import annotations

from throughline.strategy.estimating.errors import BadEstimate
from throughline.strategy.rules.ranking.columns import read_column
from throughline.strategy.rules.ranking.contracts import CONFIDENCE, EFFORT, IMPACT, REACH, Estimate

INPUTS = (REACH, IMPACT, CONFIDENCE, EFFORT)
_UNITS = {EFFORT: "weeks", CONFIDENCE: "%"}
LONGEST = 60


def read_estimate(name: str, text: str, *, where: str = "") -> Estimate | None:
    """The range that is meant; None where nothing is written. `where` names the field, unless it has the input's name.

    Raises `BadEstimate`.
    """
    read = read_column(name, [text[:LONGEST]], header=_UNITS.get(name, ""))
    for problem in read.problems.values():
        raise BadEstimate(problem.what, where=where or name.capitalize(), mend=problem.on_page)
    return read.estimates[0]
