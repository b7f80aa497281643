"""Sections 3, 6, 7 and 13: why now, who it is for, what people try, risks and what else it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Computation, Counted
from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules import stances
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import (
    cite,
    count_customers,
    name_unit,
    show_customers,
    spell_alike,
    tally,
)
from throughline.specification.rules.items import Item
from throughline.specification.rules.wording import name_date, name_month, plural
from throughline.specification.writing.claims import pieces_of, write_count, write_number, write_quote
from throughline.specification.writing.matter import Matter

_QUOTES = {Size.ONE_PAGE: 1, Size.STANDARD: 2, Size.FULL: 3}
_MONTHS = 6
_VALUES = 5
_NOT_A_GROUP = frozenset(["survey", "source", "channel", "id"])


def write_why_now(matter: Matter, *, used: frozenset[str]) -> tuple[Block, ...]:
    """How many wrote in each of the latest months, and who names a deadline, a duty or leaving."""
    blocks = [block for block in (_write_months(matter), _write_pressing(matter, used)) if block]
    return tuple(blocks)


def _write_months(matter: Matter) -> Block | None:
    by_month: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for item in matter.items:
        if item.evidence.date:
            by_month[item.evidence.date.year, item.evidence.date.month].append(item.evidence)
    if len(by_month) < 2:
        return None
    lines: list[Line] = []
    unit = name_unit(pieces_of(matter.items), nobody="writer")
    months = sorted(by_month)
    for month in months[-_MONTHS:]:
        counted = tally(by_month[month])
        day = by_month[month][0].date
        label = name_month(day) if day else ""
        first = min(piece.date for piece in by_month[month] if piece.date)
        began = Computation(Counted.FIRST_DATE, first.isoformat())
        cells = (label, show_customers(counted, unit=unit), str(counted.items))
        lines.append(
            write_number(
                f"{label}: {counted.words}.",
                counted.citations,
                (*counted.computations, began),
                role=Role.ROW,
                label=label,
                cells=cells,
            )
        )
    columns = ("Month", plural(unit) if unit else "wrote", "items")
    return Block("months", tuple(lines), columns=columns, kind="table", note=_say_window(by_month, months))


def _say_window(by_month: Mapping[tuple[int, int], Sequence[Evidence]], months: Sequence[tuple[int, int]]) -> str:
    """That months are left out of the table, and how far back they go; nothing where it holds them all."""
    if len(months) <= _MONTHS:
        return ""
    day = by_month[months[0]][0].date
    since = f", from {name_month(day)} on," if day else ""
    return f"Only the latest {_MONTHS} months in which something was said; earlier ones{since} are not listed."


def _write_pressing(matter: Matter, used: frozenset[str]) -> Block | None:
    items = tuple(i for i in matter.items if any(stances.presses(s.text) for s in i.sentences))
    quotes = choose(
        items,
        lambda item: [s for s in item.sentences if stances.presses(s.text)],
        limit=_QUOTES[matter.size],
        words=matter.words[:1],
        used=used,
        whole=False,
    )
    if not quotes:
        return None
    counted = tally(pieces_of(items))
    head = write_count(f"Naming a deadline, a duty or leaving: {counted.words}.", counted)
    return Block("pressing", (head, *(write_quote(p) for p in quotes)))


def write_audience(matter: Matter) -> tuple[Block, ...]:
    """Who wrote, by what the data says of them: at most two kinds of group."""
    kinds = _attributes(matter.items)
    return tuple(_write_kind(name, values) for name, values in kinds[:2])


def _attributes(items: Sequence[Item]) -> list[tuple[str, list[tuple[str, list[Evidence]]]]]:
    found: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        for name, value in _values_of(item.evidence):
            found[name][value].append(item.evidence)
    found = {name: _join_alike(values) for name, values in found.items()}
    kinds: list[tuple[str, list[tuple[str, list[Evidence]]]]] = []
    seen: list[set[str]] = []
    for name, values in found.items():
        if set(values) in seen:
            continue
        seen.append(set(values))
        ranked = sorted(values.items(), key=lambda pair: (-count_customers(pair[1]), pair[0]))
        if 2 <= len(ranked) <= 12 and count_customers(ranked[0][1]) > 1:
            kinds.append((name, ranked[:_VALUES]))
    return kinds


def _values_of(piece: Evidence) -> list[tuple[str, str]]:
    """The segment and the other columns that may name a group, each with its value."""
    more = [(name, value) for name, value in piece.attributes.items() if name.lower() not in _NOT_A_GROUP]
    own = [("segment", piece.segment)] if piece.segment else []
    return own + [(name, value) for name, value in more if value and len(value) <= 60]


def _join_alike(values: dict[str, list[Evidence]]) -> dict[str, list[Evidence]]:
    """The same value in other spellings ("Mid-Market", "midmarket") as one."""
    spelled = spell_alike(value for value, pieces in values.items() for _ in pieces)
    joined: dict[str, list[Evidence]] = defaultdict(list)
    for value, pieces in values.items():
        joined[spelled[value]] += pieces
    return joined


def _write_kind(name: str, values: list[tuple[str, list[Evidence]]]) -> Block:
    lines: list[Line] = []
    for value, pieces in values:
        counted = tally(pieces, items_too=False)
        lines.append(
            write_number(
                f"{value}: {counted.words}." if not any(c.isdigit() for c in value) else f"Of these: {counted.words}.",
                counted.citations,
                counted.computations,
                role=Role.ROW,
                label=value,
                cells=(value, counted.words),
            )
        )
    title = name.removeprefix("seg_").replace("_", " ").strip().capitalize()
    return Block(f"audience-{name}", tuple(lines), columns=(title, "wrote"), kind="table")


def write_risks(matter: Matter) -> tuple[Block, ...]:
    """What the evidence cannot carry, and the other themes in which the same customers wrote."""
    lines = [line for line in (_write_age(matter), _write_one_voice(matter), *_write_touches(matter)) if line]
    return (Block("risks", tuple(lines)),) if lines else ()


def _write_age(matter: Matter) -> Line | None:
    dated = [item.evidence for item in matter.items if item.evidence.date]
    if not dated:
        return None
    latest = max(piece.date for piece in dated if piece.date)
    computation = Computation(Counted.LAST_DATE, latest.isoformat())
    text = f"The latest item is of {name_date(latest)}; what changed since is not in here."
    return write_number(text, [cite(piece) for piece in dated], (computation,), role=Role.RISK)


def _write_one_voice(matter: Matter) -> Line | None:
    """A class that one customer alone stands for."""
    alone = [group for group in matter.groups if group.customers == 1 and group.cues and len(matter.items) > 1]
    if not alone or count_customers(pieces_of(matter.items)) < 3:
        return None
    pieces = [item.evidence for group in alone[:3] for item in group.items[:1]]
    counted = tally(pieces, items_too=False)
    cues = ", ".join(f"“{group.cues[0]}”" for group in alone[:3])
    return write_count(f"Rests on one voice each: {cues} ({counted.words}).", counted, role=Role.RISK)


def _write_touches(matter: Matter) -> list[Line]:
    lines: list[Line] = []
    for theme, pieces in matter.elsewhere:
        counted = tally(pieces)
        text = f"Customers heard here wrote under “{theme.label}” as well: {counted.words}."
        lines.append(write_count(text, counted, role=Role.RISK))
    return lines
