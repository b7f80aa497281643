"""Why this answer: what it is, what was chosen over what, what it costs, what may go wrong, what may be promised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.grounding.contracts import Origin
from throughline.grounding.telling.wording import clip, end, join, name_day
from throughline.specification.contracts import Audience, Line, Role, Status
from throughline.specification.rules.narrating.contracts import Choice, Decided, Matter, Telling
from throughline.specification.rules.narrating.timing import SHIPPED
from throughline.specification.rules.wording import count

MOST, SHORT = 3, 160
_LABEL = re.compile(r"^S\d+\s+")
_RISK = re.compile(r"\bRisk:\s*(?P<words>.+)", re.DOTALL)
STANDS = {
    Status.DRAFT: "is a draft: it may still change, or be dropped",
    Status.IN_REVIEW: "is in review: it may still change, or be dropped",
    Status.APPROVED: "is approved",
    Status.BUILDING: "is approved and being built",
    Status.LAUNCHED: "has launched",
    Status.REVIEWED: "has had its 90-day review; it launched",
}
PROMISE = {
    Status.DRAFT: "Nothing of it may be promised.",
    Status.IN_REVIEW: "Nothing of it may be promised.",
    Status.APPROVED: "That it is decided may be said, and no more may be promised.",
    Status.BUILDING: "That it is being built may be said, and no more may be promised.",
    Status.LAUNCHED: "What it does may be told to customers.",
    Status.REVIEWED: "What it does may be told to customers.",
}


def tell_answer(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """The sentences, in order."""
    yield _tell_stand(matter, audience)
    yield from _tell_stories(matter)
    if audience is Audience.LEADERSHIP:
        yield from _tell_cost(matter)
        yield from _tell_decisions(matter, most=2)
        yield from _tell_risks(matter)
    elif audience is Audience.ENGINEERING:
        yield from _tell_constraints(matter)
        yield from _tell_decisions(matter, most=MOST)
        yield from _tell_criteria(matter)
        yield from _tell_open(matter)
    yield from _tell_left_out(matter, audience)


def _tell_stand(matter: Matter, audience: Audience) -> Telling:
    day = matter.prd.launch if matter.prd.status in SHIPPED else None
    launched = f", on {name_day(day)}" if day else ""
    stands = f"The PRD for it, “{clip(matter.prd.title)}”, {STANDS[matter.prd.status]}{launched}."
    promise = f" {PROMISE[matter.prd.status]}" if audience is Audience.SALES else ""
    return Telling("stands", f"{stands}{promise}", (matter.reference,))


def _tell_stories(matter: Matter) -> Iterator[Telling]:
    blocks = [block for section in matter.prd.sections if section.key == "stories" for block in section.blocks]
    titles = [clip(_LABEL.sub("", block.title), SHORT) for block in blocks if block.kind == "story" and block.title]
    if not titles:
        yield Telling("stories", "What will be built is not written down yet: it has no story.", (matter.reference,))
        return
    named = [f"“{title}”" for title in titles[:MOST]]
    rest = f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
    can = "can do with it" if matter.prd.status in SHIPPED else "would be able to do"
    text = f"What people {can}: {', '.join(named) if rest else join(named)}{rest}."
    yield Telling("stories", text, (matter.reference,))


def _tell_cost(matter: Matter) -> Iterator[Telling]:
    """The size of what is linked; else of what is kept for the same need, said to be no more than that."""
    linked = [one for one in matter.choices if one.linked]
    kept = [one for one in matter.choices if not one.linked and not one.answer]
    if linked:
        yield from (Telling(f"cost:{one.reference.path}", _say_cost(one), (one.reference,)) for one in linked[:MOST])
        return
    text = "Which idea it follows is not on record, so its cost cannot be said."
    if sized := [one for one in kept if one.effort][:MOST]:
        ideas = join([f"“{clip(one.title, SHORT)}” ({one.effort}, says {one.estimated_by})" for one in sized])
        kept_too = "this idea is kept" if len(sized) == 1 else "these ideas are kept"
        text = f"{text} For the same problem {kept_too}: {ideas}."
    yield Telling("cost", text, tuple(one.reference for one in sized) or (matter.reference,))


def _say_cost(one: Choice) -> str:
    if not one.effort:
        return f"What “{clip(one.title, SHORT)}” costs was never estimated."
    return f"Its cost, as {one.estimated_by} estimated it for “{clip(one.title, SHORT)}”: {one.effort}."


def _tell_decisions(matter: Matter, *, most: int) -> Iterator[Telling]:
    made = [one for one in matter.decided if one.choice]
    waiting = [one for one in matter.decided if not one.choice]
    if not made and not waiting:
        yield Telling("no-decision", "No decision about it is on record.", (matter.reference,))
    for one in made[:most]:
        yield Telling(f"decided:{one.reference.path}", _say_decided(one), (one.reference,))
    for one in waiting[:most]:
        text = f"Still to be decided: {end(clip(one.question, SHORT))}"
        yield Telling(f"open:{one.reference.path}", text, (one.reference,))


def _say_decided(one: Decided) -> str:
    over = f" over {join([f'“{clip(option, SHORT)}”' for option in one.against[:MOST]])}" if one.against else ""
    price = f" The price: {end(clip(one.trade_off))}" if one.trade_off else " What that costs is not written down."
    chosen = f"{one.by} chose “{clip(one.choice, SHORT)}”{over}"
    return f"To the question “{clip(one.question, SHORT)}”, {chosen}.{price}"


def _tell_risks(matter: Matter) -> Iterator[Telling]:
    risks = [line for line in matter.prd.lines if line.role is Role.RISK]
    told = [(line, line.claim.text) for line in risks]
    told += [
        (line, found["words"])
        for line in _find_section(matter, "technical")
        if (found := _RISK.search(line.claim.text))
    ]
    if not told:
        yield Telling("no-risk", "No risk is written down.", (matter.reference,))
    for place, (line, words) in enumerate(told[:2]):
        head = "Another risk" if place else "A risk on record"
        yield Telling(f"risk:{line.claim.id}", f"{head}: {end(clip(_lower(words)))}", matter.refer(line))


def _tell_constraints(matter: Matter) -> Iterator[Telling]:
    lines = _find_section(matter, "technical")
    if not lines:
        text = "Engineering has not written down any constraint."
        yield Telling("no-constraint", text, (matter.reference,))
    for line in lines[:2]:
        said = f"{'The constraints, as written: ' if line is lines[0] else ''}{end(clip(line.claim.text))}"
        yield Telling(f"constraint:{line.claim.id}", said, matter.refer(line))


def _tell_criteria(matter: Matter) -> Iterator[Telling]:
    criteria = [line for line in matter.prd.lines if line.role is Role.CRITERION]
    agreed = [line for line in criteria if line.claim.origin is not Origin.PROPOSAL]
    if not criteria:
        yield Telling("criteria", "No acceptance criterion is written down.", (matter.reference,))
        return
    if len(agreed) < len(criteria):
        are = "is agreed" if len(agreed) == 1 else "are agreed"
        whole = "its one acceptance criterion" if len(criteria) == 1 else f"its {len(criteria)} acceptance criteria"
        text = f"Of {whole}, {len(agreed) or 'none'} {are}; the rest are proposals."
        yield Telling("criteria", text, (matter.reference,))
    for line in agreed[:MOST]:
        yield Telling(f"criterion:{line.claim.id}", f"Agreed: {end(clip(line.claim.text))}", matter.refer(line))


def _tell_open(matter: Matter) -> Iterator[Telling]:
    if matter.open_count and matter.open:
        asked = count(matter.open_count, "question")
        are = "is" if matter.open_count == 1 else "are"
        where = (matter.where_open or matter.reference,)
        yield Telling(
            "edge-cases", f"{asked} about edge cases {are} open; above all: {end(clip(matter.open[0]))}", where
        )


def _tell_left_out(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """What is not part of it, as each may hear it: a reason that is only for us is not told to sales."""
    out = [line for line in matter.prd.lines if line.role is Role.NON_GOAL and line.claim.origin is not Origin.PROPOSAL]
    sells = audience is Audience.SALES
    for line in out[: MOST if sells else 1]:
        words = line.claim.text.removeprefix("Not part of this: ")
        what = "A customer’s request" if words.startswith("“") else "This"
        head = f"{what} {'may not be promised' if sells else 'is left out on purpose'}"
        yield Telling(f"out:{line.claim.id}", f"{head}: {end(clip(words))}", matter.refer(line))
    for one in [one for one in matter.choices if one.answer][:2]:
        why = one.told if sells else one.reason
        reason = f": {clip(why)}" if why else ""
        yield Telling(
            f"no:{one.reference.path}", end(f"“{clip(one.title, SHORT)}” is {one.answer}{reason}"), (one.reference,)
        )


def _lower(words: str) -> str:
    """Begun small, where it begins with a word and not with a name in capitals."""
    return f"{words[:1].lower()}{words[1:]}" if words[1:2].islower() or words[1:2] == " " else words


def _find_section(matter: Matter, key: str) -> Sequence[Line]:
    """The lines of a section that people stand for."""
    blocks = (block for section in matter.prd.sections if section.key == key for block in section.blocks)
    return [line for block in blocks for line in block.lines if not line.undecided]
