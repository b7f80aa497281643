"""Who was heard and who was not, by segment, and the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from throughline.grounding.contracts import Computation, Counted
from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import (
    key_of_value,
    loudest,
    name_unit,
    show_customers,
    spell_alike,
    tally,
)
from throughline.specification.rules.items import Item
from throughline.specification.rules.sentences import is_clean
from throughline.specification.rules.wording import count, join, name_span, plural
from throughline.specification.writing.claims import pieces_of, write_count, write_number, write_quote
from throughline.specification.writing.matter import Matter

_SEGMENTS = 8
_LOUD_ITEMS = 3
_LOUD_SHARE = 0.1


def write_scope(matter: Matter) -> Line:
    """How much was read, from whom and between which days."""
    counted = tally(matter.heard)
    dated = [n for n, piece in enumerate(counted.pieces) if piece.date]
    days = sorted(day for piece in counted.pieces if (day := piece.date))
    if not days:
        return write_count(f"Read for this draft: {counted.words}.", counted)
    edges = (
        Computation(Counted.FIRST_DATE, days[0].isoformat(), tuple(dated)),
        Computation(Counted.LAST_DATE, days[-1].isoformat(), tuple(dated)),
    )
    text = f"Read for this draft: {counted.words}, {name_span(days[0], days[-1])}."
    return write_number(text, counted.citations, (*counted.computations, *edges))


def write_heard(matter: Matter) -> Block | None:
    """A table by segment: who wrote, who reports a failure, who says it works, beside the base where it is known.

    None where most is in a language the patterns do not read: "0 report a failure" would be untrue.
    """
    segments = _by_segment(matter.items)
    unread = sum(not item.english for item in matter.items)
    if not segments or (len(segments) == 1 and not matter.base) or 2 * unread > len(matter.items):
        return None
    base = dict(matter.base)
    unit = name_unit(pieces_of(matter.items))
    sizes = {key_of_value(name): (name, size) for name, size in matter.base}
    lines: list[Line] = []
    for name, items in segments[:_SEGMENTS]:
        known, size = sizes.get(key_of_value(name), (name, None))
        lines.append(_write_segment(known, items, size, unit=unit))
    heard = {key_of_value(name) for name, _ in segments}
    lines += _write_silent({name: size for name, size in base.items() if key_of_value(name) not in heard})
    columns = (
        "Segment",
        *(("accounts in all",) if base else ()),
        f"{plural(unit)} that wrote" if unit else "wrote",
        "report a failure",
        "say it works",
    )
    return Block(
        "heard",
        tuple(lines),
        title="Heard, and not heard",
        note="Who wrote, not who is affected.",
        columns=columns,
        kind="table",
    )


def _by_segment(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    found: dict[str, list[Item]] = defaultdict(list)
    spelled = spell_alike(item.evidence.segment for item in items)
    for item in items:
        if item.evidence.segment:
            found[spelled[item.evidence.segment]].append(item)
    return sorted(found.items(), key=lambda pair: (-tally(pieces_of(pair[1])).customers, pair[0]))


def _write_segment(name: str, items: Sequence[Item], base: int | None, *, unit: str) -> Line:
    wrote = tally(pieces_of(items), items_too=False)
    place = {piece.id: n for n, piece in enumerate(wrote.pieces)}
    parts, cells = [f"{wrote.words} wrote"], [show_customers(wrote, unit=unit)]
    computations = list(wrote.computations)
    if base:
        cells.insert(0, f"{base:,}")
        parts.insert(0, f"{count(base, 'account')} in all")
        computations.append(Computation(Counted.METRIC, base, metric=base_metric(name)))
    for chosen, one, many in (
        ([i for i in items if i.reports], "reports a failure", "report a failure"),
        ([i for i in items if i.works], "says it works", "say it works"),
    ):
        part = tally(pieces_of(chosen), items_too=False)
        cells.append(show_customers(part, unit=unit) if chosen else "0")
        parts.append(f"{part.words} {one if part.customers == 1 else many}" if chosen else f"nobody {one}")
        computations += [_shift(c, [place[p.id] for p in part.pieces]) for c in part.computations if chosen]
    said = f"{name}: {join(parts)}." if not any(c.isdigit() for c in name) else f"Of these, {join(parts)}."
    return write_number(said, wrote.citations, computations, role=Role.ROW, label=name, cells=cells)


def _shift(computation: Computation, places: Sequence[int]) -> Computation:
    """The same computation over the places its pieces have among the claim's citations."""
    return Computation(computation.counted, computation.value, tuple(places[n] for n in computation.over))


def base_metric(segment: str) -> str:
    """What the size of a segment is called among the metrics a draft is checked against."""
    return f"accounts in {segment}"


def _write_silent(base: dict[str, int]) -> list[Line]:
    """Segments of the customer table from which nobody wrote."""
    lines: list[Line] = []
    for name, size in base.items():
        if size:
            computation = Computation(Counted.METRIC, size, metric=base_metric(name))
            text = f"{name}: {count(size, 'account')} in all, nobody wrote."
            lines.append(
                write_number(text, (), (computation,), role=Role.ROW, label=name, cells=(f"{size:,}", "0", "0", "0"))
            )
    return lines


def write_weights(matter: Matter) -> Block | None:
    """One loud customer and second-hand notes, said in words."""
    lines = [line for line in (_write_loud(matter), _write_relayed(matter)) if line]
    return Block("weights", tuple(lines)) if lines else None


def _write_loud(matter: Matter) -> Line | None:
    name, wrote = loudest(pieces_of(matter.items))
    everything = tally(matter.heard)
    if wrote < _LOUD_ITEMS or wrote < _LOUD_SHARE * everything.items or everything.customers < 2:
        return None
    own = tuple(n for n, piece in enumerate(everything.pieces) if piece.customer == name and not piece.relayed_by)
    computations = (Computation(Counted.ITEMS, len(own), own), Computation(Counted.ITEMS, everything.items))
    text = f"{name} wrote {len(own)} of the {count(everything.items, 'item')} and counts once."
    return write_number(text, everything.citations, computations)


def _write_relayed(matter: Matter) -> Line | None:
    if not matter.relayed:
        return None
    counted = tally(matter.relayed)
    are = "is" if counted.items == 1 else "are"
    words = count(counted.items, "item")
    text = f"{words} {are} second-hand and counted as heard only."
    return write_number(text, counted.citations, (Computation(Counted.ITEMS, counted.items),))


def write_other_side(matter: Matter, *, fewest: int = 0) -> Block | None:
    """Who says that it works, counted and quoted, with at least `fewest` quotes where there are so many."""
    items = matter.working
    if not items:
        return None
    counted = tally(pieces_of(items))
    limit = 3 if matter.size is Size.FULL else 2 if matter.size is Size.STANDARD else 1
    quotes = choose(
        items,
        lambda item: [s for s in (item.praise,) if s and is_clean(s.text)],
        limit=max(limit, fewest),
        words=(*matter.words, "never"),
    )
    head = write_count(f"The other side, saying that it works: {counted.words}.", counted)
    return Block("other-side", (head, *(write_quote(p) for p in quotes)))
