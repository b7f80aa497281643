"""Writes of marks: what a person says about one piece of evidence and one opportunity."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.contracts import MarkKind, MarkState, Stance
from throughline.discovery.errors import EvidenceNotFound
from throughline.discovery.models import EvidenceRow, Mark, Opportunity
from throughline.discovery.opportunities.errors import MarkNotFound, NothingChosen, WordsNotInIt
from throughline.discovery.opportunities.placing import get_opportunity


@service("mark evidence")
def add_mark(
    act: Act,
    *,
    opportunity: str,
    evidence: str,
    stance: Stance = Stance.FOR,
    kind: MarkKind | None = None,
    start: int | None = None,
    end: int | None = None,
    because: str = "",
) -> Mark:
    """A piece, whole or from `start` to `end`, bears on an opportunity. One that is marked there already is agreed to.

    Raises `OpportunityNotFound`, `EvidenceNotFound`, `WordsNotInIt`.
    """
    row, piece = get_opportunity(act, opportunity), _get_piece(act, evidence)
    _demand_words(piece, start, end)
    act.name_subject(f"{row.title}: {piece.text[:80]}")
    values = {"stance": stance, "kind": kind or "", "state": MarkState.ACCEPTED, "because": because[:255]}
    known = Mark.objects.filter(opportunity=row, evidence=piece, start=start, end=end).first()
    if known is not None:
        return act.update(known, **values, member=act.member, at=act.now)
    where = {"workspace": act.workspace, "evidence": piece, "opportunity": row, "start": start, "end": end}
    return act.create(Mark(**where, **values, member=act.member, at=act.now))


@service("accept the evidence")
def accept_marks(act: Act, *, opportunity: str, marks: Sequence[int]) -> int:
    """A person agrees that the pieces belong here; the number of marks that changed."""
    return _set(act, opportunity, marks, "accept", state=MarkState.ACCEPTED)


@service("take the evidence off")
def reject_marks(act: Act, *, opportunity: str, marks: Sequence[int]) -> int:
    """The pieces do not belong here: they count no more, are not proposed again, and can be put back."""
    return _set(act, opportunity, marks, "take off", state=MarkState.REJECTED)


@service("turn the evidence")
def turn_marks(act: Act, *, opportunity: str, marks: Sequence[int], stance: Stance) -> int:
    """The pieces speak for it, or against it. Whoever says so agrees that they belong here."""
    return _set(act, opportunity, marks, "turn", stance=stance, state=MarkState.ACCEPTED)


@service("say what the evidence is")
def sort_marks(act: Act, *, opportunity: str, marks: Sequence[int], kind: MarkKind | None) -> int:
    """A pain, a need, a workaround, a delight, a request, a question, or nothing in particular."""
    return _set(act, opportunity, marks, "name", kind=kind or "")


def _set(act: Act, opportunity: str, marks: Sequence[int], verb: str, **values: object) -> int:
    """Set the fields of these marks where they say something else; whoever does it stands for the mark from then on."""
    row = get_opportunity(act, opportunity)
    chosen = _list_chosen(row, marks, verb)
    act.name_subject(f"{len(chosen)} in {row.title}" if len(chosen) > 1 else f"{chosen[0].evidence.text[:80]}")
    changed = [mark for mark in chosen if any(getattr(mark, name) != value for name, value in values.items())]
    for mark in changed:
        act.update(mark, **values, member=act.member, at=act.now)
    return len(changed)


def _list_chosen(row: Opportunity, marks: Sequence[int], verb: str) -> list[Mark]:
    """Raises `NothingChosen`, and `MarkNotFound` where one of them is another opportunity's."""
    if not marks:
        raise NothingChosen(verb)
    found = list(Mark.objects.filter(opportunity=row, pk__in=list(marks)).select_related("evidence").order_by("pk"))
    if missing := set(marks) - {mark.pk for mark in found}:
        raise MarkNotFound(min(missing))
    return found


def _get_piece(act: Act, key: str) -> EvidenceRow:
    piece = EvidenceRow.objects.filter(workspace=act.workspace, visible=True, key=key).first()
    if piece is None:
        raise EvidenceNotFound(key)
    return piece


def _demand_words(piece: EvidenceRow, start: int | None, end: int | None) -> None:
    if (start is None) != (end is None):
        raise WordsNotInIt
    if start is not None and end is not None and not 0 <= start < end <= len(piece.text):
        raise WordsNotInIt
