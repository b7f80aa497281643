"""From judged sentences to lines in blocks, section by section, as they would stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from throughline.core.kernel.ids import derive_id
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section
from throughline.specification.rules.proposing.contracts import ROLES, STORY, Fate, Invention, Judged, Part
from throughline.specification.rules.proposing.judging import strip_answers
from throughline.specification.rules.wording import capitalise

_MEANS = re.compile(
    r"(?:\bI\s+(?:want|need|would like|can|am able)(?:\s+to)?|\b(?:can|(?:is|are) able to|wants? to|needs? to))\s+"
    r"(?P<means>[^.;]+)",
    re.IGNORECASE,
)
_BENEFIT = re.compile(r",?\s+(?:so that|in order to|because|so I)\b", re.IGNORECASE)
_TITLE_WORDS = 9
_LETTERS = {Role.CRITERION: "C", Role.QUESTION: "Q"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line that is proposed. `shown` says whether anything shows it; `reason` why, or why not.

    `group` are lines of one block: a story with its criteria; 0 for what stands in no story.
    """

    line: Line
    group: int
    shown: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """What is proposed for one section, in order."""

    section: str
    lines: tuple[Proposed, ...]


def arrange(judged: Sequence[Judged], *, run: str, owner: str) -> tuple[tuple[SectionDraft, ...], tuple[Judged, ...]]:
    """The proposals by section, in the order of a PRD, and everything that was not let through.

    `run` makes the ids this run's own, `owner` is who gave the answers. A criterion whose story was not let through
    goes with it.
    """
    kept, refused = _drop_orphans(judged)
    drafts: list[SectionDraft] = []
    for part in Part:
        own = [one for one in kept if one.section == part.value]
        if own:
            drafts.append(SectionDraft(part.value, tuple(_propose(own, part, run, owner))))
    return tuple(drafts), refused


def _drop_orphans(judged: Sequence[Judged]) -> tuple[list[Judged], tuple[Judged, ...]]:
    kept: list[Judged] = []
    refused: list[Judged] = []
    story_stands = True
    for one in judged:
        if one.role == STORY:
            story_stands = one.fate is not Fate.REFUSED
        headless = one.section == Part.STORIES and one.role != STORY and not story_stands
        if one.fate is Fate.REFUSED:
            refused.append(one)
        elif headless:
            refused.append(replace(one, fate=Fate.REFUSED, reason="its story was not let through", kind=Invention.FORM))
        else:
            kept.append(one)
    return kept, tuple(refused)


def _propose(judged: Sequence[Judged], part: Part, run: str, owner: str) -> Iterable[Proposed]:
    group = 0
    seen: dict[str, int] = {}
    for one in judged:
        group += one.role == STORY
        id_ = derive_id("cl", run, part.value, one.role, one.claim.text)
        seen[id_] = seen.get(id_, 0) + 1
        if seen[id_] > 1:
            continue
        yield Proposed(_make_line(one, part, id_, owner), group, one.fate is Fate.STANDS, one.reason)


def _make_line(one: Judged, part: Part, id_: str, owner: str) -> Line:
    """The line as it would stand. One that rests on the person's answers says so, and is theirs to answer for."""
    rests_on = tuple(f"answer {code.removeprefix('a')}" for code in one.answers)
    claim = replace(one.claim, id=id_, citations=strip_answers(one.claim), rests_on=rests_on)
    counts = one.role == "count" and claim.origin is not Origin.NUMBER
    role = Role.SENTENCE if counts else ROLES[part][one.role]
    return Line(claim, role, owner=owner if rests_on else "")


def place(draft: SectionDraft, prd: Prd, *, taken: Iterable[str] | None = None) -> tuple[Block, ...]:
    """The blocks that the taken lines (ids; all of them where None) make, numbered on from those that stand.

    Lines of a story without its own sentence are left with it.
    """
    ids = {one.line.claim.id for one in draft.lines} if taken is None else set(taken)
    wanted = [one for one in draft.lines if one.line.claim.id in ids]
    groups = dict.fromkeys(one.group for one in wanted)
    blocks: list[Block] = []
    numbering = Numbering(prd)
    for group in groups:
        lines = [one.line for one in wanted if one.group == group]
        if group and not any(_is_story(one) for one in wanted if one.group == group):
            continue
        blocks.append(_make_block(draft, group, lines, numbering, prd, len(blocks)))
    return tuple(blocks)


def _is_story(one: Proposed) -> bool:
    return one.group > 0 and one.line.role is Role.SENTENCE


def _make_block(
    draft: SectionDraft, group: int, lines: list[Line], numbering: Numbering, prd: Prd, place: int
) -> Block:
    id_ = derive_id("mo", prd.id, draft.section, lines[0].claim.id)
    if not group:
        return Block(id_, tuple(numbering.label(line) for line in lines))
    title = f"S{numbering.stories + place + 1} {title_story(lines[0].claim.text)}".strip()
    return Block(id_, tuple(numbering.label(line) for line in lines), title=title, kind="story")


class Numbering:
    """Goes on where the PRD's own numbers end: C for criteria, Q for questions, S for stories."""

    def __init__(self, prd: Prd) -> None:
        labels = [line.label for line in prd.lines]
        self.highest = {letter: _find_highest(labels, letter) for letter in _LETTERS.values()}
        titles = [block.title for section in prd.sections for block in section.blocks if block.kind == "story"]
        self.stories = _find_highest([title.partition(" ")[0] for title in titles], "S")

    def label(self, line: Line) -> Line:
        letter = _LETTERS.get(line.role)
        if letter is None:
            return line
        self.highest[letter] += 1
        return replace(line, label=f"{letter}{self.highest[letter]}")


def _find_highest(labels: Iterable[str], letter: str) -> int:
    numbers = (label[1:] for label in labels if label[:1] == letter and label[1:].isdecimal())
    return max((int(number) for number in numbers), default=0)


def title_story(text: str) -> str:
    """What a story is about, out of its own sentence: "… I want to export a month so that …" is "Export a month"."""
    match = _MEANS.search(text)
    means = _BENEFIT.split(match["means"] if match else text)[0].strip(" ,.;:")
    words = means.split()
    return capitalise(" ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else ""))


def put_into(prd: Prd, drafts: Sequence[SectionDraft], described: Sequence[Section]) -> Prd:
    """The PRD with what is shown of every proposal added below what stands in its section.

    `described` are sections of the whole list, empty, for those that the PRD does not have yet.
    """
    for draft in drafts:
        shown = [one.line.claim.id for one in draft.lines if one.shown]
        blocks = place(draft, prd, taken=shown)
        if blocks:
            prd = add_blocks(prd, draft.section, blocks, described)
    return prd


def add_blocks(prd: Prd, key: str, blocks: tuple[Block, ...], described: Sequence[Section]) -> Prd:
    """The PRD with blocks at the end of a section, which comes in at its number where it was not there."""
    sections = list(prd.sections)
    if all(section.key != key for section in sections):
        sections.append(next(section for section in described if section.key == key))
        sections.sort(key=lambda section: section.number)
    made = (replace(s, blocks=(*s.blocks, *blocks), invitation="") if s.key == key else s for s in sections)
    return replace(prd, sections=tuple(made))
