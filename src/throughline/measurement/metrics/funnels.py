"""Ordered funnels with a window.

A user enters once in each period, with the first event of the first step in it. The next step is the earliest event of
that step after, and so on; all within the window, counted from the entry. The earliest choice is the best one: whoever
can finish at all finishes so. An event of another name may share the moment of the step before, since many exports keep
whole seconds; an event that could itself have been an earlier step must be later.
"""

from __future__ import annotations

from typing import Any

from throughline.measurement.metrics.contracts import Funnel, Selection
from throughline.measurement.metrics.parts import PERIOD
from throughline.measurement.metrics.reaching import reach_ibis
from throughline.measurement.metrics.selecting import AT, USER, narrow


def aggregate_funnel(events: Any, funnel: Funnel) -> Any:
    """One row for each period: n0 users who entered, n1, n2, ... who came that far."""
    entered = _enter(events, funnel.steps[0])
    for place in range(1, len(funnel.steps)):
        entered = _step(entered, events, funnel, place)
    names = [f"at{place}" for place in range(1, len(funnel.steps))]
    reached = {f"n{place}": entered[name].count() for place, name in enumerate(names, start=1)}
    return entered.group_by(PERIOD).aggregate(n0=entered.count(), **reached)


def _enter(events: Any, first: Selection) -> Any:
    kept = narrow(events, first)
    kept = kept.filter(kept[USER].notnull())
    return kept.group_by([PERIOD, USER]).aggregate(at0=kept[AT].min())


def _step(entered: Any, events: Any, funnel: Funnel, place: int) -> Any:
    """Those who entered, with when they reached one step more, null where they did not."""
    ibis = reach_ibis()
    kept = narrow(events, funnel.steps[place])
    steps = kept.filter(kept[USER].notnull()).select(step_user=kept[USER], step_at=kept[AT])
    last, start = entered[f"at{place - 1}"], entered["at0"]
    later = steps["step_at"] > last if _overlaps(funnel.steps, place) else steps["step_at"] >= last
    seconds = int(funnel.within.total_seconds())
    inside = steps["step_at"] <= start + ibis.interval(seconds=seconds)
    joined = entered.left_join(steps, [entered[USER] == steps["step_user"], later, inside])
    known = [PERIOD, USER, *(f"at{n}" for n in range(place))]
    return joined.group_by(known).aggregate(**{f"at{place}": joined["step_at"].min()})


def _overlaps(steps: tuple[Selection, ...], place: int) -> bool:
    """Whether an event of this step could be one of an earlier step."""
    here = set(steps[place].events)
    return any(not here or not step.events or here & set(step.events) for step in steps[:place])
