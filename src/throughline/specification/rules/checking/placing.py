"""Every block gets its place: the section it stands in, under real headings and under bold lines that act as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import BEARING, Section, UnitKind
from throughline.specification.rules.checking.guessing import guess_kind
from throughline.specification.rules.checking.headings import classify_heading, tidy_heading
from throughline.specification.rules.checking.labels import (
    find_items,
    find_label,
    find_story,
    first_step,
    kind_of_label,
    read_field,
)

PSEUDO = 7
"""The level of a bold line that acts as a heading: below every real one."""
_BOLD = re.compile(r"^(?:\*\*|__)(?P<title>[^*_]{2,80}?)(?:\*\*|__)\s*:?\s*$")
_ITALIC = re.compile(r"^(?:\*|_)(?P<title>[^*_]{2,50}?)(?:\*|_)\s*:?\s*$")
_STORY_HEAD = re.compile(
    r"^(?:user stor(?:y|ies)\s*#?\d|story\s*#?\d|story:|us[-\s]?\d|use case\s*#?\d|uc[-\s]?\d|job story"
    r"|stor(?:y|ies) \d|s\d{1,3}\b)",
    re.IGNORECASE,
)
_BOLD_LEAD = re.compile(r"^\*\*[^*]+?(?:\*\*\s*[:–—-]|:\*\*)")
_RANK = re.compile(
    r"^(?:(?:p\d|must|should|could|won[’']t|nice to|priority)[\s-]*(?:haves?|\d)?|mvp|phase \d+|release \d+"
    r"|v\d+|high|medium|low|required|optional)$",
    re.IGNORECASE,
)
"""Headings that only rank what stands under them: it is of the kind the heading above says."""
_EPIC = re.compile(r"^(?:epic|theme|feature)\b", re.IGNORECASE)


_UNTOLD = frozenset(
    {UnitKind.PROBLEM, UnitKind.EVIDENCE, UnitKind.PERSONA, UnitKind.NON_GOAL, UnitKind.QUESTION, UnitKind.TERM}
)
"""Sections in which a heading with the words of a story tells none to be built."""


@dataclass(frozen=True)
class Placed:
    """A block with its section. `head` is what the heading block itself opens: "story", "requirement" or nothing."""

    block: Block
    section: Section
    head: str = ""


def place_blocks(blocks: Sequence[Block]) -> list[Placed]:
    """Every block with the section it stands in, in order; headings stand in the section they open."""
    placed = list[Placed]()
    stack = list[Section]()
    titles = sum(1 for b in blocks if b.kind is BlockKind.HEADING and b.level == 1)
    for number, block in enumerate(blocks):
        title = _title_of(block, blocks, number)
        if title is not None:
            level = block.level if block.kind is BlockKind.HEADING else PSEUDO
            alone = level == 1 and titles == 1
            stack = [section for section in stack if section.level < level]
            head = _head_of(title, block, blocks, stack, number)
            opened = _open(title, level, block, stack, head, alone=alone)
            if opened.kind in {None, UnitKind.OTHER} and not head:
                guessed = guess_kind(list(_until_next(blocks, number)))
                if opened.kind is None or guessed is UnitKind.METRIC:
                    opened = replace(opened, kind=guessed or opened.kind)
            stack.append(opened)
            placed.append(Placed(block, stack[-1], head or "section"))
        else:
            placed.append(Placed(block, stack[-1] if stack else Section("", 0, 1)))
    return placed


def _open(title: str, level: int, block: Block, stack: Sequence[Section], head: str, *, alone: bool) -> Section:
    own = None if alone else classify_heading(title)
    if head == "story":
        own = UnitKind.STORY
    above = stack[-1].kind if stack else None
    if above in BEARING and _RANK.match(tidy_heading(title)):
        own = above
    parents = tuple(section.title for section in stack)
    return Section(tidy_heading(title), level, block.line, own or above, own is not None, parents)


def _title_of(block: Block, blocks: Sequence[Block], number: int) -> str | None:
    """The words of a heading, real or not; None for any other block."""
    if block.quoted:
        return None
    if block.kind is BlockKind.HEADING:
        return block.plain.text
    if block.kind is not BlockKind.PARAGRAPH or block.parent is not None or len(block.source) != 1:
        return None
    words = block.source[0][2]
    bold = _BOLD.match(words)
    if bold:
        title, following = bold["title"].rstrip(":"), blocks[number + 1 : number + 2]
        asks = (
            title.endswith("?") and following and following[0].kind is BlockKind.ITEM and classify_heading(title[:-1])
        )
        return title if not find_story(title) and (asks or not _ends_sentence(title)) else None
    italic = _ITALIC.match(words)
    if italic and (named := italic["title"].rstrip(":")) and (read_field(f"{named}:") or classify_heading(named)):
        return named
    return _label_line(block, blocks, number)


def _label_line(block: Block, blocks: Sequence[Block], number: int) -> str | None:
    """A short line with a colon before a list, where its words name a section: "Acceptance criteria:"."""
    text = block.plain.text
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if following is not None and following.kind in {BlockKind.ITEM, BlockKind.ROW} and _is_criteria(text):
        return text.rstrip(":")
    if not text.endswith(":") or len(text.split()) > 6 or following is None:
        return None
    listed = following.kind in {BlockKind.ITEM, BlockKind.ROW, BlockKind.CODE} or first_step(following.plain.text)
    named = read_field(text) or classify_heading(text.rstrip(":"))
    return text.rstrip(":") if listed and named else None


def _is_criteria(text: str) -> bool:
    """Whether a line is the name of criteria and nothing else, with a colon or without."""
    named = read_field(text.rstrip(" :") + ":")
    return named is not None and named[0] is UnitKind.CRITERION


def _ends_sentence(title: str) -> bool:
    return title.rstrip().endswith((".", "!", "?", ";")) and len(title.split()) > 3


def _head_of(title: str, block: Block, blocks: Sequence[Block], stack: Sequence[Section], number: int) -> str:
    """Whether the heading is that of one story or one requirement."""
    tidy = title.strip()
    if re.match(r"^requirement\s*(?:\d[\d.]*)?\s*:", tidy, re.IGNORECASE):
        return "requirement"
    if _STORY_HEAD.match(tidy) and (block.kind is BlockKind.HEADING or number):
        return "story" if not re.match(r"^stor(?:y|ies)$", tidy, re.IGNORECASE) else ""
    above = stack[-1].kind if stack else None
    if block.kind is BlockKind.HEADING and above not in _UNTOLD and find_story(tidy) is not None:
        return "story"
    inside = bool(stack) and stack[-1].kind is UnitKind.STORY and not _EPIC.match(tidy)
    if inside and block.kind is BlockKind.HEADING and classify_heading(title) is None:
        return "story" if _holds_one_story(block, blocks, number) else ""
    return ""


def _holds_one_story(block: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether what follows is one story told in paragraphs, with its criteria; not a group of stories in a list."""
    body = list(_body(block, blocks, number))
    items = [b for b in body if b.kind is BlockKind.ITEM]
    prose = [b for b in body if b.kind is BlockKind.PARAGRAPH and b.parent is None]
    if any(find_story(b.plain.text) is not None for b in items if b.level == 1):
        return False
    told = any(find_story(b.plain.text) is not None for b in prose)
    steps = any(first_step(b.plain.text) == "given" or _names_criteria(b) for b in body)
    return told or steps or bool(prose and (items or len(prose) > 1 or len(prose[0].plain.text.split()) > 8))


