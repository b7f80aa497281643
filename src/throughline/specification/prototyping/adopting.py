"""What was learnt in a prototype goes into a PRD: its answers as criteria, at once or when the PRD is written."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.undo.recorder import Act
from throughline.specification.asking.queries import read_questioning
from throughline.specification.asking.services import insert_answer, keep_dismissal
from throughline.specification.editing.deciding import change_words
from throughline.specification.editing.services import LONGEST_LINE, insert_line
from throughline.specification.editing.stories import LONGEST_TITLE, insert_story
from throughline.specification.models import LineState, Prd, PrdLine, Prototype, PrototypeAnswer
from throughline.specification.prototyping.outlines import find_story, match_story, read_outline
from throughline.specification.records import read_prd
from throughline.specification.rules.edge_cases import draft_criterion, find_case
from throughline.specification.rules.stories.contracts import Story
from throughline.specification.rules.stories.outlining import outline_prd


def adopt_prototypes(act: Act, prd: Prd, opportunity: str) -> None:
    """The prototypes of an opportunity go with the PRD that is written for it, and so do their answers."""
    mine = Prototype.objects.filter(workspace=act.workspace, opportunity=opportunity, prd=None, away=None)
    for row in mine.order_by("pk"):
        adopt(act, row, prd)


def adopt(act: Act, row: Prototype, prd: Prd) -> None:
    """One prototype goes with a PRD: every answer and every dismissal that was kept with it goes in."""
    act.update(row, prd=prd)
    stories = outline_prd(read_prd(prd)).stories
    for answer in row.answers.filter(claim="").order_by("at", "pk"):  # type: ignore[attr-defined]
        write_answer(act, row, answer, stories)
        prd.refresh_from_db(fields=["outline"])
        stories = outline_prd(read_prd(prd)).stories


def write_answer(act: Act, row: Prototype, answer: PrototypeAnswer, stories: Sequence[Story]) -> None:
    """An answer becomes a criterion of the prototype's PRD, a dismissal is kept there with its reason.

    Both go the way of a question that is asked beside the PRD. Where that question was settled there meanwhile, the
    prototype's answer becomes a criterion all the same, and its dismissal stays with the prototype.
    """
    assert row.prd is not None
    asked = find_story(read_outline(row.source), answer.story) or Story(answer.story, row.title)
    block = _find_block(act, row.prd, asked, stories)
    found = read_questioning(row.prd)
    known = find_case(answer.case) is not None or any(lesson.ref == answer.case for lesson in found.lessons)
    open_ = known and found.find(block, answer.case) is None
    if answer.reason and open_:
        keep_dismissal(act, row.prd, story=block, case=answer.case, reason=answer.reason)
    if not answer.reason:
        act.update(answer, claim=_write_criterion(act, row, answer, asked, block, as_answer=open_))


def _find_block(act: Act, prd: Prd, asked: Story, stories: Sequence[Story]) -> str:
    """The story of the PRD it belongs to; where it has none like it, the prototype's own story goes in as well."""
    found = match_story(asked, stories)
    if found is not None:
        return found.id
    block = insert_story(act, prd, title=asked.title[:LONGEST_TITLE], text=asked.text)
    prd.refresh_from_db(fields=["outline"])
    return block


def _write_criterion(
    act: Act, row: Prototype, answer: PrototypeAnswer, asked: Story, block: str, *, as_answer: bool
) -> str:
    """The claim of the line that says it: a new one, or the one it became before, in the new words."""
    assert row.prd is not None
    origin = name_origin(row.key)
    standing = PrdLine.objects.filter(prd=row.prd, claim_id=answer.claim, state=LineState.STANDS).first()
    text = word_criterion(asked, answer.case, answer.text)[:LONGEST_LINE]
    if answer.claim and standing is not None:
        return change_words(act, standing, text=text).claim_id
    if as_answer:
        values = {"story": block, "case": answer.case, "answer": answer.text}
        return insert_answer(act, row.prd, **values, rests_on=[origin]).claim_id
    rests_on = [part for part in (answer.case, origin) if part]
    return insert_line(act, row.prd, section="stories", block=block, text=text, rests_on=rests_on).claim_id


def word_criterion(story: Story, case: str, answer: str) -> str:
    """The criterion an answer comes to: the case's condition and the person's words, or their words alone."""
    known = find_case(case)
    return draft_criterion(story, known, answer) if known else " ".join(answer.split())


def name_origin(key: str) -> str:
    """What a line that came of a prototype rests on."""
    return f"prototype:{key}"
