"""Writes about drafts with a model: begin, answer, keep what was proposed, accept or dismiss it section by section."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from throughline.core.contracts import Actor
from throughline.core.jobs.services import start_job
from throughline.core.kernel.ids import Ref
from throughline.core.models import Job
from throughline.core.services import link_objects
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.contracts import Block
from throughline.specification.editing.placing import insert_blocks, replace_line
from throughline.specification.exports.json import read_line, write_line
from throughline.specification.models import LineState, ModelDraft, Prd, PrdLine, ProposalState, SectionProposal
from throughline.specification.proposing.drafting import Proposals, offer_sections
from throughline.specification.proposing.errors import (
    AlreadyDrafted,
    AlreadyDrafting,
    NoSections,
    NothingTaken,
    NothingWaits,
)
from throughline.specification.proposing.queries import (
    ASKING,
    DRAFTING,
    demand_settings,
    get_draft,
    is_at_work,
)
from throughline.specification.queries import get_row
from throughline.specification.records import read_prd
from throughline.specification.rules import editing
from throughline.specification.rules.proposing.asking import choose_questions
from throughline.specification.rules.proposing.contracts import Asked, Judged
from throughline.specification.rules.proposing.judging import count_inventions
from throughline.specification.rules.proposing.placing import Proposed, SectionDraft, place, take_place

LONGEST_ANSWER = 1_000


@service("begin a draft with a model")
def begin_draft(act: Act, *, prd: str) -> ModelDraft:
    """Up to five questions to the person, and every section to propose for. No model is asked. Raises `PrdNotFound`."""
    row = get_row(act.workspace, prd)
    document = read_prd(row)
    act.name_subject(row.title)
    questions = [_write_question(asked) for asked in choose_questions(document)]
    made = ModelDraft(workspace=act.workspace, prd=row, member=act.member, questions=questions, made=act.now)
    made.sections = list(offer_sections(document))
    return act.create(made)


def _write_question(asked: Asked) -> dict[str, Any]:
    return asdict(asked) | {"options": list(asked.options)}


@service("answer a model’s questions")
def answer_questions(act: Act, *, draft: int, answers: Mapping[str, str], sections: Sequence[str]) -> ModelDraft:
    """The person's answers, any of which may stay empty, and the sections they want proposals for.

    Raises `DraftNotFound`, `NoSections`, `AlreadyDrafted` or `AlreadyDrafting`.
    """
    row = _get_open(act.actor, draft)
    chosen = [key for key in offer_sections(read_prd(row.prd)) if key in set(sections)]
    if not chosen:
        raise NoSections
    act.name_subject(row.prd.title)
    asked = {question["id"] for question in row.questions}
    given = {id_: " ".join(text.split())[:LONGEST_ANSWER] for id_, text in answers.items() if id_ in asked}
    return act.update(row, answers=given, sections=chosen)


@service("keep a model’s questions")
def keep_questions(act: Act, *, draft: int, questions: Sequence[Asked]) -> ModelDraft:
    """Questions a model worded, in place of those of before; answers that were typed to those go with them."""
    row = get_draft(act.workspace, draft)
    act.name_subject(row.prd.title)
    return act.update(row, questions=[_write_question(asked) for asked in questions], answers=None)


@service("keep a model’s proposals")
def keep_proposals(act: Act, *, draft: int, proposals: Proposals) -> ModelDraft:
    """What the model proposed, section by section, and the report of what it invented. Nothing of the PRD changes.

    Raises `AlreadyDrafted`.
    """
    row = get_draft(act.workspace, draft)
    if row.report is not None:
        raise AlreadyDrafted
    act.name_subject(row.prd.title)
    for position, one in enumerate(proposals.sections):
        lines = [_write_proposed(proposed) for proposed in one.lines]
        act.create(SectionProposal(draft=row, section=one.section, position=position, lines=lines))
    return act.update(row, report=write_report(proposals))


def _write_proposed(one: Proposed) -> dict[str, Any]:
    told = {"line": write_line(one.line), "group": one.group, "shown": one.shown}
    return told | {"reason": one.reason, "instead": one.instead}


def write_report(proposals: Proposals) -> dict[str, Any]:
    """How many sentences there were, what was invented by kind, and every sentence that was not let through."""
    return {
        "sentences": len(proposals.judged),
        "stand": sum(one.shown for section in proposals.sections for one in section.lines),
        "unshown": sum(not one.shown for section in proposals.sections for one in section.lines),
        "repeated": proposals.repeated,
        "invented": [[kind.value, number] for kind, number in count_inventions(proposals.judged)],
        "refused": [_write_refused(one) for one in proposals.refused],
    }


def _write_refused(one: Judged) -> dict[str, Any]:
    kind = one.kind.value if one.kind else ""
    told = {"section": one.section, "text": one.was.text, "reason": one.reason, "kind": kind}
    return told | {"recomputed": one.recomputed, "origin": one.was.origin.value}


@service("accept a section’s proposal")
def accept_section(act: Act, *, draft: int, section: str, taken: Collection[str]) -> Prd:
    """The chosen lines (their claims' ids) come into the PRD: below what stands there, or in the place they name.

    A line gives way only while nobody has decided about it; it is listed with the reason and can be put back. Proposals
    stay proposals: each still waits for its own yes. Raises `NothingWaits` or `NothingTaken`.
    """
    proposal = _get_waiting(act.actor, draft, section)
    prd = proposal.draft.prd
    act.name_subject(f"{prd.title}: {section}")
    known = read_proposal(proposal)
    placed = _find_places(prd, known, taken)
    blocks = _lay_blocks(prd, _come_in(known, placed), taken)
    if not blocks and not placed:
        raise NothingTaken
    why = f"gave way to a model's proposal that {act.member.name} accepted"
    for one, old in placed:
        replace_line(act, old, take_place(one, read_line(old.content)), why=why)
    insert_blocks(act, prd, section=section, blocks=blocks)
    lines = [*(one.line for one, _ in placed), *(line for block in blocks for line in block.lines)]
    cited = dict.fromkeys(c.evidence for line in lines for c in line.claim.citations if c.evidence)
    link_objects(act, upper=Ref("prd", prd.key), lowers=[Ref("evidence", id_) for id_ in cited])
    act.update(proposal, state=ProposalState.ACCEPTED, decided_by=act.member.name)
    return prd


@service("dismiss a section’s proposal")
def dismiss_section(act: Act, *, draft: int, section: str) -> SectionProposal:
    """Nothing of it comes into the PRD. Raises `NothingWaits`."""
    proposal = _get_waiting(act.actor, draft, section)
    act.name_subject(f"{proposal.draft.prd.title}: {section}")
    return act.update(proposal, state=ProposalState.DISMISSED, decided_by=act.member.name)


def read_proposal(row: SectionProposal) -> SectionDraft:
    """What was proposed, as it was kept."""
    made = [(read_line(one["line"]), one) for one in row.lines]
    lines = (Proposed(line, one["group"], one["shown"], one["reason"], one["instead"]) for line, one in made)
    return SectionDraft(row.section, tuple(lines))


def find_giving_way(prd: Prd, proposal: SectionDraft) -> dict[str, PrdLine]:
    """The lines that proposals would take the place of, by their claims: they stand, and nobody decided about them."""
    named = [one.instead for one in proposal.lines if one.instead]
    rows = PrdLine.objects.filter(prd=prd, claim_id__in=named, state=LineState.STANDS, decided_by="")
    return {row.claim_id: row for row in rows}


def _find_places(prd: Prd, proposal: SectionDraft, taken: Collection[str]) -> list[tuple[Proposed, PrdLine]]:
    """The taken lines that take another's place, each place once, with the line there."""
    giving = find_giving_way(prd, proposal)
    wanted = [one for one in proposal.lines if one.line.claim.id in taken and one.instead]
    return [(one, old) for one in wanted if (old := giving.pop(one.instead, None)) is not None]


def _come_in(proposal: SectionDraft, placed: Sequence[tuple[Proposed, PrdLine]]) -> SectionDraft:
    """The proposal in which a line whose place is no longer to be had comes in beside the others."""
    ids = {one.line.claim.id for one, _ in placed}
    lines = (one if one.line.claim.id in ids else replace(one, instead="") for one in proposal.lines)
    return replace(proposal, lines=tuple(lines))


def _lay_blocks(prd: Prd, proposal: SectionDraft, taken: Collection[str]) -> tuple[Block, ...]:
    contents = PrdLine.objects.filter(prd=prd).values_list("content", flat=True)
    labels = [str(content.get("label", "")) for content in contents]
    titles = [block["title"] for block in editing.find_blocks(prd.outline, "stories")]
    removed = [str(one.get("title", "")) for one in prd.outline.get("removed", ())]
    return place(proposal, labels=labels, titles=[*titles, *removed], taken=taken)


def _get_waiting(actor: Actor, draft: int, section: str) -> SectionProposal:
    row = get_draft(actor.workspace, draft)
    found = SectionProposal.objects.select_related("draft__prd").filter(draft=row, section=section).first()
    if found is None or found.state != ProposalState.WAITING:
        raise NothingWaits(section)
    return found


def _get_open(actor: Actor, draft: int) -> ModelDraft:
    """A draft that no model has answered and none is at work on. Raises `AlreadyDrafted` or `AlreadyDrafting`."""
    row = get_draft(actor.workspace, draft)
    if row.report is not None:
        raise AlreadyDrafted
    if is_at_work(row):
        raise AlreadyDrafting
    return row


def start_drafting(actor: Actor, *, draft: int, leads_to: str) -> Job:
    """Send it: the one act after which something leaves the machine. Raises `ModelOff`, `NoSections` and the like."""
    row = _get_open(actor, draft)
    if row.answers is None:
        raise NoSections
    demand_settings()
    title = f"Draft “{row.prd.title}” with a model"
    return start_job(actor, name=DRAFTING, title=title, leads_to=leads_to, draft=row.pk)


def start_asking(actor: Actor, *, draft: int, leads_to: str) -> Job:
    """Let the model word better questions. Raises `ModelOff` and the like."""
    row = _get_open(actor, draft)
    demand_settings()
    title = f"Ask a model for questions about “{row.prd.title}”"
    return start_job(actor, name=ASKING, title=title, leads_to=leads_to, draft=row.pk)
