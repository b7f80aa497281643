"""Sections 10 and 11: requirements with the cases to test them with, and edge cases nobody has answered."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.edge_cases import match_cases, share_out
from throughline.specification.rules.terms import TERMS
from throughline.specification.rules.wording import capitalise
from throughline.specification.writing.claims import pieces_of, write_proposal, write_quote
from throughline.specification.writing.matter import Matter
from throughline.specification.writing.problem import telling_sentences
from throughline.specification.writing.stories import Story, fill

_EDGES = {Size.ONE_PAGE: 1, Size.STANDARD: 6, Size.FULL: 20}
_READ_FOR_EDGES = 12
_CASES = {Size.ONE_PAGE: 0, Size.STANDARD: 2, Size.FULL: 3}


def write_requirements(matter: Matter, stories: Sequence[Story], *, used: frozenset[str]) -> tuple[Block, ...]:
    """One requirement a story, with cases of other customers to test it with, in their words."""
    return tuple(_write_requirement(matter, story, used) for story in stories)


def _write_requirement(matter: Matter, story: Story, used: frozenset[str]) -> Block:
    text = fill(TERMS[story.lead.failure].requirement, story.lead.thing or story.thing)
    proposal = write_proposal(text, pieces_of(story.lead.core[:3]), role=Role.REQUIREMENT, label=f"R{story.number}")
    cases = choose(
        story.items,
        lambda item: [s for g in story.groups for s in telling_sentences(item, g.failure)],
        limit=_CASES[matter.size],
        words=(story.thing.noun,),
        used=used,
    )
    fresh = [passage for passage in cases if passage.evidence.id not in used]
    criteria = ", ".join(line.label for line in story.criteria)
    note = f"{story.label} · {criteria}" if criteria else story.label
    return Block(f"requirement-{story.number}", (proposal, *(write_quote(p) for p in fresh)), note=note)


def write_edges(matter: Matter, stories: Sequence[Story]) -> tuple[Line, ...]:
    """Catalogued cases that the stories touch and nobody has answered, each with its story and its catalogue id."""
    covered = " ".join(line.claim.text for story in stories for line in story.criteria)
    matches = [match_cases(_text_of(story), covered=covered, names=_names_of(story)) for story in stories]
    lines: list[Line] = []
    for place, match in share_out(matches, most=_EDGES[matter.size]):
        story = stories[place]
        text = f"{_lead_in(story, match.case.case)}: {match.case.question}"
        pieces = pieces_of(story.lead.core[:1])
        label = f"{story.label} · {match.case.id}"
        lines.append(write_proposal(text, pieces, role=Role.EDGE_CASE, label=label, rests_on=(match.case.id,)))
    return tuple(lines)


def _lead_in(story: Story, case: str) -> str:
    noun = story.thing.noun
    return capitalise(case) if case.lower().startswith(noun.lower()) else f"{capitalise(noun)}, {case}"


def _text_of(story: Story) -> str:
    """What customers say in the story: its things and its quotes, not the words its criteria are made of."""
    quotes = [p.text for p in (story.situation, story.purpose, *story.said) if p]
    told = [item.evidence.text for item in story.lead.core[:_READ_FOR_EDGES]]
    return " ; ".join([*_names_of(story), *quotes, *told])


def _names_of(story: Story) -> list[str]:
    return [story.thing.noun, *(group.thing.noun for group in story.groups if group.thing)]
