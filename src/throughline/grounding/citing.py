"""Finding what a citation points at: by place, by id, or by words sought everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from throughline.grounding.contracts import Citable, Citation, Ground
from throughline.grounding.normalise import even_out, normalise, strip_outer_marks
from throughline.grounding.quotes import ELLIPSIS, Place, find_quote
from throughline.grounding.words import name_key


@dataclass(frozen=True, slots=True)
class Cited:
    """What the citations of a claim resolve to: for each citation its pieces, or the reason why there are none."""

    pieces: tuple[tuple[Citable, ...], ...]
    missing: tuple[str, ...] = ()

    @property
    def distinct(self) -> tuple[Citable, ...]:
        """Every piece once, in the order it is first cited."""
        return tuple({piece.id: piece for group in self.pieces for piece in group}.values())


class Library:
    """The ground, laid out for looking things up. Built once per verification; nothing in it changes."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.pieces: tuple[Citable, ...] = tuple(ground.evidence)
        self.by_id = {piece.id: piece for piece in self.pieces}

    @cached_property
    def by_place(self) -> dict[tuple[str, str, int], list[Citable]]:
        places: dict[tuple[str, str, int], list[Citable]] = defaultdict(list)
        for piece in self.pieces:
            if piece.row is not None:
                places[piece.source, "row", piece.row].append(piece)
            if piece.turn is not None:
                places[piece.source, "turn", piece.turn].append(piece)
        return places

    @cached_property
    def by_source(self) -> dict[str, list[Citable]]:
        sources: dict[str, list[Citable]] = defaultdict(list)
        for piece in self.pieces:
            sources[piece.source].append(piece)
        return sources

    @cached_property
    def customers(self) -> frozenset[str]:
        """Every account and person of the ground, as written."""
        return frozenset(name for p in self.pieces for name in (p.account, p.person) if name)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Every segment of the ground, in alphabetical order."""
        return tuple(sorted({piece.segment for piece in self.pieces if piece.segment}))

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        words: dict[str, set[str]] = defaultdict(set)
        for name in self.customers:
            for word in name_key(name):
                words[word].add(name)
        return words

    def sharing_a_word(self, key: Sequence[str]) -> tuple[str, ...]:
        """The customers whose name has a word of `key` in it, in alphabetical order."""
        return tuple(sorted({name for word in set(key) for name in self._by_word.get(word, ())}))

    @cached_property
    def has_accounts(self) -> bool:
        return any(piece.account for piece in self.pieces if not piece.interviewer)

    @cached_property
    def has_people(self) -> bool:
        return any(piece.person for piece in self.pieces if not piece.interviewer)

    def resolve(self, citations: Sequence[Citation]) -> Cited:
        """What every citation points at; those that point nowhere are named with the reason."""
        groups = [self._find(citation) for citation in citations]
        missing = tuple(group for group in groups if isinstance(group, str))
        return Cited(tuple(() if isinstance(group, str) else tuple(group) for group in groups), missing)

    @cached_property
    def _evened(self) -> tuple[str, ...]:
        return tuple(even_out(piece.text) for piece in self.pieces)

    def find_words(self, words: str) -> tuple[Citable, ...]:
        """Every piece of the ground the words stand in, an ellipsis parting them, wherever they may be cut."""
        wanted = even_out(strip_outer_marks(words)).strip("…").strip()
        parts = [part.strip() for part in (wanted, *ELLIPSIS.split(wanted)) if part.strip()]
        pairs = zip(self.pieces, self._evened, strict=True)
        near = [piece for piece, text in pairs if wanted in text or (len(parts) > 2 and parts[1] in text)]
        return tuple(piece for piece in near if has_words(piece, words))

    def _find(self, citation: Citation) -> Sequence[Citable] | str:
        pieces = self._find_place(citation)
        if isinstance(pieces, str) or citation.quote is None or not citation.quote.strip():
            return pieces
        everywhere = pieces is self.pieces
        stand = (
            self.find_words(citation.quote)
            if everywhere
            else [piece for piece in pieces if has_words(piece, citation.quote)]
        )
        return stand or f"“{shorten(citation.quote)}” does not stand in {self._name(citation)}"

    def _find_place(self, citation: Citation) -> Sequence[Citable] | str:
        if citation.source is None:
            return self._find_id(citation)
        source = self._find_source(citation.source)
        if source is None:
            return f"no evidence file is called {citation.source!r}"
        if citation.row is None and citation.turn is None:
            return self._find_id(citation, self.by_source[source])
        found = [
            piece
            for kind, number in (("row", citation.row), ("turn", citation.turn))
            if number is not None
            for piece in self.by_place.get((source, kind, number), ())
        ]
        if not found:
            return f"{self._name(citation)} does not exist or holds no text"
        return self._find_id(citation, found)

    def _find_id(self, citation: Citation, within: Sequence[Citable] | None = None) -> Sequence[Citable] | str:
        """Narrow `within` (by default everything) to the evidence id, if one is given."""
        if citation.evidence is None:
            if within is None and citation.quote is None:
                return "a citation names no place, no evidence and no words"
            return self.pieces if within is None else within
        pool = self.pieces if within is None else within
        by_id = self.by_id.get(citation.evidence)
        if by_id is not None:
            if within is None or any(piece.id == by_id.id for piece in pool):
                return [by_id]
            return f"evidence {citation.evidence!r} is {name_place(by_id)}, not {self._name(citation)}"
        if within is not None and " " in citation.evidence.strip():
            stand = [piece for piece in within if has_words(piece, citation.evidence)]
            return stand or f"“{shorten(citation.evidence)}” does not stand in {self._name(citation)}"
        return f"no evidence has the id {citation.evidence!r}"

    def _find_source(self, name: str) -> str | None:
        if name in self.by_source:
            return name
        base = PurePosixPath(name.replace("\\", "/")).name
        return base if base in self.by_source else None

    @staticmethod
    def _name(citation: Citation) -> str:
        if citation.row is not None:
            return f"{citation.source} row {citation.row}"
        if citation.turn is not None:
            return f"{citation.source} turn {citation.turn}"
        return citation.source or (f"evidence {citation.evidence}" if citation.evidence else "the evidence")


def has_words(piece: Citable, words: str) -> bool:
    """Whether the words stand in the piece, cut as they may be: enough for finding it, not for quoting it."""
    wanted = normalise(strip_outer_marks(words)).text.strip("…")
    return wanted in normalise(piece.text).text or isinstance(find_quote(words, piece.text), Place)


def name_place(piece: Citable) -> str:
    """The place in words: "survey.csv row 17"."""
    if piece.row is not None:
        return f"{piece.source} row {piece.row}"
    if piece.turn is not None:
        return f"{piece.source} turn {piece.turn}"
    return piece.source


def shorten(text: str, limit: int = 60) -> str:
    """The beginning of a text on one line, with an ellipsis where something was left off."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
