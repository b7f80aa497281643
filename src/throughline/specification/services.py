"""Writes of specification: keep a draft, and decide about its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.kernel.progress import Progress, no_progress
from throughline.core.models import Workspace
from throughline.core.services import link_objects
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.opportunities.queries import find_opportunity, list_accepted
from throughline.discovery.queries import get_themes, load_corpus
from throughline.grounding.contracts import Origin
from throughline.specification import contracts
from throughline.specification.errors import LineNotFound, NothingToDecide, PrdNotFound
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.pipeline import DraftRequest, draft_prd
from throughline.specification.records import build_rows
from throughline.specification.rules.deciding import accept, edit


@service("keep a PRD")
def keep_prd(act: Act, *, prd: contracts.Prd, theme: str | None = None, opportunity: str | None = None) -> Prd:
    """Store a draft, linked to the evidence it cites and what it came from; the same draft is kept once."""
    known = Prd.objects.filter(workspace=act.workspace, key=prd.id).first()
    if known is not None:
        return known
    act.name_subject(prd.title)
    row = Prd(workspace=act.workspace, key=prd.id, title=prd.title, made=act.now)
    lines = build_rows(prd, row)
    act.create(row)
    act.create_many(lines)
    cited = [Ref("evidence", c.evidence) for line in prd.lines for c in line.claim.citations if c.evidence]
    sources = (("theme", theme), ("opportunity", opportunity))
    came_from = [Ref(kind, id_) for kind, id_ in sources if id_]
    link_objects(act, upper=Ref("prd", row.key), lowers=[*cited, *came_from])
    return row


def write_prd(
    actor: Actor, *, request: DraftRequest, opportunity: str | None = None, progress: Progress = no_progress
) -> Prd:
    """Draft a PRD from everything visible in the workspace, or from what an opportunity holds, and keep it.

    Raises `OpportunityNotFound`.
    """
    from throughline.core.kernel.clock import utc_today

    if opportunity:
        request = aim_at(actor.workspace, request, opportunity)
    corpus = replace(load_corpus(actor.workspace), themes=get_themes(actor.workspace))
    prd = draft_prd(corpus, request=request, today=utc_today(), progress=progress)
    return keep_prd(actor, prd=prd, theme=request.theme, opportunity=opportunity)


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


@service("accept a line")
def accept_line(act: Act, *, prd: str, claim: str, choice: str = "") -> PrdLine:
    """A person agrees to a proposal, with the `choice` it asked for if any. Raises `NothingToDecide`."""
    line, content = _get_line(act, prd, claim)
    if content["origin"] != Origin.PROPOSAL and content["role"] != contracts.Role.BLANK:
        raise NothingToDecide(claim)
    return _decide(act, line, content=accept(content, member=act.member.name, choice=choice))


@service("edit a line")
def edit_line(act: Act, *, prd: str, claim: str, text: str, cells: Sequence[str] = ()) -> PrdLine:
    """A person's own words: whatever it was, it is their judgement now; an edited quote is no quote.

    `cells` are the same words as the cells of a table's row.
    """
    line, content = _get_line(act, prd, claim)
    return _decide(act, line, content=edit(content, text=text, cells=cells))


@service("reject a line")
def reject_line(act: Act, *, prd: str, claim: str, reason: str = "") -> PrdLine:
    """Take a line off the page; it is listed with the reason."""
    line, content = _get_line(act, prd, claim)
    why = reason or f"rejected by {act.member.name}"
    return _decide(act, line, content=content, state=LineState.REJECTED, reason=why)


@service("put a line back")
def restore_line(act: Act, *, prd: str, claim: str) -> PrdLine:
    """What the draft said stands again, whatever was decided about it. Raises `NothingToDecide` for untouched lines."""
    line, _ = _get_line(act, prd, claim, states=tuple(LineState))
    if line.was is None:
        raise NothingToDecide(claim)
    return act.update(line, content=line.was, was=None, state=LineState.STANDS, reason="", decided_by="")


def _get_line(
    act: Act, prd: str, claim: str, *, states: tuple[LineState, ...] = (LineState.STANDS,)
) -> tuple[PrdLine, dict]:
    row = Prd.objects.filter(workspace=act.workspace, key=prd).first()
    if row is None:
        raise PrdNotFound(prd)
    line = PrdLine.objects.filter(prd=row, claim_id=claim, state__in=states).first()
    if line is None:
        raise LineNotFound(claim)
    act.name_subject(line.content["text"])
    return line, line.content


def _decide(act: Act, line: PrdLine, **values: object) -> PrdLine:
    was = line.was or line.content
    return act.update(line, was=was, decided_by=act.member.name, **values)
