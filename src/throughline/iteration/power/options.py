"""What the options of `throughline power` say."""

from __future__ import annotations

from math import isfinite

from throughline.measurement.experiments.planning import BadPlan
from throughline.measurement.experiments.power import Outcome


def read_outcome(*, share: float | None, mean: float | None, deviation: float | None, explained: float) -> Outcome:
    """What the control is like. Raises `BadPlan` where it is not said, or twice."""
    if (share is None) == (mean is None):
        raise BadPlan("the control is said once", mend="give --share 0.05, or --mean 12 --sd 30")
    if share is not None:
        if deviation is not None:
            raise BadPlan("a share brings its own standard deviation", where="--sd", mend="leave it out")
        return Outcome.of_share(share, explained=explained)
    if mean is None or deviation is None or not (isfinite(mean) and isfinite(deviation)):
        raise BadPlan(
            "how far units lie apart is not known", where="--mean", mend="add --sd, the standard deviation over units"
        )
    return Outcome(mean, deviation, explained=explained)


def read_effect(outcome: Outcome, *, relative: float | None, absolute: float | None) -> float | None:
    """The difference in means that is hoped for; None where nothing is said. Raises `BadPlan`."""
    if relative is not None and absolute is not None:
        raise BadPlan("the effect is said twice", where="--relative and --absolute", mend="keep one")
    if relative is not None and outcome.mean == 0:
        raise BadPlan("nothing is relative to a mean of 0", where="--relative", mend="say it with --absolute")
    effect = absolute if relative is None else relative * outcome.mean
    if effect is not None and not isfinite(effect):
        raise BadPlan("the effect is no number", where="--relative or --absolute", mend="write it like 0.05")
    return effect
