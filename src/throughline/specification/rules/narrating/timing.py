"""Why now: when it was said, what it is due for, which goal it serves, and which day may be named."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.grounding.telling.wording import clip, name_day
from throughline.specification.contracts import Audience, Status
from throughline.specification.rules.narrating.contracts import Aim, Matter, Telling
from throughline.specification.rules.narrating.counted import tell_span

SHIPPED = frozenset({Status.LAUNCHED, Status.REVIEWED})


def tell_timing(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """The sentences, in order."""
    where = matter.need.reference if matter.need else matter.reference
    if span := tell_span("span", matter.answers, where):
        yield span
    elif matter.answers:
        yield Telling("undated", "None of it is dated, so nobody can say whether it is said more often now.", (where,))
    elif matter.prd.status in SHIPPED and audience is Audience.SALES:
        text = "Nothing that customers said is on record for it, so nobody can say since when it is wanted."
        yield Telling("since-unknown", text, (where,))
    if audience is not Audience.SALES:
        yield from _tell_aims(matter)
    if matter.prd.status not in SHIPPED:
        yield _tell_day(matter, audience)


def _tell_aims(matter: Matter) -> Iterator[Telling]:
    if not matter.aims:
        yield Telling("no-goal", "No goal is on record for it, so this page cannot say what it is to move.")
    for place, aim in enumerate(matter.aims):
        yield Telling(f"aim:{aim.reference.path}:{place}", _say_aim(aim, first=place == 0), (aim.reference,))


def _say_aim(aim: Aim, *, first: bool) -> str:
    if not aim.metric:
        return f"It serves the goal “{clip(aim.title)}”."
    stands = f"stood at {aim.now} on {aim.now_day}" if aim.now else "has no value on record yet"
    course = f"; it is to go from {aim.start} to {aim.target} by {aim.by}" if aim.target and aim.by else ""
    head = "The goal it serves: " if first else ""
    return f"{head}“{clip(aim.metric)}” {stands}{course}."


def _tell_day(matter: Matter, audience: Audience) -> Telling:
    """The launch, where it is set; nobody is given a day that is not."""
    launch, where = matter.prd.launch, (matter.reference,)
    if launch is None:
        text = (
            "No launch day is set, so no day may be named." if audience is Audience.SALES else "No launch day is set."
        )
        return Telling("day", text, where)
    plan = " The day may be named as a plan, and not promised." if audience is Audience.SALES else ""
    return Telling("day", f"The launch is planned for {name_day(launch)}.{plan}", where)
