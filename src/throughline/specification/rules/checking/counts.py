"""EV001 in what was counted: lines marked "[N]", whose numbers stand nowhere but come out again when counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from throughline.grounding.computing import count_accounts, count_items
from throughline.grounding.contracts import Ground
from throughline.grounding.numbers import Kind, Number, find_numbers
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.claims import ROWS, Piece, Sentence, find_cited, list_rows
from throughline.specification.rules.checking.contracts import Finding
from throughline.specification.rules.checking.counted import Counted, count_over
from throughline.specification.rules.checking.measures import blank_days
from throughline.specification.rules.checking.rewriting import put_blank, quote

_MARK = re.compile(r"\s*\[(?=[^\]]*[NPJ])[NPJQ](?:,\s?[NPJQ])*(?:[;\s][^\]]{0,120})?\]")
_OF_ITEMS = re.compile(r"^\s+(?:items?|rows?|answers?|tickets?|quotes?|notes?)\b", re.IGNORECASE)
_OF_COUNT = re.compile(
    r"^\s+(?:[\w-]+\s+)?(?:items?|rows?|answers?|tickets?|notes?|people|persons?|accounts?|customers?|respondents?"
    r"|interviews?|sources?)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:people|persons|accounts|customers|items|answers|respondents|wrote)\b", re.IGNORECASE)
_ROWS_NEXT = re.compile(r"^(?:\s+[\w-]+){0,3}\s*(?=[\[(](?:r|rows?\s)\d)")


def is_computed(sentence: Sentence) -> bool:
    """Whether the sentence, or what stands right behind it, is marked as counted, proposed or judged."""
    following = sentence.unit.text[sentence.end : sentence.end + 8]
    return _MARK.search(sentence.text) is not None or _MARK.match(following) is not None


def find_wrong_counts(sentence: Sentence, pieces: Sequence[Piece], ground: Ground | None) -> Iterator[Finding]:
    """Counts of more than what they are counted over, and numbers beside rows that do not hold them."""
    if not re.search(r"\[N\b", sentence.unit.text[sentence.start : sentence.end + 8]):
        return
    if ROWS.search(sentence.text):
        yield from _judge_beside_rows(sentence, _list_counts(sentence.bare), pieces)
        return
    counted = count_over(find_cited(pieces, sentence.cites), ground)
    if counted is None:
        yield from _judge_totals(sentence, ground) if ground is not None else ()
    elif sentence.unit.cells:
        yield from _judge_cells(sentence, counted)
    else:
        yield from _judge_counts(sentence, counted)


def _list_counts(said: str, *, offset: int = 0) -> list[Number]:
    """The plain numbers in digits, as they stand behind `offset`."""
    found = find_numbers(blank_days(said))
    return [
        replace(n, start=n.start + offset, end=n.end + offset)
        for n in found
        if n.kind is Kind.PLAIN and n.values and n.digits and n.values[0].is_integer()
    ]


def _judge_beside_rows(sentence: Sentence, numbers: Sequence[Number], pieces: Sequence[Piece]) -> Iterator[Finding]:
    """ "504 in 3 items (r1, r13, r35)": as many as are named; "30,000 (r38)": as it stands there."""
    for number in numbers:
        after = sentence.text[number.end :]
        beside = _ROWS_NEXT.match(after)
        named = ROWS.match(after[beside.end() :]) if beside else None
        if named is None:
            continue
        rows = list_rows(named["rows"])
        cited = find_cited(pieces, [f"ROW{row}" for row in rows])
        right = any(set(number.values) & set(other.values) for p in cited for other in find_numbers(p.text))
        if _OF_COUNT.match(after):
            right = right or float(len(rows)) in number.values
        if cited and not right:
            yield _tell(sentence, number, f"“{number.text}” does not come out over {named['rows']}.", len(rows))


def _judge_cells(sentence: Sentence, counted: Counted) -> Iterator[Finding]:
    """A row's first cell names what is counted; each other may hold a count, of what its heading says."""
    at, text = 0, sentence.unit.text
    for place, (name, cell) in enumerate(sentence.unit.cells.items()):
        at = max(at, text.find(cell.text, at)) if cell.text else at
        if place:
            for number in _list_counts(cell.text, offset=at - sentence.start):
                whole = bool(_COUNTS.search(name) or _OF_COUNT.match(text[sentence.start + number.end :]))
                yield from _judge(sentence, number, counted, whole=whole)
        at += len(cell.text)
    yield from _judge_days(sentence, counted)


def _judge_counts(sentence: Sentence, counted: Counted) -> Iterator[Finding]:
    numbers = _list_counts(sentence.bare)
    for number in numbers:
        yield from _judge(sentence, number, counted, whole=len(numbers) == 1)
    yield from _judge_days(sentence, counted)


def _judge(sentence: Sentence, number: Number, counted: Counted, *, whole: bool) -> Iterator[Finding]:
    """At most as many as are named; where it counts all of them (`whole`), as many as come out."""
    value, after = int(number.values[0]), sentence.unit.text[sentence.start + number.end :]
    of_sources = re.match(r"\s+(?:sources?|files?|interviews?)\b", after) is not None
    totals = counted.sources if of_sources else counted.totals
    if value > counted.items:
        why = f"“{number.text}” is more than the {counted.items} it was counted over."
        yield _tell(sentence, number, why, counted.items)
    elif whole and totals and value not in totals:
        yield _tell(sentence, number, f"“{number.text}” does not come out when it is counted again.", max(totals))
    elif whole and not totals and _OF_ITEMS.match(after) and value != counted.items:
        yield _tell(sentence, number, f"“{number.text}” are counted, and {counted.items} named.", counted.items)


def _judge_days(sentence: Sentence, counted: Counted) -> Iterator[Finding]:
    """A day of which nothing that is cited is."""
    if not counted.days:
        return
    for number in find_numbers(sentence.bare):
        day = number.day
        if number.kind is Kind.DATE and day is not None and not any(day.fits(known) for known in counted.days):
            why = f"Nothing that it was counted over is of {number.text}."
            yield _tell(sentence, number, why, "the day it was said")


def _judge_totals(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """No more items than there are, nor accounts."""
    for number in _list_counts(sentence.bare):
        named = _OF_COUNT.match(sentence.text[number.end :])
        if named is None:
            continue
        accounts = count_accounts(ground.evidence) if "account" in named[0].lower() else 0
        total = accounts or count_items(ground.evidence)
        if min(number.values) > total:
            yield _tell(sentence, number, f"“{number.text}” is more than the {total} that there are.", total)


def _tell(sentence: Sentence, number: Number, why: str, right: int | str) -> Finding:
    start, end = sentence.start + number.start, sentence.start + number.end
    better = put_blank(sentence.unit, start, end, f"[{right}]")
    return report("EV001", sentence.unit, start, end, why=why, suggestion=quote(better))
