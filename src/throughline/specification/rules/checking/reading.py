"""Any Markdown PRD read into a document: its units, its stories with their criteria, who it is for, what it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from throughline.specification.rules.checking.blocks import Block, BlockKind, read_blocks
from throughline.specification.rules.checking.classifying import classify, list_labels
from throughline.specification.rules.checking.contracts import Document, Evidence, Section, Told, Unit, UnitKind
from throughline.specification.rules.checking.headings import tidy_heading
from throughline.specification.rules.checking.labels import tidy_label
from throughline.specification.rules.checking.metric_reading import is_guardrail, is_measured, is_nearly_measured
from throughline.specification.rules.checking.placing import place_blocks, split_lines
from throughline.specification.rules.checking.sources import settle_sources
from throughline.specification.rules.checking.steps import merge_steps
from throughline.specification.rules.checking.telling import tell_stories

_NAME = re.compile(r"^(?:the |an? )?(?P<name>[^\n:–—(,.]{2,60}?)\s*(?:[:(–—,.]|\s-\s|$)")
_CALLED = re.compile(r"^[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s*(?P<role>(?:an?|the)?\s*[a-z][\w' -]{2,40})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def read_document(text: str) -> Document:
    """Read a Markdown file. No text fails; what is no part of a PRD comes out as units of kind "other"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").expandtabs(4)
    front, blocks = read_blocks(text)
    blocks = split_lines(blocks)
    placed = merge_steps(place_blocks(blocks))
    classified = classify(placed)
    lines = text.split("\n")
    units = settle_sources(_read_goals(classified.units), lines)
    stories = tell_stories(units, classified.titles)
    fields = read_front(front)
    return Document(
        title=fields.get("title") or _find_title(blocks),
        units=units,
        sections=tuple(_list_sections(item.section for item in placed)),
        stories=stories,
        front=fields,
        personas=tuple(dict.fromkeys(_find_personas(units))),
        terms=tuple(dict.fromkeys(_find_terms(units))),
        evidence=tuple(_find_evidence(units, lines)),
        labels=dict(reversed([*list_labels(units), *_front_labels(stories)])),
        lines=tuple(lines),
        code_lines=frozenset(_code_lines(blocks)),
        words=len(_WORD.findall(_COMMENT.sub(" ", text))),
    )


def _read_goals(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Goals that say from what to what are the metrics of a document that lists none, but for guardrails."""
    if any(unit.kind is UnitKind.METRIC and not is_guardrail(unit.text) for unit in units):
        return units
    measured = {u.number for u in units if u.kind is UnitKind.GOAL and is_measured(u)}
    by_section = Counter(u.section for u in units if u.kind is UnitKind.GOAL)
    moved = Counter(units[n].section for n in measured)
    return tuple(
        replace(u, kind=UnitKind.METRIC)
        if u.kind is UnitKind.GOAL
        and (u.number in measured or (moved[u.section] * 2 >= by_section[u.section] and is_nearly_measured(u)))
        else u
        for u in units
    )


def read_front(front: str) -> Mapping[str, str]:
    """The front matter's fields in small letters, lists joined by commas; empty where it is no YAML mapping."""
    import yaml

    try:
        loaded: object = yaml.safe_load(front) if front.strip() else {}
    except yaml.YAMLError:
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {str(key).lower(): _show(value) for key, value in cast("dict[object, object]", loaded).items()}


def _show(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_show(item) for item in cast("list[object]", value))
    return "" if value is None else str(value)


def _find_title(blocks: Sequence[Block]) -> str:
    heading = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
    return tidy_heading(heading.plain.text) if heading else ""


def _list_sections(sections: Iterator[Section]) -> Iterator[Section]:
    seen = set[tuple[int, str]]()
    for section in sections:
        if section.level and (section.line, section.title) not in seen:
            seen.add((section.line, section.title))
            yield section


def _find_personas(units: Sequence[Unit]) -> Iterator[str]:
    """Who the document says it is for: bold names and first words of the lines under such a heading."""
    for unit in units:
        if unit.kind is not UnitKind.PERSONA or unit.depth > 1:
            continue
        first = next((cell.text for cell in unit.cells.values() if cell.text), "") or unit.lead or unit.text
        called = _CALLED.match(first)
        name = _NAME.match(called["role"].strip() if called else first)
        if name and (unit.cells or unit.depth or unit.lead):
            yield name["name"].strip()


def _find_terms(units: Sequence[Unit]) -> Iterator[str]:
    for unit in units:
        if unit.kind is UnitKind.TERM:
            first = next((cell.text for cell in unit.cells.values() if cell.text), "") or unit.lead or unit.text
            name = _NAME.match(first)
            if name:
                yield name["name"].strip()


_ORDINAL = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s")


def _find_evidence(units: Sequence[Unit], lines: Sequence[str]) -> Iterator[Evidence]:
    """What the document holds as evidence: by its id, else its number in the list, else by the id of the line above."""
    held, last = list[Evidence](), ""
    for unit in units:
        if unit.kind is not UnitKind.EVIDENCE:
            last = ""
            continue
        if unit.quoted and held and _ATTRIBUTED.match(unit.text):
            held[-1] = replace(held[-1], text=f"{held[-1].text} {unit.text}")
            continue
        ordinal = _ORDINAL.match(lines[unit.line - 1]) if unit.depth and unit.line <= len(lines) else None
        last = unit.label or (ordinal["number"] if ordinal else last)
        held.append(Evidence(unit.label or last, _say_evidence(unit), unit.line))
    return iter(held)


def _say_evidence(unit: Unit) -> str:
    """Its words; a block quotation in quotation marks, and the name of its source where that is its heading."""
    said, dash, who = unit.text.partition(" — ")
    bare = unit.quoted and not re.search(r"[“”\"«»]", unit.text)
    text = f"“{said}”{dash}{who}" if bare else unit.text
    return f"{unit.section.title}: {text}" if _names_speaker(unit) else text


_ATTRIBUTED = re.compile(r"^[—–-]\s*\w")


def _names_speaker(unit: Unit) -> bool:
    """Whether the heading over a quotation is its source's name."""
    return bool(unit.label) and tidy_label(unit.section.title[: len(unit.label) + 3]).startswith(unit.label)


def _front_labels(stories: Sequence[Told]) -> Iterator[tuple[str, int]]:
    for told in stories:
        if told.unit.label:
            yield told.unit.label, told.unit.line


def _code_lines(blocks: Sequence[Block]) -> Iterator[int]:
    for block in blocks:
        if block.kind is BlockKind.CODE:
            yield from (line for line, _, _ in block.source)
