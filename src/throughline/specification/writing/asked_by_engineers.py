"""The table of what engineering will ask: sizes, times, error text and the like, in the rows' own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Computation, Counted
from throughline.grounding.numbers import find_numbers
from throughline.grounding.words import stem
from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules.counting import key_of, tally
from throughline.specification.rules.facts import Amount, Fact, FactKind, read_amount
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.sentences import is_clean
from throughline.specification.rules.wording import quoted
from throughline.specification.writing.claims import pieces_of, write_inference, write_number, write_quote
from throughline.specification.writing.matter import Matter

_PER_KIND = {Size.ONE_PAGE: 1, Size.STANDARD: 2, Size.FULL: 4}
_SHORT_ITEM = 4
_SHORT_SENTENCE = 24

Told = tuple[Item, Fact]


def write_facts(matter: Matter) -> Block | None:
    """One row a kind: who names it, its range where it has a unit, and a few of the wordings, none of them twice."""
    lines: list[Line] = []
    said: set[str] = set()
    for kind in FactKind:
        for label, told in _sort_told(matter, kind):
            lines += _write_rows(matter, label, told, said)
    lines += _write_where_it_works(matter, said)
    if not lines:
        return None
    return Block("facts", tuple(lines), columns=("What engineering will ask", "What the rows say"), kind="table")


def _sort_told(matter: Matter, kind: FactKind) -> list[tuple[str, list[Told]]]:
    """The facts of a kind, sizes apart by whether it failed or worked there."""
    told = _told(matter.items, kind)
    if kind is not FactKind.SIZE:
        return [(kind.value, [(item, fact) for item, fact in told if not item.works and not _in_praise(item, fact)])]
    working = [(i, f) for i, f in told if i.works or _in_praise(i, f)]
    failing = [(i, f) for i, f in told if (i, f) not in working and (i.reports or not matter.failing)]
    when = "Size when it fails" if matter.failing else "Size"
    return [(when, _with_common_unit(failing)), ("Size when it works", _with_common_unit(working))]


def _told(items: Sequence[Item], kind: FactKind) -> list[Told]:
    """Facts told where something is reported or said to work: not in wishes, and in long talks only beside a report."""
    return [
        (item, fact)
        for item in items
        for fact in item.facts
        if fact.kind is kind and is_clean(fact.words) and not _is_wished(item, fact) and _is_near_report(item, fact)
    ]


def _is_wished(item: Item, fact: Fact) -> bool:
    return any(sentence.start <= fact.start < sentence.end for sentence in item.requests)


def _is_near_report(item: Item, fact: Fact) -> bool:
    if len(item.sentences) <= _SHORT_ITEM:
        return True
    places = {item.sentences.index(s) for m in item.mentions if (s := item.sentence_at(m.start))}
    own = next((n for n, s in enumerate(item.sentences) if s.start <= fact.start < s.end), -9)
    return any(abs(own - place) <= 1 for place in places)


def _in_praise(item: Item, fact: Fact) -> bool:
    praise = item.praise
    return praise is not None and praise.start <= fact.start < praise.end


def _with_common_unit(told: list[Told]) -> list[Told]:
    """Sizes that others give in the same unit too; a lone number in a large topic is chance."""
    units = Counter(amount.unit for _, fact in told if (amount := read_amount(fact.match)))
    shared = {unit for unit, times in units.items() if times > 1 or len(told) <= 2}
    return [(i, f) for i, f in told if (amount := read_amount(f.match)) and amount.unit in shared]


def _write_rows(matter: Matter, label: str, told: Sequence[Told], said: set[str]) -> list[Line]:
    """The count and a few wordings; on one page only what more than one customer names."""
    customers = len({key_of(item.evidence) for item, _ in told})
    if not told or (customers < 2 and matter.size is Size.ONE_PAGE):
        return []
    chosen = [(i, f) for i, f in _distinct(told) if f.words not in said][: _PER_KIND[matter.size]]
    said.update(fact.words for _, fact in chosen)
    lines = [_write_range(label, told)] if customers > 1 else []
    return [*lines, *(_write_words(label, item, fact) for item, fact in chosen)]


def _write_words(label: str, item: Item, fact: Fact) -> Line:
    return write_quote(Passage(item.evidence, fact.start, fact.end), role=Role.FACT, label=label)


def _write_range(label: str, told: Sequence[Told]) -> Line:
    counted = tally(pieces_of(item for item, _ in told), items_too=False)
    spread = _spread(counted.pieces, told)
    names = "name" if counted.customers > 1 else "names"
    repeated = _repeated(told)
    if repeated:
        return _write_repeated(label, repeated, told)
    if not spread:
        return write_number(
            f"{counted.words} {names} one.", counted.citations, counted.computations, role=Role.FACT, label=label
        )
    low, high, computations = spread
    bare = low.words.removesuffix(low.unit).strip() if low.words.endswith(low.unit) else low.words
    text = f"{counted.words} {names} one, from {bare} to {high.words}."
    return write_number(text, counted.citations, (*counted.computations, *computations), role=Role.FACT, label=label)


def _repeated(told: Sequence[Told]) -> str:
    """The error text that several customers give alike."""
    if told[0][1].kind is not FactKind.ERROR:
        return ""
    codes = Counter(code.group() for _, fact in told if (code := re.search(r"\b[45]\d\d\b", fact.match)))
    code, times = codes.most_common(1)[0] if codes else ("", 0)
    return code if times > 1 else ""


def _write_repeated(label: str, code: str, told: Sequence[Told]) -> Line:
    counted = tally(pieces_of(item for item, fact in told if code in fact.match))
    return write_number(
        f"“{code}”: {counted.words}.", counted.citations, counted.computations, role=Role.FACT, label=label
    )


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
    if not _is_whole_range([pieces[n] for n in over], low, high):
        return None
    return (
        low,
        high,
        (
            Computation(Counted.MINIMUM, low.value, over, rule=f"smallest number of {unit}"),
            Computation(Counted.MAXIMUM, high.value, over, rule=f"largest number of {unit}"),
        ),
    )


def _is_whole_range(pieces: Sequence[Evidence], low: Amount, high: Amount) -> bool:
    """Whether nobody gives a smaller or larger number in the same unit that is no size ("blank in 3 lines")."""
    unit = stem(low.unit)
    values = [v for p in pieces for n in find_numbers(p.text) if unit in n.unit for v in n.values[:1]]
    return all(low.value <= value <= high.value for value in values)


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


def _write_where_it_works(matter: Matter, said: set[str]) -> list[Line]:
    """What works for those for whom something else fails: the comparison engineers look for first."""
    found = [(i, s) for i in matter.failing if (s := i.praise) and is_clean(s.text) and not s.broken and s.words > 3]
    fresh = [(i, s) for i, s in found if not any(words in s.text for words in said)]
    label = "What works beside it"
    return [write_quote(i.passage(s), role=Role.FACT, label=label) for i, s in fresh[: _PER_KIND[matter.size]]]


def compare_sizes(matter: Matter) -> Line | None:
    """That a larger size works where a smaller one fails, if it does: then size alone does not explain it."""
    told = _told(matter.items, FactKind.SIZE)
    works = [(a, i, f) for i, f in told if (a := read_amount(f.match)) and i.works and i.evidence.customer]
    fails = [(a, i, f) for i, f in told if (a := read_amount(f.match)) and i.reports and not _in_praise(i, f)]
    pairs = [(w, f) for w in works for f in fails if w[0].unit == f[0].unit and w[0].value > f[0].value]
    named = [(w, f) for w, f in pairs if f[1].evidence.customer]
    if not named:
        return None
    good, bad = max(named, key=lambda pair: pair[0][0].value - pair[1][0].value)
    told_by = "; ".join(
        f"{item.evidence.customer}: {quoted(_sentence_of(item, fact))}" for _, item, fact in (good, bad)
    )
    text = f"{told_by}: more than the number of {good[0].unit} is behind it."
    return write_inference(text, (good[1].evidence, bad[1].evidence))


def _sentence_of(item: Item, fact: Fact) -> str:
    """The whole sentence where it is short, so that what the size is a size of is said with it."""
    sentence = item.sentence_at(fact.start)
    fits = (
        sentence is not None and sentence.words <= _SHORT_SENTENCE and is_clean(sentence.text) and not sentence.broken
    )
    return sentence.text.rstrip(" .!") if sentence and fits else fact.words
