"""EV001: figures that the evidence does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.grounding.contracts import Ground
from throughline.grounding.numbers import Kind, Number, find_numbers
from throughline.grounding.stating import agrees
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.claims import (
    Piece,
    Sentence,
    blank_citations,
    find_cited,
    gather_pieces,
    list_sentences,
    name_evidence,
)
from throughline.specification.rules.checking.contracts import Document, Finding, UnitKind
from throughline.specification.rules.checking.counts import find_wrong_counts, is_computed
from throughline.specification.rules.checking.measures import blank_days
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.sameness import content_stems

_COUNTED = frozenset({Kind.PLAIN, Kind.PERCENT, Kind.MONEY, Kind.SECONDS, Kind.BYTES})
_OF = re.compile(r"(?<![\w.])(\d[\d,]*)\s+(?:of|out of|in|/)\s+(?:the |our |all )?(\d[\d,]*)")
_ELSEWHERE = re.compile(r"\]\(|https?://|^[*_](?![*_]).*[^*_][*_]$")
"""A link, or a whole line in italics: a caption."""
_TELLING = frozenset({UnitKind.PROBLEM, UnitKind.EVIDENCE})
_AIM = re.compile(
    r"\b(?:target|goal|will|should|must|want to|aim|limit|up to|at most|within|by \d{4}|plan)\b", re.IGNORECASE
)


def find_wrong_figures(document: Document, ground: Ground | None) -> Iterator[Finding]:
    """EV001: numbers of cited sentences, and of the problem's, that stand in no evidence."""
    pieces = gather_pieces(document, ground)
    if not pieces:
        return
    read = {piece: _numbers_of(piece) for piece in pieces}
    names = name_evidence(document)
    for sentence in list_sentences(document, given=ground is not None):
        cited = find_cited(pieces, sentence.cites)
        if is_computed(sentence):
            yield from find_wrong_counts(sentence, pieces, ground)
            continue
        if not (cited or (_claims(sentence, given=ground is not None) and not _links(sentence, document))):
            continue
        reduced = _list_reduced(sentence, pieces)
        for number in list_claimed(sentence, names):
            if number.start in reduced:
                continue
            near = _find_comparable(number, sentence, cited, pieces, read)
            if near and not _stands(number, pieces, read):
                yield _tell(sentence, number, near, read)


def _links(sentence: Sentence, document: Document) -> bool:
    """Whether its line points to evidence elsewhere, or cites what is not here: then it is not judged by what is."""
    lines = {spot.line for spot in sentence.unit.plain.spots}
    return bool(sentence.cites) or any(
        _ELSEWHERE.search(document.lines[n - 1].strip()) for n in lines if n <= len(document.lines)
    )


def _claims(sentence: Sentence, *, given: bool) -> bool:
    """Whether an uncited sentence tells what was found; with evidence at hand, the summary does too."""
    found = _TELLING | {UnitKind.SUMMARY} if given else _TELLING
    return sentence.unit.kind in found and " · " not in sentence.text and not _AIM.search(sentence.text)


def _numbers_of(piece: Piece) -> tuple[Number, ...]:
    return tuple(number for number in find_numbers(piece.text) if number.kind in _COUNTED)


def list_claimed(sentence: Sentence, names: frozenset[str] = frozenset()) -> Iterator[Number]:
    """The figures of a sentence outside quotations, without dates, ids and small words for numbers."""
    said = blank_citations(blank_days(sentence.bare), names)
    for number in find_numbers(said):
        shared = _PART.match(said[number.end :]) is not None
        small = not number.digits and not shared and number.values and max(number.values) <= 3
        if _PAST.search(said[: number.start]) or _is_sample(number, said, sentence):
            continue
        if number.kind in _COUNTED and number.values and (shared or not number.labelled) and not small:
            yield number


_PART = re.compile(r"\s+(?:of|out of|in)\s+(?:the |our |all )?(?:\d|[a-z]+ )", re.IGNORECASE)
_PAST = re.compile(r"\b(?:last|past|previous|first|next|every)\s+$", re.IGNORECASE)


