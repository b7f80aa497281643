"""From a PRD to the outline that checks, edge cases, prototypes and the formats of other tools read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Role
from throughline.specification.rules.stories.contracts import Form, Outline, Point, Story
from throughline.specification.rules.stories.reading import read_story

_LABELLED = re.compile(r"(?P<label>S\d+)\s+(?P<title>\S.*)", re.DOTALL)
_PRIORITIES = ("P1", "P2", "P3")
_CROSS_CUTTING = frozenset({"technical", "rollout", "edges"})


def outline_prd(prd: Prd, *, opportunity: str = "") -> Outline:
    """The outline of a PRD. Every point has its claim's id; a story its block's. `opportunity` is what it is for."""
    edges = _points(prd, Role.EDGE_CASE)
    blocks = [block for section in prd.sections for block in section.blocks if block.kind == "story"]
    stories = tuple(_outline_story(block, place, edges) for place, block in enumerate(blocks))
    return Outline(
        id=prd.id,
        title=prd.title,
        stories=stories,
        summary=next((line.claim.text for _, line in _walk(prd, "problem")), ""),
        personas=_find_personas(prd, stories),
        requirements=_points(prd, Role.REQUIREMENT),
        metrics=_points(prd, Role.METRIC),
        non_goals=tuple(_point(line) for _, line in _walk(prd, "non-goals") if line.role in _STATED | {Role.REQUEST}),
        assumptions=_assumptions(prd),
        questions=_points(prd, Role.QUESTION),
        risks=_points(prd, Role.RISK),
        edge_cases=edges,
        cross_cutting=_cross_cutting(prd),
        opportunity=opportunity,
    )


_STATED = frozenset({Role.SENTENCE, Role.REQUIREMENT, Role.NON_GOAL})
_ASKED = frozenset({Role.QUESTION, Role.METRIC, Role.EDGE_CASE, Role.RISK})


def _walk(prd: Prd, key: str = "") -> Iterator[tuple[str, Line]]:
    """Each line with the key of its section, in reading order; only those of section `key` where one is named."""
    for section in prd.sections:
        if not key or section.key == key:
            yield from ((section.key, line) for block in section.blocks for line in block.lines)


def _points(prd: Prd, role: Role) -> tuple[Point, ...]:
    return tuple(_point(line) for _, line in _walk(prd) if line.role is role)


def _point(line: Line) -> Point:
    claim = line.claim
    return Point(
        id=claim.id,
        text=claim.text,
        label=line.label,
        owner=line.owner,
        origin=claim.origin.mark,
        cites=_list_cited(claim),
        rests_on=claim.rests_on,
        cells=line.cells,
    )


def _list_cited(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.evidence for citation in claim.citations if citation.evidence))


def _outline_story(block: Block, place: int, edges: Iterable[Point]) -> Story:
    named = _LABELLED.fullmatch(block.title.strip())
    label = named["label"] if named else f"S{place + 1}"
    return Story(
        id=block.id,
        title=named["title"] if named else block.title,
        text=_find_text(block),
        label=label,
        priority=block.priority or _PRIORITIES[min(place, len(_PRIORITIES) - 1)],
        situation=_first_text(block, Role.SITUATION),
        purpose=_first_text(block, Role.PURPOSE),
        said=tuple(_point(line) for line in block.lines if line.role is Role.QUOTE),
        criteria=tuple(_point(line) for line in block.lines if line.role is Role.CRITERION),
        edge_cases=tuple(point for point in edges if point.label.partition(" · ")[0] == label),
    )


def _find_text(block: Block) -> str:
    """The story's own sentence, where a person wrote one in one of the forms."""
    sentences = [line.claim.text for line in block.lines if line.role is Role.SENTENCE]
    written = next((text for text in sentences if read_story(text).form is not Form.BARE), "")
    return written or (sentences[0] if sentences else "")


def _first_text(block: Block, role: Role) -> str:
    return next((line.claim.text for line in block.lines if line.role is role), "")


def _find_personas(prd: Prd, stories: Iterable[Story]) -> tuple[str, ...]:
    """The rows of the audience, then the roles that stories name, each once."""
    rows = [line.label for _, line in _walk(prd, "audience") if line.role is Role.ROW and line.label]
    roles = [read_story(story.text).role for story in stories if story.text]
    return tuple(dict.fromkeys([*rows, *(role for role in roles if role)]))


def _assumptions(prd: Prd) -> tuple[Point, ...]:
    found = [line for _, line in _walk(prd) if line.claim.origin is Origin.ASSUMPTION and line.role not in _ASKED]
    return tuple(_point(line) for line in found if line.role is not Role.CRITERION)


def _cross_cutting(prd: Prd) -> tuple[Point, ...]:
    """What holds for every story: requirements are points of their own; here stand the sentences of other parts."""
    found = [line for key, line in _walk(prd) if key in _CROSS_CUTTING and line.role is Role.SENTENCE]
    return tuple(map(_point, found))
