"""A Markdown document as the outline that edge cases, prototypes and other tools' formats read."""

from __future__ import annotations

import re

from throughline.specification.rules.checking.claims import read_citations
from throughline.specification.rules.checking.contracts import Document, Told, Unit, UnitKind
from throughline.specification.rules.checking.criteria_cover import lists_everywhere
from throughline.specification.rules.checking.reading import read_document
from throughline.specification.rules.stories.contracts import Outline, Point, Story


def outline_text(text: str) -> Outline:
    """The outline of a Markdown PRD, whoever wrote it."""
    return outline_markdown(read_document(text))


def outline_markdown(document: Document) -> Outline:
    """The outline of a document that was read. Ids are its own where it has them, else they count its lines."""
    return Outline(
        id=document.front.get("id", ""),
        title=document.title,
        stories=tuple(_outline_story(told, place) for place, told in enumerate(document.stories, 1)),
        summary=next((unit.text for unit in document.of(UnitKind.SUMMARY, UnitKind.PROBLEM)), ""),
        personas=_list_personas(document),
        requirements=_points(document, UnitKind.REQUIREMENT, "R"),
        metrics=_points(document, UnitKind.METRIC, "M"),
        non_goals=_points(document, UnitKind.NON_GOAL, "N"),
        assumptions=tuple(_point(u, n, "A") for n, u in enumerate(_assumed(document), 1)),
        questions=_points(document, UnitKind.QUESTION, "Q"),
        risks=_points(document, UnitKind.RISK, "K"),
        cross_cutting=tuple(_point(unit, n, "X") for n, unit in enumerate(lists_everywhere(document), 1)),
    )


def _outline_story(told: Told, place: int) -> Story:
    label = told.unit.label or f"S{place}"
    return Story(
        id=label,
        title=told.title or told.parts.means or told.unit.text,
        text=told.unit.text,
        label=label,
        priority=told.priority,
        criteria=tuple(_point(unit, n, f"{label}-C") for n, unit in enumerate(told.criteria, 1)),
        line=told.unit.line,
    )


def _points(document: Document, kind: UnitKind, prefix: str) -> tuple[Point, ...]:
    return tuple(_point(unit, number, prefix) for number, unit in enumerate(document.of(kind), 1))


def _point(unit: Unit, number: int, prefix: str) -> Point:
    label = unit.label or f"{prefix}{number}"
    owner = unit.cells.get("owner")
    return Point(
        id=label,
        text=unit.text,
        label=label,
        owner=owner.text if owner else "",
        cites=read_citations(unit.text),
        cells=tuple(cell.text for cell in unit.cells.values()),
        line=unit.line,
    )


def _assumed(document: Document) -> list[Unit]:
    return [
        unit for unit in document.units if re.search(r"assumption", unit.section.title, re.IGNORECASE) and unit.depth
    ]


def _list_personas(document: Document) -> tuple[str, ...]:
    """The personas it lists, then the roles of its stories, each once."""
    roles = [told.parts.role for told in document.stories if told.parts.role]
    known = {persona.lower() for persona in document.personas}
    return tuple(dict.fromkeys([*document.personas, *(role for role in roles if role.lower() not in known)]))
