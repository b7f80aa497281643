"""Sections 4, 5 and 16: measures with their blanks, what was asked for and is not assumed, and the 90-day review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import key_of, tally
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.groups import Group
from throughline.specification.rules.items import Item
from throughline.specification.rules.objects import find_things
from throughline.specification.rules.tagging import stem
from throughline.specification.rules.terms import TERMS
from throughline.specification.rules.wording import capitalise, decide, name_date
from throughline.specification.writing.claims import pieces_of, write_count, write_proposal, write_quote
from throughline.specification.writing.matter import Matter
from throughline.specification.writing.problem import telling_sentences
from throughline.specification.writing.stories import Story, fill

REVIEW_AFTER = timedelta(days=90)
_METRICS = {Size.ONE_PAGE: 2, Size.STANDARD: 3, Size.FULL: 5}
_REQUESTS = {Size.ONE_PAGE: 4, Size.STANDARD: 6, Size.FULL: 10}
_MANY_REQUESTS = 12
_COLUMNS = ("Metric", "Baseline", "Target", "By")


def name_review(launch: date | None) -> str:
    """When the result is looked at: `launch + 90 days`, with the date once the launch has one."""
    return f"launch + 90 days ({name_date(launch + REVIEW_AFTER)})" if launch else "launch + 90 days"


def write_goals(matter: Matter, stories: Sequence[Story], *, launch: date | None) -> Block | None:
    """One measure a story, its baseline and target left to be settled, and a guardrail where customers name one."""
    measured = stories[: _METRICS[matter.size]]
    rows: list[tuple[str, Sequence[Item]]] = [
        (fill(TERMS[s.lead.failure].metric, s.lead.thing or s.thing), s.lead.core[:3]) for s in measured
    ]
    guard = _guardrail(matter, stories)
    rows += [guard] if guard else []
    lines = tuple(_write_metric(name, items, launch=launch) for name, items in rows)
    return Block("goals", lines, columns=_COLUMNS, kind="table") if lines else None


def _guardrail(matter: Matter, stories: Sequence[Story]) -> tuple[str, Sequence[Item]] | None:
    """What must not get worse: speed, cost or what works today, where somebody speaks of it outside the stories."""
    led = {story.lead.failure for story in stories}
    for group in matter.groups:
        if group.failure in (Failure.SLOW, Failure.COSTLY) and group.failure not in led:
            what = "speed" if group.failure is Failure.SLOW else "cost"
            text = f"Guardrail: {what}, where people write “{group.cues[0]}”{_complained_of(group)}"
            return text, group.items[:2]
    if matter.working and matter.thing:
        return f"Guardrail: {matter.thing.named} for those for whom it works today", matter.working[:2]
    return None


def _complained_of(group: Group) -> str:
    """The thing that the very sentence with the complaint names; nothing where it names none or another."""
    thing = group.thing
    item = next((i for i in group.items for m in i.mentions if m.failure is group.failure), None)
    told = telling_sentences(item, group.failure) if item else ()
    return f" about {thing.named}" if thing and any(_names(s.text, thing.key[-1]) for s in told) else ""


def _write_metric(name: str, items: Sequence[Item], *, launch: date | None) -> Line:
    by = name_review(launch)
    cells = (name, "not connected", decide(), by)
    text = f"{name}; baseline not connected, target {decide()}, by {by}."
    return write_proposal(text, pieces_of(items), role=Role.METRIC, cells=cells, owner="data")


def write_requests(matter: Matter) -> tuple[Block, ...]:
    """What was asked for, in the words it was asked in; many requests are gathered by the thing they name."""
    asking = tuple(item for item in matter.items if item.requests)
    if not asking:
        return ()
    counted = tally(pieces_of(asking))
    storied = {
        item.evidence.id
        for family in matter.families
        for g in family
        for item in g.items
        if g.failure is Failure.WANTED
    }
    head = write_count(f"Asked for something: {counted.words}.", counted)
    fresh = tuple(item for item in asking if item.evidence.id not in storied)
    if len(fresh) > _MANY_REQUESTS:
        return (Block("requests", (head,)), *_by_thing(matter, fresh))
    quotes = choose(fresh, lambda i: i.requests, limit=_REQUESTS[matter.size], words=matter.words, whole=False)
    options = ("in", "out")
    lines = (head, *(write_quote(p, role=Role.REQUEST, options=options) for p in quotes))
    return (Block("requests", lines),)


def _by_thing(matter: Matter, asking: Sequence[Item]) -> tuple[Block, ...]:
    pairs = [(key_of(i.evidence), s.text) for i in asking for s in i.requests]
    blocks: list[Block] = []
    for thing in find_things(pairs, limit=_REQUESTS[matter.size] // 2 + 1):
        items = tuple(i for i in asking if any(_names(s.text, thing.key[-1]) for s in i.requests))
        quotes = choose(items, lambda i: i.requests, limit=1, words=(thing.noun,), used=_ids(blocks), whole=False)
        if quotes and len(items) > 1:
            counted = tally(pieces_of(items))
            head = write_count(f"{capitalise(thing.noun)}: {counted.words}.", counted, role=Role.REQUEST)
            said = (write_quote(p, role=Role.REQUEST, options=("in", "out")) for p in quotes)
            blocks.append(Block(f"requests-{len(blocks) + 1}", (head, *said)))
    return tuple(blocks)


def _names(text: str, key: str) -> bool:
    return any(stem(word.strip(".,;:!?()\"'")) == key for word in text.lower().split())


def _ids(blocks: Sequence[Block]) -> frozenset[str]:
    return frozenset(
        c.evidence or "" for b in blocks for line in b.lines for c in line.claim.citations if line.claim.quote
    )
