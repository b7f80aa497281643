"""Marks on words: whose they are, whether they stand there, what they bear on. For services, inside their act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.core.undo.recorder import Act
from throughline.discovery.contracts import MarkKind, MarkState
from throughline.discovery.conversations.errors import AskersWords, OpportunityGone, WordsDiffer
from throughline.discovery.conversations.queries import accepted_marks, find_by_title, is_waiting, open_opportunities
from throughline.discovery.errors import EvidenceNotFound
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, Snapshot
from throughline.discovery.opportunities.opening import open_opportunity
from throughline.discovery.sorting.services import accept_within


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were chosen: in the piece `evidence`, from `start` to `end`; `words` is what the page showed there."""

    evidence: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """What marked words bear on: an opportunity by its key, or by its title, which may be new; or none yet."""

    opportunity: str = ""
    title: str = ""


NOWHERE = Bearing()


def find_or_open(act: Act, bearing: Bearing) -> Opportunity | None:
    """The opportunity that is meant, begun here where its title is new or where a theme was chosen that waits.

    Raises `OpportunityGone`.
    """
    if bearing.opportunity:
        if is_waiting(act.workspace, bearing.opportunity):
            return accept_within(act, theme=bearing.opportunity)
        found = open_opportunities(act.workspace).filter(key=bearing.opportunity).first()
        if found is None:
            raise OpportunityGone
        return found
    title = " ".join(bearing.title.split())
    return (find_by_title(act.workspace, title) or open_opportunity(act, title=title)) if title else None


def drop_marks(act: Act, marks: Iterable[Mark]) -> None:
    """Delete marks, and let go of those that are the quote to remember."""
    for mark in marks:
        for snapshot in Snapshot.objects.filter(quote=mark):
            act.update(snapshot, quote=None)
        act.delete(mark)


def quote_of(mark: Mark) -> str:
    """The marked words."""
    return mark.evidence.text[slice(mark.start, mark.end)]


def find_rows(act: Act, keys: set[str]) -> dict[str, EvidenceRow]:
    """The pieces by their ids. Raises `EvidenceNotFound`."""
    rows = EvidenceRow.objects.filter(workspace=act.workspace, visible=True, key__in=keys).select_related("file")
    found = {row.key: row for row in rows}
    for key in keys - found.keys():
        raise EvidenceNotFound(key)
    return found


def check_passage(row: EvidenceRow, passage: Passage) -> tuple[int | None, int | None]:
    """The span in the stored text; the whole text is no span. Raises `AskersWords` or `WordsDiffer`."""
    if row.interviewer:
        raise AskersWords(row.person or "")
    if not passage.words.strip() or row.text[passage.start : passage.end] != passage.words:
        raise WordsDiffer
    whole = passage.start == 0 and passage.end == len(row.text)
    return (None, None) if whole else (passage.start, passage.end)


def make_mark(
    act: Act,
    row: EvidenceRow,
    span: tuple[int | None, int | None],
    kind: MarkKind | None,
    opportunity: Opportunity | None,
) -> Mark:
    """The unsaved mark on these words."""
    return Mark(
        workspace=act.workspace,
        evidence=row,
        opportunity=opportunity,
        start=span[0],
        end=span[1],
        kind=kind or "",
        state=MarkState.ACCEPTED,
        because="marked in the transcript" if row.turn is not None else "marked by hand",
        member=act.member,
        at=act.now,
    )


def is_there(mark: Mark) -> bool:
    """Whether the same words were marked so before."""
    same = accepted_marks().filter(evidence=mark.evidence, opportunity=mark.opportunity, kind=mark.kind)
    return same.filter(start=mark.start, end=mark.end).exists()


def tell_marked(kind: MarkKind | None, words: Sequence[str]) -> str:
    """What was marked, as the trail tells it."""
    more = f" and {len(words) - 1} more" if len(words) > 1 else ""
    return f"{kind or 'evidence'}, “{' '.join(words[0].split())[:80]}”{more}"
