"""What has changed between two versions of a PRD, line by line and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Line, Prd
from throughline.specification.rules.marking import Piece, compare_words


class Turn(StrEnum):
    """What became of a line between two versions. Only `MOVED` leaves what it says as it was."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    DECIDED = "decided"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that differs: its claim, where it stands, what it is called there, and its words before and after.

    `was` and `now` are its origins; None on the side where there is no such line. A title has no claim.
    """

    turn: Turn
    section: str
    label: str
    pieces: tuple[Piece, ...]
    claim: str = ""
    was: Origin | None = None
    now: Origin | None = None

    @property
    def telling(self) -> bool:
        """Whether it says something else than before, so that whoever signed should look again."""
        return self.turn is not Turn.MOVED


@dataclass(frozen=True, slots=True)
class _Placed:
    line: Line
    section: str
    block: str
    position: int


def compare_versions(before: Prd, after: Prd) -> tuple[LineChange, ...]:
    """Every difference, in the order of the later version; what is gone stands after the rest of its section."""
    old, new = _place_lines(before), _place_lines(after)
    moved = _find_moved(list(old.values()), list(new.values()))
    found = [*_compare_titles(before, after)]
    found += [one for id_, placed in new.items() if (one := _compare(old.get(id_), placed, moved))]
    found += [_gone(placed) for id_, placed in old.items() if id_ not in new]
    order = {section.title: n for n, section in enumerate(after.sections, 1)}
    return tuple(sorted(found, key=lambda one: order.get(one.section, 0)))


def _place_lines(prd: Prd) -> dict[str, _Placed]:
    placed: dict[str, _Placed] = {}
    for section in prd.sections:
        for block in section.blocks:
            for position, line in enumerate(block.lines):
                placed[line.claim.id] = _Placed(line, section.title, block.id, position)
    return placed


def _find_moved(old: Sequence[_Placed], new: Sequence[_Placed]) -> frozenset[str]:
    """The lines that stand in another block, or in another order among those of their block that were there before."""
    before = {one.line.claim.id: one for one in old}
    kept = [one for one in new if one.line.claim.id in before]
    moved = {one.line.claim.id for one in kept if before[one.line.claim.id].block != one.block}
    for block in {one.block for one in kept}:
        ids = [one.line.claim.id for one in kept if one.block == block and one.line.claim.id not in moved]
        was = sorted(ids, key=lambda id_: before[id_].position)
        moved |= {now for now, then in zip(ids, was, strict=True) if now != then}
    return frozenset(moved)


def _compare(old: _Placed | None, new: _Placed, moved: frozenset[str]) -> LineChange | None:
    claim = new.line.claim
    if old is None:
        return _describe(Turn.ADDED, new, compare_words("", claim.text), was=None, now=claim.origin)
    before = old.line.claim
    pieces = compare_words(before.text, claim.text)
    if before.text != claim.text or old.line.cells != new.line.cells:
        return _describe(Turn.CHANGED, new, pieces, was=before.origin, now=claim.origin)
    if before.origin is not claim.origin:
        return _describe(Turn.DECIDED, new, pieces, was=before.origin, now=claim.origin)
    if claim.id in moved:
        return _describe(Turn.MOVED, new, pieces, was=before.origin, now=claim.origin)
    return None


def _gone(old: _Placed) -> LineChange:
    claim = old.line.claim
    return _describe(Turn.REMOVED, old, compare_words(claim.text, ""), was=claim.origin, now=None)


def _describe(
    turn: Turn, placed: _Placed, pieces: tuple[Piece, ...], *, was: Origin | None, now: Origin | None
) -> LineChange:
    line = placed.line
    return LineChange(turn, placed.section, line.label, pieces, claim=line.claim.id, was=was, now=now)


def _compare_titles(before: Prd, after: Prd) -> Iterator[LineChange]:
    """The title of the PRD, and the title and priority of each story."""
    if before.title != after.title:
        yield LineChange(Turn.CHANGED, "", "Title", compare_words(before.title, after.title))
    old = {block.id: block for section in before.sections for block in section.blocks}
    for section in after.sections:
        for block in section.blocks:
            was = old.get(block.id)
            told = [f"{one.title} {one.priority}".strip() for one in (was, block) if one is not None]
            if len(told) == 2 and told[0] != told[1]:
                yield LineChange(Turn.CHANGED, section.title, block.title.partition(" ")[0], compare_words(*told))
