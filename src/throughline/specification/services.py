"""Writes of specification: keep a draft. What is decided and written in it afterwards is the room `editing`'s."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.kernel.progress import Progress, no_progress
from throughline.core.models import Workspace
from throughline.core.services import link_objects
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.opportunities.queries import find_opportunity, list_accepted
from throughline.discovery.queries import get_themes, load_corpus
from throughline.specification import contracts
from throughline.specification.editing.deciding import accept_line, edit_line, reject_line, restore_line
from throughline.specification.models import Prd, StatusChange
from throughline.specification.pipeline import DraftRequest, draft_prd
from throughline.specification.prototyping.adopting import adopt_prototypes
from throughline.specification.prototyping.queries import find_beginning
from throughline.specification.records import build_rows

__all__ = ["accept_line", "aim_at", "edit_line", "keep_prd", "reject_line", "restore_line", "write_prd"]


@service("keep a PRD")
def keep_prd(
    act: Act,
    *,
    prd: contracts.Prd,
    theme: str | None = None,
    opportunity: str | None = None,
    started: datetime | None = None,
) -> Prd:
    """Store a draft, linked to the evidence it cites and what it came from; the same draft is kept once.

    The prototypes of its opportunity go with it, and what was answered in them goes in. `started` is when somebody
    began with it; else now.
    """
    known = Prd.objects.filter(workspace=act.workspace, key=prd.id).first()
    if known is not None:
        return known
    act.name_subject(prd.title)
    row = Prd(workspace=act.workspace, key=prd.id, title=prd.title, started=started or act.now, made=act.now)
    lines = build_rows(prd, row)
    act.create(row)
    act.create_many(lines)
    act.create(StatusChange(prd=row, status=row.status, member=act.member, at=act.now))
    cited = [Ref("evidence", c.evidence) for line in prd.lines for c in line.claim.citations if c.evidence]
    sources = (("theme", theme), ("opportunity", opportunity))
    came_from = [Ref(kind, id_) for kind, id_ in sources if id_]
    link_objects(act, upper=Ref("prd", row.key), lowers=[*cited, *came_from])
    if opportunity:
        adopt_prototypes(act, row, opportunity)
    return row


def write_prd(
    actor: Actor,
    *,
    request: DraftRequest,
    opportunity: str | None = None,
    until: date | None = None,
    progress: Progress = no_progress,
) -> Prd:
    """Draft a PRD from everything visible in the workspace, or from what an opportunity holds, and keep it.

    `until` leaves out what was heard after that day. Its clock begins with the opportunity's first prototype, else with
    the writing. Raises `OpportunityNotFound`.
    """
    from throughline.core.kernel.clock import utc_now, utc_today

    begun = find_beginning(actor.workspace, opportunity or "") or utc_now()
    if opportunity:
        request = aim_at(actor.workspace, request, opportunity)
    corpus = replace(load_corpus(actor.workspace), themes=get_themes(actor.workspace))
    if until:
        corpus = corpus.heard_until(until)
        request = replace(request, chosen=tuple(id_ for id_ in request.chosen if id_ in corpus.by_id))
    prd = draft_prd(corpus, request=request, today=until or utc_today(), progress=progress)
    return keep_prd(actor, prd=prd, theme=request.theme, opportunity=opportunity, started=begun)


def aim_at(workspace: Workspace, request: DraftRequest, opportunity: str) -> DraftRequest:
    """The request for what people accepted for an opportunity, under its title. Raises `OpportunityNotFound`."""
    row = find_opportunity(workspace, opportunity)
    return replace(
        request,
        about=row.title,
        theme=None,
        chosen=tuple(list_accepted(workspace, row.key)),
        title=request.title or row.title,
    )
