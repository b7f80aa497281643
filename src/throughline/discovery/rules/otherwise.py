"""Who says otherwise: items about the same thing that praise it, or deny what the theme's items say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.marked import find_words, tell_words
from throughline.discovery.rules.praise import says_it_works

_TURNS = re.compile(
    r"\b(?:but|however|although|except|until|used to|would|wish|if only|unfortunately)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_READ = 20_000
"""Characters of a piece that are read."""


@dataclass(frozen=True, slots=True)
class Praise:
    """The pieces with a sentence that says that it works, and these sentences in small letters."""

    pieces: tuple[tuple[Evidence, str], ...]

    def about(self, words: Sequence[str]) -> Iterator[Evidence]:
        """Those that can hold two of `words`: a quick look, so that few are read closely."""
        begins = {word[:3].lower() for word in words if len(word) > 2}
        for piece, said in self.pieces:
            if sum(begin in said for begin in begins) >= min(2, len(begins)):
                yield piece


def find_praise(pieces: Iterable[Evidence]) -> Praise:
    """Read every piece once for sentences that say that it works."""
    found = ((piece, " ".join(_list_praising(piece.text)).lower()) for piece in pieces)
    return Praise(tuple((piece, said) for piece, said in found if said))


def says_otherwise(text: str, *, words: Sequence[str]) -> bool:
    """Whether one sentence of `text` holds two of the theme's `words` and says that it works, without a "but"."""
    return any(len(tell_words(sentence, words)) >= 2 for sentence in _list_praising(text))


def _list_praising(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text[:_READ]):
        sentence = match.group()
        if says_it_works(sentence) and not _TURNS.search(sentence):
            yield sentence


def is_praise(texts: Sequence[str]) -> bool:
    """Whether most of `texts` say that it works, so that nothing is gained by looking for more of them."""
    return 2 * sum(any(True for _ in _list_praising(text)) for text in texts) > len(texts)


def choose_otherwise(pieces: Iterable[Evidence], *, words: Sequence[str]) -> list[Evidence]:
    """The pieces that say otherwise, one a customer, those with most of the theme's words first."""
    found = [piece for piece in pieces if says_otherwise(piece.text, words=words)]
    found.sort(key=lambda piece: -len(find_words(piece.text, words)))
    by_customer: dict[str, Evidence] = {}
    for piece in found:
        by_customer.setdefault(piece.customer or piece.id, piece)
    return list(by_customer.values())
