"""Whether a sentence does nothing but count: then code has proven all of it, and not only its number."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.grounding.contracts import Citable, Claim
from throughline.grounding.counting import counted_unit
from throughline.grounding.negation import is_negator
from throughline.grounding.numbers import blank_references, find_numbers
from throughline.grounding.supporting import spoken_words
from throughline.grounding.words import content_words, split_sentences, stem, tokenise


def is_plain_count(claim: Claim, pieces: Sequence[Citable]) -> bool:
    """Whether every number counts rows, and each row has a sentence with every other word of the claim in it.

    No denial may stand there: "3 items say that it works" must not be made of "it never works".
    """
    text = blank_references(claim.text)
    numbers = find_numbers(text)
    if not numbers or not pieces or any(counted_unit(number, text) is None for number in numbers):
        return False
    said = set(spoken_words(text))
    return not _denies(text) and all(_says(piece.text, said) for piece in pieces)


def _says(text: str, words: set[str]) -> bool:
    sentences = (text[start:end] for start, end in split_sentences(text))
    return any(words <= {*map(stem, content_words(one))} and not _denies(one) for one in sentences)


def _denies(text: str) -> bool:
    return any(is_negator(token.low) for token in tokenise(text))