def _is_sample(number: Number, said: str, sentence: Sentence) -> bool:
    """Whether as many are named as are cited, of how many: "three of the eleven [V3, V7, V9]"."""
    cited = len(sentence.cites)
    if cited < 2:
        return False
    if cited in number.values and _PART.match(said[number.end :]):
        return True
    before = re.search(r"(\w+)\s+(?:of|out of|in)\s+(?:the |our |all )?$", said[: number.start])
    return bool(before) and any(cited in n.values for n in find_numbers(before[1] if before else ""))


def _stands(number: Number, pieces: Sequence[Piece], read: dict[Piece, tuple[Number, ...]]) -> bool:
    """Whether any evidence gives the figure: as such, as a share, or as the two numbers a share is made of."""
    return any(_agree(number, other) for piece in pieces for other in read[piece]) or any(
        _is_share(number, piece.text) for piece in pieces
    )


def _agree(number: Number, other: Number) -> bool:
    kinds = {number.kind, other.kind}
    return (number.kind is other.kind or kinds == {Kind.PLAIN, Kind.MONEY}) and agrees(number, other)


def _is_share(number: Number, text: str) -> bool:
    """37.5 % where the evidence says 3 of 8."""
    if number.kind is not Kind.PERCENT:
        return False
    for match in _OF.finditer(text):
        part, whole = (float(group.replace(",", "")) for group in match.groups())
        if whole and any(abs(100 * part / whole - value) <= 0.51 * number.step for value in number.values):
            return True
    return False


def _list_reduced(sentence: Sentence, pieces: Sequence[Piece]) -> frozenset[int]:
    """Where the numbers of rightly reduced shares begin: "1 in 6", where the evidence says 4 of 24.

    The evidence may also give the two apart, where the sentence names them both: "of 24 calls, 4 …: 1 in 6".
    """
    given = {_read_share(match) for piece in pieces for match in _OF.finditer(piece.text)}
    said = _values_of(sentence.bare)
    for held in (_values_of(piece.text) & said for piece in pieces):
        given |= {(part, whole) for part in held for whole in held if part < whole}
    right = [match for match in _OF.finditer(sentence.bare) if _reduces(_read_share(match), given)]
    return frozenset(place for match in right for place in (match.start(1), match.start(2)))


def _values_of(text: str) -> set[float]:
    return {value for number in find_numbers(text) for value in number.values}


def _reduces(share: tuple[float, float], given: set[tuple[float, float]]) -> bool:
    """Whether it is one of the given shares in smaller numbers, or in the same."""
    part, whole = share
    return any(part <= some and part * other == whole * some for some, other in given)


def _read_share(match: re.Match[str]) -> tuple[float, float]:
    """The part and the whole of "15 of 90"."""
    part, whole = (float(group.replace(",", "")) for group in match.groups())
    return part, whole


def _find_comparable(
    number: Number,
    sentence: Sentence,
    cited: Sequence[Piece],
    pieces: Sequence[Piece],
    read: dict[Piece, tuple[Number, ...]],
) -> tuple[Piece, ...]:
    """Evidence that could give such a figure: what is cited and counts anything, else what speaks of the same."""
    if cited:
        return tuple(piece for piece in cited if read[piece] or piece.given)
    own = content_stems(sentence.bare)
    few = 1 if sentence.unit.kind in _TELLING else 2
    return tuple(
        piece
        for piece in pieces
        if len(own & content_stems(piece.text)) >= (few if piece.given else 2)
        and any(_counts_alike(number, other) for other in read[piece])
    )


def _counts_alike(number: Number, other: Number) -> bool:
    """Whether both count the same sort of thing."""
    if number.kind is not other.kind:
        return False
    return number.kind is not Kind.PLAIN or bool(set(number.unit[:2]) & set(other.unit[:2]))


def _tell(sentence: Sentence, number: Number, near: Sequence[Piece], read: dict[Piece, tuple[Number, ...]]) -> Finding:
    start = sentence.start + number.start
    offered = [other.text for piece in near for other in read[piece] if other.kind is number.kind][:4]
    where = near[0].name or "the evidence"
    why = f"“{number.text}” does not stand in {where}" + (f", which says {', '.join(offered)}." if offered else ".")
    better = (
        sentence.unit.text[sentence.start : start]
        + f"[{' or '.join(offered) or 'which number'}]"
        + sentence.unit.text[start + len(number.text) : sentence.end]
    )
    return report("EV001", sentence.unit, start, sentence.start + number.end, why=why, suggestion=quote(better.strip()))
