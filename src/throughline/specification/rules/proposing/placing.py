"""From judged sentences to lines in blocks, section by section, as they would stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from throughline.core.kernel.ids import derive_id
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section
from throughline.specification.rules.editing import next_label
from throughline.specification.rules.proposing.contracts import ROLES, STORY, Fate, Invention, Judged, Part
from throughline.specification.rules.proposing.judging import strip_answers
from throughline.specification.rules.sections import BY_KEY
from throughline.specification.rules.wording import capitalise

_MEANS = re.compile(
    r"(?:\bI\s+(?:want|need|would like|can|am able)(?:\s+to)?|\b(?:can|(?:is|are) able to|wants? to|needs? to))\s+"
    r"(?P<means>[^.;]+)",
    re.IGNORECASE,
)
_BENEFIT = re.compile(r",?\s+(?:so that|in order to|because|so I)\b", re.IGNORECASE)
_TITLE_WORDS = 9


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line that is proposed. `shown` says whether anything shows it; `reason` why, or why not.

    `group` are lines of one block: a story with its criteria; 0 for what stands in no story. `instead` is the claim of
    the line whose place it would take, empty where it comes in beside the others.
    """

    line: Line
    group: int
    shown: bool
    reason: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """What is proposed for one section, in order."""

    section: str
    lines: tuple[Proposed, ...]


def arrange(
    judged: Sequence[Judged], *, run: str, owner: str, standing: Iterable[str] = ()
) -> tuple[tuple[SectionDraft, ...], tuple[Judged, ...]]:
    """The proposals by section, in the order of a PRD, and everything that was not let through.

    `run` makes the ids this run's own, `owner` is who gave the answers. What says the same as one of the `standing`
    texts is no proposal. A criterion whose story was not let through goes with it.
    """
    there = {fold(text) for text in standing}
    kept, refused = _drop_orphans(judged)
    kept = [one for one in kept if fold(one.claim.text) not in there]
    drafts: list[SectionDraft] = []
    for part in Part:
        own = [one for one in kept if one.section == part.value]
        if own:
            drafts.append(SectionDraft(part.value, tuple(_propose(own, part, run, owner))))
    return tuple(drafts), refused


def fold(text: str) -> str:
    """The text as it is compared with others: without its marks, its capitals and its end."""
    return " ".join(text.casefold().split()).strip(" .“”\"'")


def _drop_orphans(judged: Sequence[Judged]) -> tuple[list[Judged], tuple[Judged, ...]]:
    kept: list[Judged] = []
    refused: list[Judged] = []
    story_stands = True
    for one in judged:
        if one.role == STORY:
            story_stands = one.fate is not Fate.REFUSED
        headless = one.section == Part.STORIES and one.role != STORY and not story_stands and not one.instead
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
        group += one.role == STORY and not _find_place(one)
        id_ = derive_id("cl", run, part.value, one.role, one.claim.text)
        seen[id_] = seen.get(id_, 0) + 1
        if seen[id_] > 1:
            continue
        line, instead = _make_line(one, part, id_, owner), _find_place(one)
        yield Proposed(line, 0 if instead else group, one.fate is Fate.STANDS, one.reason, instead)


def _find_place(one: Judged) -> str:
    """Whose place it takes: a better wording is a proposal, and a fact comes in beside the others."""
    return one.instead if one.claim.origin is Origin.PROPOSAL else ""


def _make_line(one: Judged, part: Part, id_: str, owner: str) -> Line:
    """The line as it would stand. One that rests on the person's answers says so, and is theirs to answer for."""
    rests_on = tuple(f"answer {code.removeprefix('a')}" for code in one.answers)
    claim = replace(one.claim, id=id_, citations=strip_answers(one.claim), rests_on=rests_on)
    counts = one.role == "count" and claim.origin is not Origin.NUMBER
    role = Role.SENTENCE if counts else ROLES[part][one.role]
    return Line(claim, role, owner=owner if rests_on else "")


def place(
    draft: SectionDraft, *, labels: Iterable[str], titles: Iterable[str], taken: Iterable[str] | None = None
) -> tuple[Block, ...]:
    """The blocks that the taken lines (ids; all of them where None) make, but for those that take another's place.

    Numbers go on after the PRD's own `labels` and the `titles` of its stories. Lines of a story without its own
    sentence are left with it.
    """
    ids = {one.line.claim.id for one in draft.lines} if taken is None else set(taken)
    wanted = [one for one in draft.lines if one.line.claim.id in ids and not one.instead]
    given, stories = list(labels), [title.partition(" ")[0] for title in titles]
    blocks: list[Block] = []
    for group in dict.fromkeys(one.group for one in wanted):
        own = [one for one in wanted if one.group == group]
        if group and not any(is_story(one) for one in own):
            continue
        lines = tuple(_label(one.line, draft.section, given) for one in own)
        id_ = derive_id("mo", *(line.claim.id for line in lines))
        if group:
            stories.append(next_label("S", stories))
            title = f"{stories[-1]} {title_story(lines[0].claim.text)}"
            blocks.append(Block(id_, lines, title=title, kind="story"))
        else:
            blocks.append(Block(id_, lines))
    return tuple(blocks)


def take_place(one: Proposed, old: Line) -> Line:
    """The proposed line in the place of an old one: under its label, and its owner's where it has none of its own."""
    return replace(one.line, label=old.label, role=old.role, owner=one.line.owner or old.owner)


def is_story(one: Proposed) -> bool:
    """Whether a line is a story's own sentence."""
    return one.group > 0 and one.line.role is Role.SENTENCE


def _label(line: Line, section: str, given: list[str]) -> Line:
    """The line with the next number of its section, which counts as given from then on."""
    part = BY_KEY[section]
    if line.role is not part.role or not part.prefix:
        return line
    given.append(next_label(part.prefix, given))
    return replace(line, label=given[-1])


def title_story(text: str) -> str:
    """What a story is about, out of its own sentence: "… I want to export a month so that …" is "Export a month"."""
    match = _MEANS.search(text)
    means = _BENEFIT.split(match["means"] if match else text)[0].strip(" ,.;:")
    words = means.split()
    return capitalise(" ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else ""))


def put_into(prd: Prd, drafts: Sequence[SectionDraft]) -> Prd:
    """The PRD with what is shown of every proposal added below what stands in its section; no line gives way."""
    for draft in drafts:
        shown = [one.line.claim.id for one in draft.lines if one.shown]
        titles = [block.title for section in prd.sections for block in section.blocks if block.kind == "story"]
        blocks = place(draft, labels=[line.label for line in prd.lines], titles=titles, taken=shown)
        prd = _add_blocks(prd, draft.section, blocks) if blocks else prd
    return prd


def _add_blocks(prd: Prd, key: str, blocks: tuple[Block, ...]) -> Prd:
    """The PRD with blocks at the end of a section, which comes in at its number where it was not there."""
    sections = list(prd.sections)
    if all(section.key != key for section in sections):
        sections.append(Section(key, BY_KEY[key].number, BY_KEY[key].title))
        sections.sort(key=lambda section: section.number)
    made = (replace(s, blocks=(*s.blocks, *blocks), invitation="") if s.key == key else s for s in sections)
    return replace(prd, sections=tuple(made))
