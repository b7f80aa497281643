"""What a page shows of one piece: its place, the words around it, what else its customer said. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence
from throughline.discovery.queries import (
    get_evidence,
    list_neighbours,
    list_same_customer,
)
from throughline.discovery.rules.marked import Part, cut_at, find_words


@dataclass(frozen=True, slots=True)
class Card:
    """One piece in its place: its text with the marked parts, the turns around it, what else its customer said."""

    piece: Evidence
    parts: tuple[Part, ...]
    before: tuple[Evidence, ...] = ()
    after: tuple[Evidence, ...] = ()
    also: tuple[Evidence, ...] = ()
    also_count: int = 0

    @property
    def marked_at(self) -> str:
        """Where the first marked words stand in the text, as `3-40`; empty where none are, or the text is cut."""
        if "".join(part.text for part in self.parts) != self.piece.text:
            return ""
        first = next((place for place, part in enumerate(self.parts) if part.marked), None)
        if first is None:
            return ""
        start = sum(len(part.text) for part in self.parts[:first])
        return f"{start}-{start + len(self.parts[first].text)}"


def show_card(
    workspace: Workspace, piece: Evidence, spans: Iterable[tuple[int, int]] = (), *, also: bool = True
) -> Card:
    """`piece` with `spans` of its text marked."""
    near = list_neighbours(workspace, piece) if piece.turn is not None else [piece]
    at = next((place for place, other in enumerate(near) if other.id == piece.id), 0)
    same, count = list_same_customer(workspace, piece) if also and not piece.interviewer else ([], 0)
    return Card(piece, cut_at(piece.text, spans), tuple(near[:at]), tuple(near[at + 1 :]), tuple(same), count)


def show_evidence(workspace: Workspace, key: str, *, words: Sequence[str] = ()) -> Card:
    """The piece called `key`, `words` marked in it. Raises `EvidenceNotFound`."""
    piece = get_evidence(workspace, key)
    return show_card(workspace, piece, find_words(piece.text, words))
