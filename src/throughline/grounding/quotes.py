"""Whether words stand character for character in a text, whole, in order, and without losing a negation at a cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from throughline.grounding.negation import find_late_denial, find_open_denial
from throughline.grounding.normalise import Normalised, normalise, strip_outer_marks
from throughline.grounding.words import is_unspaced, split_sentences, tokenise

ELLIPSIS = re.compile(r"\s*[\[(]\s*…\s*[\])]\s*|…")
"""What parts a quote, once normalised: an ellipsis, in brackets or not."""
_APOSTROPHES = frozenset("'’‘ʼ`´")
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of a quote stand in the original text: (start, end), end excluded."""

    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Misquote:
    """Why words are no quote of a text. `near` is true where they stand there but are cut wrongly."""

    reason: str
    near: bool = False


def find_quote(words: str, text: str) -> Place | Misquote:
    """Find `words` in `text`; an ellipsis in `words` parts them, and the parts must stand in order.

    Returns where they stand, or why they do not count as a quote.
    """
    source, wanted = normalise(text), normalise(strip_outer_marks(words)).text
    whole = _find_part(wanted.strip("…") or wanted, source, 0)
    parts = [part.strip() for part in ELLIPSIS.split(wanted) if part.strip(" ,")]
    if isinstance(whole, Place) or len(parts) < 2:
        return whole if wanted.strip("… ") else Misquote("the quote is empty")
    return _find_parts(parts, source)


def _find_parts(parts: list[str], source: Normalised) -> Place | Misquote:
    """Every part after the one before it; one-word parts could be strung into anything, so at most one may be."""
    if sum(1 for part in parts if len([t for t in tokenise(part) if t.is_word]) < 2) > 1:
        return Misquote("the parts between its ellipses are too short to be a quote")
    places: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        found = _find_part(part, source, at)
        if isinstance(found, Misquote):
            return _name_order(part, source, found)
        places.append(found.parts[0])
        at = _after(source, found.parts[0][1])
    return Place(tuple(places))


def _name_order(part: str, source: Normalised, found: Misquote) -> Misquote:
    if not found.near and isinstance(_find_part(part, source, 0), Place):
        return Misquote("its parts stand in the source in another order", near=True)
    return found


def _after(source: Normalised, end: int) -> int:
    """The first place of the normalised text at or after `end` of the original."""
    return next((k for k, start in enumerate(source.starts) if start >= end), len(source.text))


def _find_part(part: str, source: Normalised, at: int) -> Place | Misquote:
    """The first place from `at` where `part` stands uncut; else the first reason why it does not."""
    trouble = Misquote("its words do not stand there")
    for start in _occurrences(part, source.text, at):
        end = start + len(part)
        wrong = _find_cut(source, start, end)
        if wrong is None:
            return Place((source.span(start, end),))
        if not trouble.near:
            trouble = wrong
    return trouble


def _occurrences(part: str, text: str, at: int) -> Iterator[int]:
    while part and (at := text.find(part, at)) >= 0:
        yield at
        at += 1


def _find_cut(source: Normalised, start: int, end: int) -> Misquote | None:
    if _inside_word(source, start) or _inside_word(source, end):
        return Misquote("it is cut inside a word", near=True)
    denial = _cut_denial(source, start, end)
    return Misquote(f"it cuts off the “{denial}” that turns its meaning round", near=True) if denial else None


def _inside_word(source: Normalised, place: int) -> bool:
    """Whether a cut before character `place` would part a word, a number or a hyphenated word."""
    if place <= 0 or place >= len(source.text):
        return False
    left, right = source.text[place - 1], source.text[place]
    if is_unspaced(left) or is_unspaced(right):
        return False
    if _is_wordlike(left) and _is_wordlike(right):
        return True
    return _is_joint(source, place - 1) or _is_joint(source, place)


def _is_wordlike(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_joint(source: Normalised, place: int) -> bool:
    """Whether the mark at `place` holds a word or number together: don't, time-out, 84,000, 4.12, -5."""
    before, after = source.text[place - 1 : place], source.text[place + 1 : place + 2]
    mark = source.original[source.starts[place] : source.ends[place]]
    if not after.isalnum():
        return False
    if mark in _HYPHENS:
        return before.isalnum() or (after.isdigit() and not before)
    if mark.strip() in _HYPHENS and after.isdigit():
        return mark[-1:] in _HYPHENS
    if mark in _APOSTROPHES:
        return before.isalpha() and after.isalpha()
    return mark in ".,:/" and before.isdigit() and after.isdigit()


def _cut_denial(source: Normalised, start: int, end: int) -> str | None:
    """The denial lost at either edge, looking no further than the sentence the edge stands in."""
    first, last = source.span(start, end)
    text = source.original
    opening = next((t.low for t in tokenise(text[first:last]) if t.is_word), "")
    closing = next((t.low for t in reversed(tokenise(text[first:last])) if t.is_word), "")
    left, right = _sentence_start(text, first), _sentence_end(text, last)
    return find_open_denial(text[left:first], opening) or find_late_denial(closing, text[last:right])


def _sentence_start(text: str, place: int) -> int:
    return max((start for start, _ in split_sentences(text) if start <= place), default=0)


def _sentence_end(text: str, place: int) -> int:
    return min((end for _, end in split_sentences(text) if end >= place), default=len(text))
