"""What a person changes in the build of a PRD: its sections, its stories, the order of what stands in them.

All of it works on the outline's JSON and on contents of lines, and changes nothing in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Line
from throughline.specification.rules.sections import BY_KEY, Part

Json = dict[str, Any]
_NUMBERED = re.compile(r"^([A-Z]+)(\d+)$")
TABLES: dict[str, tuple[str, ...]] = {
    "goals": ("Metric", "Baseline", "Target", "By"),
    "questions": ("", "Question", "Owner"),
}
"""Sections whose lines are rows, and the columns they have where a person begins them."""


def write_line(part: Part, *, claim: str, text: str, label: str, owner: str, cells: Sequence[str] = ()) -> Line:
    """A line in a person's words: their judgement."""
    return Line(Claim(claim, Origin.JUDGEMENT, text), part.role, label=label, owner=owner, cells=tuple(cells))


def next_label(prefix: str, labels: Iterable[str]) -> str:
    """The prefix with the first number above those that are taken; labels once given are never given again."""
    if not prefix:
        return ""
    taken = [int(m[2]) for label in labels if (m := _NUMBERED.match(label.partition(" ")[0])) and m[1] == prefix]
    return f"{prefix}{max(taken, default=0) + 1}"


def add_section(outline: Json, key: str) -> Json:
    """The outline with this section in its place, empty, if it has none."""
    if any(section["key"] == key for section in outline["sections"]):
        return outline
    part = BY_KEY[key]
    fresh: Json = {"key": key, "number": part.number, "title": part.title, "invitation": part.invitation, "blocks": []}
    sections: list[Json] = sorted([*outline["sections"], fresh], key=_number_of)
    return {**outline, "sections": sections}


def _number_of(section: Json) -> int:
    return section["number"]


def add_block(outline: Json, section: str, block: Json, *, after: str = "") -> Json:
    """The outline with a block in a section: after another one, or last."""

    def insert(blocks: list[Json]) -> list[Json]:
        at = next((n + 1 for n, one in enumerate(blocks) if one["id"] == after), len(blocks))
        return [*blocks[:at], block, *blocks[at:]]

    return _map_blocks(outline, section, insert)


def change_block(outline: Json, section: str, block: str, values: Json) -> Json:
    """The outline with some values of a block changed."""
    return _map_blocks(outline, section, lambda all_: [one | values if one["id"] == block else one for one in all_])


def move_block(outline: Json, section: str, block: str, *, before: str) -> Json:
    """The outline with a block before another one of its section, or (empty) last."""

    def move(blocks: list[Json]) -> list[Json]:
        moved = [one for one in blocks if one["id"] == block]
        rest = [one for one in blocks if one["id"] != block]
        at = next((n for n, one in enumerate(rest) if one["id"] == before), len(rest))
        return [*rest[:at], *moved, *rest[at:]]

    return _map_blocks(outline, section, move)


def arrange_blocks(outline: Json, section: str, order: Sequence[str]) -> Json:
    """The outline with these blocks of a section in this order, in the places they have among the others."""

    def put_in_order(blocks: list[Json]) -> list[Json]:
        named = {one["id"]: one for one in blocks if one["id"] in order}
        waiting = iter([named[id_] for id_ in order if id_ in named])
        return [next(waiting) if one["id"] in named else one for one in blocks]

    return _map_blocks(outline, section, put_in_order)


def remove_block(outline: Json, section: str, block: str) -> Json:
    """The outline without a block, which is kept aside so that a line of it can be put back."""
    gone = [one | {"section": section} for one in find_blocks(outline, section) if one["id"] == block]
    left = _map_blocks(outline, section, lambda blocks: [one for one in blocks if one["id"] != block])
    return left | {"removed": [*outline.get("removed", ()), *gone]}


def restore_block(outline: Json, section: str, block: str) -> Json:
    """The outline with a block that was taken out in its section again, last; as it is where it was not."""
    gone = [one for one in outline.get("removed", ()) if (one["section"], one["id"]) == (section, block)]
    if not gone:
        return outline
    rest = [one for one in outline["removed"] if one not in gone]
    back = {name: value for name, value in gone[0].items() if name != "section"}
    return add_block(outline | {"removed": rest}, section, back)


def make_block(part: Part, block: str, *, title: str = "", kind: str = "", priority: str = "") -> Json:
    """An empty block as a person begins it: a story, a table's rows, or prose."""
    columns = list(TABLES.get(part.key, ()))
    chosen = kind or ("table" if columns else "prose")
    made: Json = {"id": block, "kind": chosen, "title": title, "note": "", "columns": columns}
    return made | {"priority": priority, "lines": []}


def find_blocks(outline: Json, section: str) -> list[Json]:
    """The blocks of a section, in order; none where there is no such section."""
    none: list[Json] = []
    return next((one["blocks"] for one in outline["sections"] if one["key"] == section), none)


def _map_blocks(outline: Json, section: str, change: Callable[[list[Json]], list[Json]]) -> Json:
    def map_section(one: Json) -> Json:
        return one | {"blocks": change(one["blocks"])} if one["key"] == section else one

    return {**outline, "sections": [map_section(one) for one in outline["sections"]]}


def arrange(order: Sequence[str], moved: str, *, before: str) -> list[str]:
    """The ids with `moved` before another one, or (empty, or unknown) last."""
    rest = [one for one in order if one != moved]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], moved, *rest[at:]]
