"""Writes of asking: an edge case is answered, which makes a criterion, or dismissed for a reason, or asked again."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.asking.errors import (
    NeedsAnswer,
    NeedsReason,
    NoSuchCase,
    NothingToReopen,
    SettledMeanwhile,
)
from throughline.specification.asking.queries import Questioning, find_edge_story, list_edge_lines, read_questioning
from throughline.specification.editing.finding import get_block, get_line, get_prd
from throughline.specification.editing.services import insert_line
from throughline.specification.errors import NoSuchPart
from throughline.specification.models import EdgeAnswer, LineState, Prd, PrdLine
from throughline.specification.rules.edge_cases import EVERYWHERE, draft_criterion, draft_taught, find_case
from throughline.specification.rules.stories.contracts import Story

LONGEST_REASON = 300


@service("answer an edge case")
def answer_case(act: Act, *, prd: str, story: str, case: str, answer: str) -> PrdLine:
    """The answer becomes a criterion of the story (its block's id), which keeps the case; a line of section 11 that
    asked the same is settled.

    `case` is an id of the catalogue, or the reference of a lesson. Raises `NeedsAnswer`, `NoSuchCase`, `NoSuchPart`,
    `SettledMeanwhile`.
    """
    return insert_answer(act, get_prd(act, prd), story=story, case=case, answer=answer)


def insert_answer(act: Act, row: Prd, *, story: str, case: str, answer: str, rests_on: Sequence[str] = ()) -> PrdLine:
    """The same, inside an act that is under way; `rests_on` names what else the criterion rests on."""
    found = _read_open(row, story, case)
    text = _draft(found, _get_story(row, found, story), case, answer)
    if not text:
        raise NeedsAnswer
    line = insert_line(act, row, section="stories", block=story, text=text, rests_on=[case, *rests_on])
    _keep(act, row, story, case, claim=line.claim_id, reason="")
    _settle_edges(act, found, story, case, reason=f"answered by {line.content['label']}")
    act.name_subject(f"{case}: {text}")
    return line


@service("dismiss an edge case")
def dismiss_case(act: Act, *, prd: str, story: str, case: str, reason: str) -> EdgeAnswer:
    """The case is not asked of the story any more, because of `reason`; of no story where `story` is `EVERYWHERE`.

    Raises `NeedsReason`, `NoSuchCase`, `NoSuchPart`, `SettledMeanwhile`.
    """
    return keep_dismissal(act, get_prd(act, prd), story=story, case=case, reason=reason)


def keep_dismissal(act: Act, row: Prd, *, story: str, case: str, reason: str) -> EdgeAnswer:
    """The same, inside an act that is under way."""
    why, found = " ".join(reason.split())[:LONGEST_REASON], _read_open(row, story, case)
    if story != EVERYWHERE:
        _get_story(row, found, story)
    if not why:
        raise NeedsReason
    _settle_edges(act, found, story, case, reason=why)
    act.name_subject(f"{case}: {why}")
    return _keep(act, row, story, case, claim="", reason=why)


@service("ask about an edge case again")
def reopen_case(act: Act, *, prd: str, story: str, case: str) -> None:
    """What was said is taken back: the criterion of an answer leaves the page, a dismissal is forgotten.

    Raises `NothingToReopen`.
    """
    take_back(act, get_prd(act, prd), story=story, case=case)


def take_back(act: Act, row: Prd, *, story: str, case: str) -> None:
    """The same, inside an act that is under way."""
    found = read_questioning(row)
    settled = found.find(story, case)
    if settled is None or settled.story != story:
        raise NothingToReopen(case)
    act.name_subject(case)
    for said in EdgeAnswer.objects.filter(prd=row, story=story, case=case):
        act.delete(said)
    if settled.line is not None:
        _take_out(act, row, settled.line.claim.id)
    for line in _list_edges(found, story, case, state=LineState.REJECTED):
        act.update(line, content=line.was, was=None, state=LineState.STANDS, reason="", decided_by="")


def _read_open(row: Prd, story: str, case: str) -> Questioning:
    """Raises `NoSuchCase`, `SettledMeanwhile`."""
    found = read_questioning(row)
    if find_case(case) is None and not any(lesson.ref == case for lesson in found.lessons):
        raise NoSuchCase(case)
    settled = found.find(story, case)
    if settled is not None:
        raise SettledMeanwhile(case, settled.line.claim.text if settled.line else settled.reason)
    return found


def _get_story(row: Prd, found: Questioning, story: str) -> Story:
    """Raises `NoSuchPart`."""
    get_block(row, "stories", story)
    known = next((one for one in found.outline.stories if one.id == story), None)
    if known is None:
        raise NoSuchPart(story)
    return known


def _draft(found: Questioning, story: Story, case: str, answer: str) -> str:
    known = find_case(case)
    if known is not None:
        return draft_criterion(story, known, answer)
    return draft_taught(next(lesson for lesson in found.lessons if lesson.ref == case), answer)


def _keep(act: Act, row: Prd, story: str, case: str, *, claim: str, reason: str) -> EdgeAnswer:
    """What is said now takes the place of what was said before and holds no longer."""
    values = {"claim": claim, "reason": reason, "member": act.member, "at": act.now}
    known = EdgeAnswer.objects.filter(prd=row, story=story, case=case).first()
    if known is not None:
        return act.update(known, **values)
    return act.create(EdgeAnswer(prd=row, story=story, case=case, **values))


def _settle_edges(act: Act, found: Questioning, story: str, case: str, *, reason: str) -> None:
    """The lines of section 11 that asked the same are taken out, with the reason."""
    for line in _list_edges(found, story, case, state=LineState.STANDS):
        values = {"was": line.was or line.content, "state": LineState.REJECTED, "reason": reason}
        act.update(line, **values, decided_by=act.member.name)


def _list_edges(found: Questioning, story: str, case: str, *, state: LineState) -> list[PrdLine]:
    lines = [line for line in list_edge_lines(found.row) if line.state == state and case in line.content["rests_on"]]
    return [line for line in lines if story == EVERYWHERE or find_edge_story(line, found.outline) == story]


def _take_out(act: Act, row: Prd, claim: str) -> None:
    """The line that answered leaves the page; it is listed with the reason."""
    line = get_line(act, row, claim)
    values = {"was": line.was or line.content, "state": LineState.REJECTED}
    act.update(line, **values, reason="its question was asked again", decided_by=act.member.name)
