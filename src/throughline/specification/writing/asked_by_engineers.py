"""The table of what engineering will ask: sizes, times, error text and the like, in the rows' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Computation, Counted
from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules.counting import key_of, tally
from throughline.specification.rules.facts import Amount, Fact, FactKind, read_amount
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.sentences import is_clean
from throughline.specification.writing.claims import pieces_of, write_inference, write_number, write_quote
from throughline.specification.writing.matter import Matter

_PER_KIND = {Size.ONE_PAGE: 2, Size.STANDARD: 2, Size.FULL: 4}
_SMALL_TOPIC = 12

Told = tuple[Item, Fact]


def write_facts(matter: Matter) -> Block | None:
    """One row a kind: who names it, its range where it has a unit, and two of the wordings."""
    lines: list[Line] = []
    for kind in FactKind:
        lines += _write_kind(matter, kind)
    lines += _write_where_it_works(matter)
    if not lines:
        return None
    return Block("facts", tuple(lines), columns=("What engineering will ask", "What the rows say"), kind="table")


def _write_kind(matter: Matter, kind: FactKind) -> list[Line]:
    told = _told(matter.items, kind)
    if kind is not FactKind.SIZE:
        return _write_rows(matter, kind.value, told)
    failing = [(i, f) for i, f in told if not i.works and not _in_praise(i, f)]
    working = [(i, f) for i, f in told if i.works or _in_praise(i, f)]
    return [
        *_write_rows(matter, "Size when it fails" if matter.failing else "Size", _with_common_unit(failing)),
        *_write_rows(matter, "Size when it works", _with_common_unit(working)),
    ]


def _told(items: Sequence[Item], kind: FactKind) -> list[Told]:
    return [(item, fact) for item in items for fact in item.facts if fact.kind is kind and is_clean(fact.words)]


def _in_praise(item: Item, fact: Fact) -> bool:
    praise = item.praise
    return praise is not None and praise.start <= fact.start < praise.end


def _with_common_unit(told: list[Told]) -> list[Told]:
    """Sizes that others give in the same unit too; a lone number in a large topic is chance."""
    units = Counter(amount.unit for _, fact in told if (amount := read_amount(fact.match)))
    shared = {unit for unit, times in units.items() if times > 1 or len(told) <= 2}
    return [(i, f) for i, f in told if (amount := read_amount(f.match)) and amount.unit in shared]


def _write_rows(matter: Matter, label: str, told: Sequence[Told]) -> list[Line]:
    if not told:
        return []
    pieces = pieces_of(item for item, _ in told)
    lines = [_write_range(label, told)] if len({key_of(piece) for piece in pieces}) > 1 else []
    return [*lines, *(_write_words(label, item, fact) for item, fact in _distinct(told)[: _PER_KIND[matter.size]])]


def _write_words(label: str, item: Item, fact: Fact) -> Line:
    return write_quote(Passage(item.evidence, fact.start, fact.end), role=Role.FACT, label=label)


def _write_range(label: str, told: Sequence[Told]) -> Line:
    counted = tally(pieces_of(item for item, _ in told), items_too=False)
    spread = _spread(counted.pieces, told)
    names = "name" if counted.customers > 1 else "names"
    if not spread:
        return write_number(
            f"{counted.words} {names} one.", counted.citations, counted.computations, role=Role.FACT, label=label
        )
    low, high, computations = spread
    text = f"{counted.words} {names} one, from {low.words} to {high.words}."
    return write_number(text, counted.citations, (*counted.computations, *computations), role=Role.FACT, label=label)


def _spread(pieces: Sequence[Evidence], told: Sequence[Told]) -> tuple[Amount, Amount, tuple[Computation, ...]] | None:
    amounts = [
        (item.evidence.id, a) for item, fact in told if (a := read_amount(fact.match)) and fact.kind is FactKind.SIZE
    ]
    units = Counter(amount.unit for _, amount in amounts)
    if not units:
        return None
    unit = units.most_common(1)[0][0]
    same = sorted(((a.value, where, a) for where, a in amounts if a.unit == unit), key=lambda found: found[:2])
    if len(same) < 2 or same[0][0] == same[-1][0]:
        return None
    place = {piece.id: n for n, piece in enumerate(pieces)}
    over = tuple(sorted({place[where] for _, where, _ in same}))
    low, high = same[0][2], same[-1][2]
    return (
        low,
        high,
        (
            Computation(Counted.MINIMUM, low.value, over, rule=f"smallest number of {unit}"),
            Computation(Counted.MAXIMUM, high.value, over, rule=f"largest number of {unit}"),
        ),
    )


def _distinct(told: Sequence[Told]) -> list[Told]:
    """One a customer, the ones with most words first, no wording twice."""
    kept: list[Told] = []
    for item, fact in sorted(told, key=lambda pair: (-min(len(pair[1].words), 60), pair[0].evidence.id)):
        same = any(
            key_of(item.evidence) == key_of(i.evidence) or fact.words.lower() == f.words.lower() for i, f in kept
        )
        if not same:
            kept.append((item, fact))
    return kept


def _write_where_it_works(matter: Matter) -> list[Line]:
    """What works for those for whom something else fails: the comparison engineers look for first."""
    found = [(i, s) for i in matter.failing if (s := i.praise) and is_clean(s.text) and not s.broken and s.words > 3]
    label = "What works beside it"
    return [write_quote(i.passage(s), role=Role.FACT, label=label) for i, s in found[: _PER_KIND[matter.size]]]


def compare_sizes(matter: Matter) -> Line | None:
    """That a larger size works where a smaller one fails, if it does: then size alone does not explain it."""
    told = _told(matter.items, FactKind.SIZE)
    works = [(a, i) for i, f in told if (a := read_amount(f.match)) and i.works]
    fails = [(a, i) for i, f in told if (a := read_amount(f.match)) and i.reports and not _in_praise(i, f)]
    pairs = [(w, f) for w in works for f in fails if w[0].unit == f[0].unit and w[0].value > f[0].value]
    if not pairs:
        return None
    (good, fine), (bad, broken) = max(pairs, key=lambda pair: pair[0][0].value - pair[1][0].value)
    text = f"“{good.words}” works for {_who(fine)} and “{bad.words}” fails for {_who(broken)}: {good.unit} alone does not explain it."
    return write_inference(text, (fine.evidence, broken.evidence))


def _who(item: Item) -> str:
    return item.evidence.customer or "one customer"
