"""Why these metrics: what was predicted, what was agreed to measure, when it is looked at, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.grounding.contracts import Origin
from throughline.grounding.telling.wording import clip, end, name_day
from throughline.specification.contracts import Audience, Line, Role, Status
from throughline.specification.rules.narrating.contracts import Matter, Telling
from throughline.specification.rules.wording import count

MOST = 3
GUARDRAIL = "Guardrail: "


def tell_metrics(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """The sentences, in order; sales hears what came of it, or that nothing may be promised of it."""
    outcomes = list(_tell_outcomes(matter))
    if audience is Audience.SALES:
        yield from outcomes or [_forbid(matter)]
        return
    yield from _tell_bets(matter)
    yield from _tell_agreed(matter, audience)
    if audience is Audience.LEADERSHIP:
        yield from _tell_expected(matter)
    yield from outcomes or [_tell_review(matter)]


def _forbid(matter: Matter) -> Telling:
    """Nothing has been shown: that is all sales may hear."""
    day = matter.prd.review_date
    when = f" Whether it worked is looked at on {name_day(day)}." if day else ""
    text = f"No effect has been shown yet, so none may be promised.{when}"
    return Telling("no-effect", text, (matter.reference,))


def _tell_bets(matter: Matter) -> Iterator[Telling]:
    bets = [one for one in matter.choices if one.linked and one.prediction]
    if not bets:
        text = "No bet is on record, so this page cannot say what success would change."
        if any(line.role is Role.METRIC and line.claim.origin is not Origin.PROPOSAL for line in matter.prd.lines):
            text = "No bet is on record: nobody predicted what it would change. What was agreed is this."
        yield Telling("no-bet", text, (matter.reference,))
    for one in bets[:MOST]:
        text = f"On {one.predicted_on} {one.predicted_by} predicted of “{clip(one.title)}”: {end(one.prediction)}"
        yield Telling(f"bet:{one.reference.path}", text, (one.reference,))


def _tell_expected(matter: Matter) -> Iterator[Telling]:
    for one in [one for one in matter.decided if one.choice and one.expected][:1]:
        text = f"What was expected of “{clip(one.choice)}”: {end(clip(one.expected))}"
        yield Telling(f"expected:{one.reference.path}", text, (one.reference,))


def _tell_agreed(matter: Matter, audience: Audience) -> Iterator[Telling]:
    lines = [line for line in matter.prd.lines if line.role is Role.METRIC]
    agreed = [line for line in lines if line.claim.origin is not Origin.PROPOSAL]
    proposed = len(lines) - len(agreed)
    for line in agreed[:MOST]:
        yield Telling(f"metric:{line.claim.id}", _say_metric(line, audience), matter.refer(line))
    if proposed:
        one, many = "is proposed, and nobody has agreed to it", "are proposed, and nobody has agreed to them"
        are = one if proposed == 1 else many
        yield Telling("proposed", f"{count(proposed, 'metric')} {are}.", (matter.reference,))
    elif not agreed:
        yield Telling("no-metric", "No metric is written down.", (matter.reference,))


def _say_metric(line: Line, audience: Audience) -> str:
    """From its cells, where it has all four; else as it is written."""
    owner = f" Measured by: {line.owner}." if line.owner and audience is Audience.ENGINEERING else ""
    if len(line.cells) != 4 or not all(line.cells):
        return f"{end(clip(line.claim.text))}{owner}"
    name, baseline, target, by = (clip(cell) for cell in line.cells)
    head = "What must not suffer" if name.startswith(GUARDRAIL) else "What we measure"
    bare = name.removeprefix(GUARDRAIL)
    small = f"{bare[:1].lower()}{bare[1:]}" if bare[1:2].islower() else bare
    return f"{head}: {small}; it was {baseline}, and is to be {target} by {by}.{owner}"


def _tell_review(matter: Matter) -> Telling:
    day = matter.prd.review_date
    if day is None:
        return Telling("no-review", "No 90-day review is booked.", (matter.reference,))
    return Telling(
        "review", f"Whether it worked is looked at on {name_day(day)}, in its 90-day review.", (matter.reference,)
    )


def _tell_outcomes(matter: Matter) -> Iterator[Telling]:
    """What the review found; a line nobody agreed to is no finding."""
    if matter.prd.status is not Status.REVIEWED:
        return
    blocks = (block for section in matter.prd.sections if section.key == "review" for block in section.blocks)
    for line in [line for block in blocks for line in block.lines if not line.undecided][:MOST]:
        yield Telling(f"outcome:{line.claim.id}", end(clip(line.claim.text)), matter.refer(line))
