"""Reads for writing in a PRD: where a new line goes, what stands beside a line or a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.specification.errors import LineNotFound, NoSuchPart
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.rules.editing import TABLES, find_blocks
from throughline.specification.rules.sections import BY_KEY, Part


@dataclass(frozen=True, slots=True)
class Adding:
    """Where a new line goes: its section, its block if it is named, and the columns of a row."""

    part: Part
    block: str
    columns: tuple[str, ...]

    @property
    def owned(self) -> bool:
        return self.part.key in {"questions", "risks"}

    @property
    def by_cells(self) -> bool:
        """Whether a row is written cell by cell; a question has its words and its owner."""
        return bool(self.columns) and not self.owned


def describe_adding(row: Prd, section: str, block: str) -> Adding:
    """Raises `NoSuchPart`."""
    if section not in BY_KEY:
        raise NoSuchPart(section)
    blocks = find_blocks(row.outline, section)
    known = [one for one in blocks if one["id"] == block] if block else [one for one in blocks if one["columns"]]
    if block and not known:
        raise NoSuchPart(block)
    columns = known[-1]["columns"] if known else TABLES.get(section, ())
    return Adding(BY_KEY[section], block, tuple(columns))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What to put a thing before, to move it a step up or a step down; empty means last, or stays where it is."""

    before_upper: str
    after_lower: str


def list_neighbours(row: Prd, claim: str) -> Neighbours:
    """The neighbours of a line in its block. Raises `LineNotFound`."""
    line = PrdLine.objects.filter(prd=row, claim_id=claim, state=LineState.STANDS).first()
    if line is None:
        raise LineNotFound(claim)
    there = PrdLine.objects.filter(prd=row, place=line.place, state=LineState.STANDS).order_by("position", "pk")
    return _find_neighbours(list(there.values_list("claim_id", flat=True)), claim)


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story's title without its label, and its neighbours."""

    title: str
    neighbours: Neighbours


def find_story(row: Prd, block: str) -> ShownStory:
    """Raises `NoSuchPart`."""
    blocks = find_blocks(row.outline, "stories")
    found = next((one for one in blocks if one["id"] == block), None)
    if found is None:
        raise NoSuchPart(block)
    title: str = found["title"]
    bare = title.partition(" ")[2] if found["kind"] == "story" else title
    return ShownStory(bare or title, _find_neighbours([one["id"] for one in blocks], block))


def _find_neighbours(order: Sequence[str], one: str) -> Neighbours:
    at = order.index(one)
    upper = order[at - 1] if at else one
    lower = order[at + 2] if at + 2 < len(order) else ""
    return Neighbours(upper, lower)
