"""The PRD and its evidence as they may leave the workspace; what is stored, and what is verified, stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from throughline.discovery.contracts import Corpus, Evidence, FileKind
from throughline.discovery.pipeline import Disguise
from throughline.grounding.contracts import Citation
from throughline.specification.contracts import Prd

_KEPT = frozenset({"id", "key", "evidence", "stated_origin", "kind", "verdict", "owner", "rests_on"})
"""What names things of ours and no customer."""
_NAMED = frozenset({"customer", "account", "person"})


@dataclass(frozen=True, slots=True)
class _Mask:
    disguise: Disguise
    sources: Mapping[str, str]

    def show(self, value: Any, name: str = "") -> Any:
        """`value` with every text in it as it may leave; anything that holds no text stays."""
        if isinstance(value, Enum) or name in _KEPT:
            return value
        if isinstance(value, str):
            return self._show_text(value, name)
        if isinstance(value, tuple):
            return tuple(self.show(one, name) for one in value)  # pyright: ignore[reportUnknownVariableType]
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self.show(getattr(value, one.name), one.name) for one in fields(value)})
        return value

    def _show_text(self, text: str, name: str) -> str:
        if name == "source":
            return self.sources.get(text) or self.disguise.show(text)
        return self.disguise.name(text) if name in _NAMED else self.disguise.show(text)

    def show_piece(self, piece: Evidence) -> Evidence:
        shown: Evidence = self.show(replace(piece, attributes={}))
        return replace(shown, masked=shown.text != piece.text)


def disguise_prd(prd: Prd, corpus: Corpus, disguise: Disguise) -> tuple[Prd, Corpus]:
    """Both as they may leave: personal data masked, customers called as `disguise` says.

    The corpus holds only what the PRD cites. Under pseudonyms a conversation's file is named by its number, for its
    name mostly holds the customer's.
    """
    mask = _Mask(disguise, _name_sources(corpus) if disguise.hidden else {})
    cited = set(_list_cited(prd))
    kept = [
        replace(file, evidence=tuple(mask.show_piece(p) for p in file.evidence if _is_cited(p, cited)), rejected=())
        for file in corpus.files
    ]
    return mask.show(prd), Corpus(tuple(kept), corpus.base)


def _name_sources(corpus: Corpus) -> dict[str, str]:
    talks = [file.original.name for file in corpus.files if file.kind == FileKind.CONVERSATION]
    return {name: f"conversation {number}" for number, name in enumerate(dict.fromkeys(talks), start=1)}


def _list_cited(prd: Prd) -> Iterator[object]:
    claims = [line.claim for line in prd.lines] + [rejected.was for rejected in prd.rejected]
    for citation in (citation for claim in claims for citation in claim.citations):
        yield citation.evidence or _place(citation)


def _place(citation: Citation) -> tuple[str | None, int | None, int | None]:
    return citation.source, citation.row, citation.turn


def _is_cited(piece: Evidence, cited: set[object]) -> bool:
    return piece.id in cited or (piece.source, piece.row, piece.turn) in cited