def _names_criteria(block: Block) -> bool:
    label, _ = find_label(block.plain.text)
    found = read_field(block.plain.text.rstrip() if ":" in block.plain.text else block.plain.text + ":")
    return kind_of_label(label) is UnitKind.CRITERION or bool(found and found[0] is UnitKind.CRITERION)


def _body(block: Block, blocks: Sequence[Block], number: int) -> Iterator[Block]:
    for other in blocks[number + 1 :]:
        if other.kind is BlockKind.HEADING and other.level <= block.level:
            return
        yield other


def _until_next(blocks: Sequence[Block], number: int) -> Iterator[Block]:
    """What stands under a heading, real or not, up to the next one."""
    for place, other in enumerate(blocks[number + 1 :], number + 1):
        if _title_of(other, blocks, place) is not None:
            return
        yield other


MOST_FIELD_WORDS = 3
"""A longer name before a colon in the middle of a paragraph is prose."""


def split_lines(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs cut where a line of theirs begins a thing of its own: a story, a labelled line, a criterion's step."""
    cut = list[Block]()
    for block in blocks:
        several = block.kind is BlockKind.PARAGRAPH and len(block.source) > 1
        items: Mapping[int, int] = find_items([line for _, _, line in block.source]) if several else {}
        starts = sorted({*_starts(block), *items} - {0}) if several else []
        for begin, end in zip([0, *starts], [*starts, len(block.source)], strict=True):
            part = block if not starts else _part(block, begin, end)
            if begin in items:
                part = replace(part, kind=BlockKind.ITEM, level=block.level + 1, plain=part.plain.cut(items[begin]))
            cut.append(replace(part, number=len(cut)))
    return _renumber(cut, blocks)


def _part(block: Block, begin: int, end: int) -> Block:
    from throughline.specification.rules.checking.plain import read_plain

    source = block.source[begin:end]
    return replace(block, source=source, plain=read_plain(source))


def _renumber(cut: list[Block], blocks: Sequence[Block]) -> list[Block]:
    """Parents are named by their place in the new list; items are never cut, so their line tells them apart."""
    old = {b.number: (b.line, b.source) for b in blocks if b.kind is BlockKind.ITEM}
    new = {(b.line, b.source): b.number for b in cut if b.kind is BlockKind.ITEM}
    return [b if b.parent is None else replace(b, parent=new.get(old.get(b.parent, (0, ())))) for b in cut]


def _starts(block: Block) -> list[int]:
    """The lines, but the first, that begin something of their own."""
    words = [re.sub(r"^[*_`>\s]+", "", line) for _, _, line in block.source]
    if _names_rest(block.source[0][2]):
        return [1, *(n + 1 for n in _starts(_part(block, 1, len(block.source))))]
    steps = first_step(words[0]) in {"given", "when", "scenario"} and words[0][:1].isupper()
    fields = all(_is_field(line) for line in words) or all(_BOLD_LEAD.match(line) for _, _, line in block.source)
    return [n for n, line in enumerate(words) if n and (_begins(line, steps=steps) or fields)]


def _names_rest(line: str) -> bool:
    """Whether the first line of a paragraph is only a bold name for the lines under it: "**Story**"."""
    bold = _BOLD.match(line.strip())
    if bold and _STORY_HEAD.match(bold["title"]) and find_story(bold["title"]) is None:
        return True
    return bool(bold and len(bold["title"].split()) <= MOST_FIELD_WORDS and classify_heading(bold["title"].rstrip(":")))


def _is_field(line: str) -> bool:
    return bool(re.match(r"^[A-Z][\w /&-]{1,30}:", line.replace("**", "")))


def _begins(line: str, *, steps: bool) -> bool:
    if steps:
        return first_step(line) in {"given", "when", "then", "and", "but", "scenario"} and line[:1].isupper()
    bare = line.replace("**", "").replace("__", "")
    if re.match(r"^\[[^\]\s]+\]:\s|^\[(?:\d{1,3}|[A-Z]{1,3}-?\d{0,3})\]\s+[A-Z“\"'‘]", bare):
        return True
    field = read_field(bare) if bare[:1].isupper() else None
    if field is not None and len(field[1].split()) <= MOST_FIELD_WORDS:
        return True
    at = find_story(bare)
    return (at == 0 and bare[:2] in {"As", "In", "Wh"}) or bool(
        find_label(bare)[0] and re.match(r"^[\[(]?[A-Z]{1,5}-?\d", bare)
    )
