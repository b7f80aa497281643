"""How an opportunity begins, and how whole pieces come to bear on it: for services, inside their act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.discovery.contracts import MarkState, Stance
from throughline.discovery.errors import OpportunityWithoutTitle
from throughline.discovery.models import EvidenceRow, Mark, Opportunity

_LONGEST = 255
_AT_ONCE = 500


def open_opportunity(
    act: Act,
    *,
    title: str,
    from_theme: str = "",
    evidence_ids: Sequence[str] = (),
    because: str | Mapping[str, str] = "",
) -> Opportunity:
    """A new opportunity, last among those without a parent, with these pieces accepted for it.

    `because` says why a piece bears on it: one reason for all of them, or a reason for each evidence id.
    Raises `OpportunityWithoutTitle`.
    """
    title = " ".join(title.split())[:_LONGEST]
    if not title:
        raise OpportunityWithoutTitle
    last = Opportunity.objects.filter(workspace=act.workspace, parent=None).aggregate(last=Max("position"))["last"]
    opportunity = act.create(
        Opportunity(
            workspace=act.workspace,
            key=fresh_id("op"),
            title=title,
            position=0 if last is None else last + 1,
            from_theme=from_theme,
            owner=act.member,
            created=act.now,
        )
    )
    accept_pieces(act, opportunity, evidence_ids=evidence_ids, because=because)
    return opportunity


def accept_pieces(
    act: Act, opportunity: Opportunity, *, evidence_ids: Sequence[str], because: str | Mapping[str, str] = ""
) -> int:
    """Mark whole pieces as bearing on the opportunity; the number of marks made or agreed to.

    A piece that bears on it already is left as it is, a proposed one is accepted, a rejected one stays rejected.
    Ids nobody knows here are left out.
    """
    standing = _list_standing(opportunity)
    fresh, agreed = [], 0
    for row in _list_rows(act, evidence_ids):
        mark = standing.get(row.pk)
        if mark is None:
            fresh.append(_make_mark(act, opportunity, row, because))
        elif mark.state == MarkState.PROPOSED:
            act.update(mark, state=MarkState.ACCEPTED, member=act.member, at=act.now)
            agreed += 1
    act.create_many(fresh)
    return len(fresh) + agreed


def propose_against(
    act: Act, opportunity: Opportunity, *, evidence_ids: Sequence[str], because: Mapping[str, str]
) -> int:
    """Propose that these pieces speak against it; a person decides. What was ever marked here is left alone."""
    marked = set(Mark.objects.filter(opportunity=opportunity).values_list("evidence_id", flat=True))
    fresh = [
        _make_mark(act, opportunity, row, because, stance=Stance.AGAINST, state=MarkState.PROPOSED, member=None)
        for row in _list_rows(act, evidence_ids)
        if row.pk not in marked
    ]
    act.create_many(fresh)
    return len(fresh)


def _list_standing(opportunity: Opportunity) -> dict[int, Mark]:
    """The marks on whole pieces that this opportunity has, by evidence row."""
    marks = Mark.objects.filter(opportunity=opportunity, start=None).order_by("pk")
    return {mark.evidence_id: mark for mark in marks}  # type: ignore[attr-defined]


def _list_rows(act: Act, evidence_ids: Sequence[str]) -> Iterable[EvidenceRow]:
    wanted = list(dict.fromkeys(evidence_ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = EvidenceRow.objects.filter(workspace=act.workspace, visible=True, key__in=some)
        found = {row.key: row for row in rows.only("pk", "key")}
        yield from (found[key] for key in some if key in found)


def _make_mark(
    act: Act, opportunity: Opportunity, row: EvidenceRow, because: str | Mapping[str, str], **more: object
) -> Mark:
    reason = because if isinstance(because, str) else because.get(row.key, "")
    values = {"state": MarkState.ACCEPTED, "member": act.member, **more}
    about = {"workspace": act.workspace, "evidence": row, "opportunity": opportunity}
    return Mark(**about, because=reason[:_LONGEST], at=act.now, **values)
