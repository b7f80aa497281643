"""How much of what a claim says stands in what it cites: the share of its meaning-bearing words found there.

A word counts as found where the source has it in another inflection, a near synonym of it, or a longer word made from
it. Words that are common in the whole ground weigh less, since they prove less.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import cast

from throughline.grounding.citing import Library
from throughline.grounding.contracts import Citable
from throughline.grounding.lexicon import meaning_of
from throughline.grounding.numbers import blank_numbers
from throughline.grounding.words import FRAME, content_words, name_key, split_sentences, stem, tokenise

_SAMPLE = 20_000
_WINDOW = 3
_PARTICLES = ("out", "up", "in", "off", "down")
_PRONOUNS = frozenset({"they", "their", "them", "it", "the", "a", "an", "that", "is", "are"})


class Support:
    """Compares claims with evidence; holds how common each word is in the ground."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def frequencies(self) -> tuple[Counter[str], int]:
        """In how many pieces each stem occurs, and of how many; a very large ground is sampled evenly."""
        pieces = self.library.pieces
        sample = pieces[:: max(1, len(pieces) // _SAMPLE)]
        return Counter(word for piece in sample for word in {*map(stem, content_words(piece.text))}), len(sample)

    def weigh(self, word: str) -> float:
        """How much finding this word proves: between 1 for what everybody says and 2 for what hardly anybody does."""
        counts, total = self.frequencies
        share = (1 + counts[word]) / (1 + total)
        return 1 + min(1.0, max(0.0, -math.log(share) / math.log(50)))

    def measure(self, claim: str, pieces: Sequence[Citable], *, without: Iterable[str] = ()) -> float:
        """The weighed share (0 to 1) of the claim's words found in the pieces; 1 where it has none of its own.

        `without` are words (small letters) left out: names and units, which are checked by themselves.
        """
        wanted = spoken_words(claim, {*without, *(w for piece in pieces for w in describing_words(piece))})
        if not wanted:
            return 1.0
        sources = [_best_window(wanted, piece) for piece in pieces]
        found = sum(self.weigh(word) * max((likeness(word, s) for s in sources), default=0.0) for word in wanted)
        return found / sum(self.weigh(word) for word in wanted)

    def find_gap(self, claim: str, pieces: Sequence[Citable]) -> tuple[str, ...]:
        """The longest run of the claim's own words (stems) of which the pieces hold not one."""
        wanted = spoken_words(claim, {word for piece in pieces for word in describing_words(piece)})
        sources = [_best_window(wanted, piece) for piece in pieces]
        longest: list[str] = []
        current: list[str] = []
        for word in wanted:
            found = any(likeness(word, source) for source in sources)
            current = [] if found else [*current, word]
            longest = max(longest, current, key=len)
        return tuple(longest)

    def resemble(self, claim: str, pieces: Sequence[Citable]) -> float | None:
        """The greatest cosine between the claim and a sentence or the whole of a piece; None without embeddings."""
        if self.library.ground.similarity is None:
            return None
        texts = [part for piece in pieces for part in _passages(piece.text)]
        return max(self.library.ground.similarity(claim, texts), default=0.0) if texts else 0.0


def share_all_words(claim: str, pieces: Sequence[Citable]) -> float:
    """For a claim of function words alone ("they use both"): the share of all its words that stand there."""
    mine = {t.low for t in tokenise(blank_numbers(claim)) if t.is_word and t.low not in FRAME}
    said = {t.low for piece in pieces for t in tokenise(piece.text)}
    said |= {word for piece in pieces for word in describing_words(piece)} | _PRONOUNS
    return sum(word in said for word in mine) / len(mine) if mine else 1.0


def spoken_words(claim: str, without: Iterable[str] = ()) -> tuple[str, ...]:
    """The stems of what the claim itself says: not its frame ("customers report"), not the names left out."""
    left_out = {*without}
    words = [
        w for w in content_words(blank_numbers(claim)) if w not in left_out and w.removesuffix("'s") not in left_out
    ]
    return tuple(dict.fromkeys(stem(word) for word in words if word not in FRAME))


def describing_words(piece: Citable) -> frozenset[str]:
    """The words of who spoke and where: account, person and segment."""
    return frozenset(
        word for value in (piece.account, piece.person, piece.segment) if value for word in name_key(value)
    )


def attributes_of(piece: Citable) -> dict[str, str]:
    """Further columns of the piece's row by their names, where whoever read it kept them."""
    found: object = getattr(piece, "attributes", None)
    pairs = cast("Mapping[object, object]", found).items() if isinstance(found, Mapping) else ()
    return {str(key): str(value) for key, value in pairs if value}


def context_of(piece: Citable) -> str:
    """What surrounds a piece without being said by the customer: the question asked and its attributes."""
    question: object = getattr(piece, "question", None)
    return " . ".join(str(value) for value in (question, *attributes_of(piece).values()) if value)


def _best_window(wanted: Sequence[str], piece: Citable) -> frozenset[str]:
    """The stems of those few sentences of the piece that hold most of the wanted words, and of the question asked."""
    windows = _windows(piece.text)
    best = max(windows, key=lambda window: sum(likeness(word, window) for word in wanted), default=frozenset[str]())
    return best | _stems(context_of(piece))


@lru_cache(maxsize=8192)
def _windows(text: str) -> tuple[frozenset[str], ...]:
    sentences = split_sentences(text)
    last = max(1, len(sentences) - _WINDOW + 1)
    spans = [(sentences[k][0], sentences[min(k + _WINDOW, len(sentences)) - 1][1]) for k in range(last) if sentences]
    return tuple(_stems(text[start:end]) for start, end in spans)


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    words = content_words(text)
    tokens = [token.low for token in tokenise(text) if token.is_word]
    joined = {stem(first + second) for first, second in pairwise(words)}
    joined |= {
        stem(base + second)
        for first, second in pairwise(tokens)
        if second in _PARTICLES
        for base in (first, first.removesuffix("s"), first.removesuffix("d"), first.removesuffix("ed"))
    }
    return frozenset({*map(stem, words), *joined, *(part for word in words for part in _compounds(word))})


def _compounds(word: str) -> tuple[str, ...]:
    """What a joined word is made of where it ends in a particle: "timeout" also says "time"."""
    return tuple(stem(word[: -len(p)]) for p in _PARTICLES if word.endswith(p) and len(word) > 5)


def likeness(word: str, source: frozenset[str]) -> float:
    """How surely the source says the word: 1 as it is, 0.9 by a synonym, 0.8 by a word of the same root, else 0."""
    if word in source:
        return 1.0
    meaning = meaning_of(word)
    if meaning and any(meaning & meaning_of(other) for other in source):
        return 0.9
    return 0.8 if any(_same_root(word, other) for other in source) else 0.0


@lru_cache(maxsize=65536)
def _same_root(first: str, second: str) -> bool:
    """Whether two stems share their beginning to well over half: document and documentation."""
    shorter, longer = sorted((first, second), key=len)
    shared = next((k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(shorter))
    return shared >= max(5, math.ceil(0.6 * len(longer))) and shared >= len(shorter) - 2


@lru_cache(maxsize=4096)
def _passages(text: str) -> tuple[str, ...]:
    sentences = [text[start:end] for start, end in split_sentences(text)]
    pairs = [f"{a} {b}" for a, b in pairwise(sentences)]
    whole = (text,) if len(sentences) > 2 else ()
    return (*sentences, *pairs, *whole)
