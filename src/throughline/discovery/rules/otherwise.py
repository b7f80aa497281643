"""Who says otherwise: items about the same thing that praise it, or deny what the theme's items say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.marked import find_words, tell_words
from throughline.discovery.rules.praise import find_works, says_it_works

_TURNS = re.compile(
    r"\b(?:but|however|although|except|until|used to|would|wish|if only|unfortunately)\b", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\b(?:than|least|less|prefer\w*|compared|rather|versus|vs|could|should|if|when|hope|want\w*|need\w*|ideal\w*"
    r"|make (?:it|this|that)|to be|maintainers?|communit\w+|contributors?|colleagues?|team|teams|people|person|folks"
    r"|guys|everybody|everyone|speakers?|audience|thank\w*|help from|helped|support team|talk|presentation|question"
    r"|work you|job|idea|point|(?:good|great|nice|awesome|amazing|helpful|useful|easy|cool) (?:to|if|that|thing|for))\b"
    r"|\?",
    re.IGNORECASE,
)
"""Praise of a person, an idea or one thing over another, and what is wished for: no word about the theme's own."""
_APART = re.compile(r"[,;:()]|\b(?:and|or|because|since|while|so|for|with)\b", re.IGNORECASE)
_NEAR = 60
"""Characters around the praise in which two of the theme's words must stand."""
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
    """Whether one sentence of `text` says that the theme's own thing works, without a "but".

    Two of the theme's `words` stand near the praise, one of them in the same clause. Rather nobody than a wrong one.
    """
    return any(_praises(sentence, words) for sentence in _list_praising(text) if not _BESIDE.search(sentence))


def _praises(sentence: str, words: Sequence[str]) -> bool:
    for start, end in find_works(sentence):
        near = sentence[max(0, start - _NEAR) : end + _NEAR]
        before, after = _APART.split(sentence[:start])[-1], _APART.split(sentence[end:])[0]
        if len(tell_words(near, words)) >= 2 and find_words(f"{before}{sentence[start:end]}{after}", words):
            return True
    return False


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
