"""An edge case is answered, dismissed and asked again; what a person said about it anywhere counts."""

from __future__ import annotations

import pytest

from tests.specification.asking.conftest import EDGE, look, open_cases, read_row
from tests.specification.living import KEY, invite_engineer
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import Forbidden
from throughline.core.undo.undoing import find_last_change, undo_change
from throughline.grounding.contracts import Origin
from throughline.specification.asking.errors import (
    NeedsAnswer,
    NeedsReason,
    NoSuchCase,
    NothingToReopen,
    SettledMeanwhile,
)
from throughline.specification.asking.queries import list_open
from throughline.specification.asking.services import answer_case, dismiss_case, reopen_case
from throughline.specification.editing.deciding import accept_line, edit_line, reject_line, restore_line
from throughline.specification.errors import NoSuchPart
from throughline.specification.models import EdgeAnswer
from throughline.specification.queries import get_prd
from throughline.specification.rules.edge_cases import EVERYWHERE

STORY = "story-3"


def lines_of(owner: Actor) -> dict[str, str]:
    return {line.claim.id: line.claim.text for line in get_prd(owner.workspace, KEY).lines}


def answer_first(owner: Actor, answer: str = "the good rows are kept, the bad ones listed") -> tuple[str, str]:
    """The case that was answered, and the id of its criterion."""
    case = open_cases()[0]
    return case, answer_case(owner, prd=KEY, story=STORY, case=case, answer=answer).claim_id


def test_five_questions_are_asked_of_a_story_and_each_answer_leaves_one_less(owner: Actor):
    assert len(open_cases()) == 5
    for left in (4, 3, 2, 1, 0):
        answer_case(owner, prd=KEY, story=STORY, case=open_cases()[0], answer=f"it is said in {left} words")
        assert len(open_cases()) == left


def test_an_answer_is_a_members_criterion_of_the_story_that_keeps_its_case(owner: Actor):
    case, claim = answer_first(owner)
    line = next(line for line in get_prd(owner.workspace, KEY).lines if line.claim.id == claim)
    assert line.claim.text.startswith("Given ")
    assert "the bad ones listed" in line.claim.text
    assert (line.claim.origin, line.claim.rests_on, line.label) == (Origin.JUDGEMENT, (case,), "C5")
    assert claim in {point.id for point in look().outline.stories[2].criteria}
    assert case not in open_cases()


def test_an_empty_answer_an_unknown_case_and_a_missing_story_are_said_to_be_so(owner: Actor):
    with pytest.raises(NeedsAnswer):
        answer_case(owner, prd=KEY, story=STORY, case="UP-03", answer="  \n")
    with pytest.raises(NoSuchCase):
        answer_case(owner, prd=KEY, story=STORY, case="ZZ-99", answer="it stops")
    with pytest.raises(NoSuchPart):
        answer_case(owner, prd=KEY, story="nowhere", case="UP-03", answer="it stops")
    with pytest.raises(NoSuchPart):
        dismiss_case(owner, prd=KEY, story="nowhere", case="UP-03", reason="no files")
    with pytest.raises(NeedsReason):
        dismiss_case(owner, prd=KEY, story=STORY, case="UP-03", reason=" ")


def test_a_question_is_answered_once(owner: Actor):
    case, _ = answer_first(owner)
    with pytest.raises(SettledMeanwhile, match="the bad ones listed"):
        answer_case(owner, prd=KEY, story=STORY, case=case, answer="something else")


def test_only_who_may_write_stories_answers(owner: Actor):
    engineer = invite_engineer(owner)
    with pytest.raises(Forbidden):
        answer_case(engineer, prd=KEY, story=STORY, case="UP-03", answer="it is refused")
    with pytest.raises(Forbidden):
        dismiss_case(engineer, prd=KEY, story=STORY, case="UP-03", reason="no")


def test_a_criterion_that_is_taken_out_lets_its_question_be_asked_again_until_it_is_put_back(owner: Actor):
    case, claim = answer_first(owner)
    reject_line(owner, prd=KEY, claim=claim)
    assert case in open_cases()
    restore_line(owner, prd=KEY, claim=claim)
    assert case not in open_cases()


def test_a_taken_out_answer_can_be_given_anew(owner: Actor):
    case, claim = answer_first(owner)
    reject_line(owner, prd=KEY, claim=claim)
    second = answer_case(owner, prd=KEY, story=STORY, case=case, answer="nothing is imported")
    assert look().find(STORY, case).line.claim.id == second.claim_id


def test_a_dismissal_keeps_its_reason_who_gave_it_and_can_be_taken_back(owner: Actor):
    case = open_cases()[1]
    dismiss_case(owner, prd=KEY, story=STORY, case=case, reason="clerks have  one file type")
    settled = look().find(STORY, case)
    assert (settled.reason, settled.by, settled.answered) == ("clerks have one file type", "Ada", False)
    assert case not in open_cases()
    reopen_case(owner, prd=KEY, story=STORY, case=case)
    assert case in open_cases()
    assert look().find(STORY, case) is None


def test_what_is_dismissed_for_every_story_is_asked_of_none(owner: Actor):
    before = look().ask_each()
    case = before["story-1"][0].case
    dismiss_case(owner, prd=KEY, story=EVERYWHERE, case=case, reason="the platform does it")
    assert all(case not in [asked.case for asked in asked_] for asked_ in look().ask_each().values())


def test_asking_again_takes_the_answers_criterion_off_the_page_and_keeps_it_listed(owner: Actor):
    case, claim = answer_first(owner)
    reopen_case(owner, prd=KEY, story=STORY, case=case)
    prd = get_prd(owner.workspace, KEY)
    assert claim not in lines_of(owner)
    assert ("its question was asked again") in [rejected.reason for rejected in prd.rejected]
    with pytest.raises(NothingToReopen):
        reopen_case(owner, prd=KEY, story=STORY, case=case)


def test_a_line_of_section_11_that_asks_the_same_is_settled_with_the_answer_and_comes_back_with_the_question(
    owner: Actor,
):
    answer_case(owner, prd=KEY, story=STORY, case="UP-03", answer="it is refused and named")
    assert EDGE not in lines_of(owner)
    assert "answered by C5" in [rejected.reason for rejected in get_prd(owner.workspace, KEY).rejected]
    reopen_case(owner, prd=KEY, story=STORY, case="UP-03")
    assert EDGE in lines_of(owner)
    line = next(line for line in get_prd(owner.workspace, KEY).lines if line.claim.id == EDGE)
    assert line.undecided


def test_taking_a_line_of_section_11_out_dismisses_its_case_and_writing_it_anew_answers_it(owner: Actor):
    reject_line(owner, prd=KEY, claim=EDGE, reason="one file type only")
    settled = look().find(STORY, "UP-03")
    assert (settled.reason, settled.by) == ("one file type only", "Ada")
    reopen_case(owner, prd=KEY, story=STORY, case="UP-03")
    assert look().find(STORY, "UP-03") is None
    edit_line(owner, prd=KEY, claim=EDGE, text="Files of another type are refused")
    assert look().find(STORY, "UP-03").answered
    reopen_case(owner, prd=KEY, story=STORY, case="UP-03")
    assert lines_of(owner)[EDGE] == "File, wrong type: which types?"


def test_agreeing_that_a_case_matters_does_not_answer_it(owner: Actor):
    accept_line(owner, prd=KEY, claim=EDGE)
    assert look().find(STORY, "UP-03") is None


def test_where_the_answer_is_taken_out_section_11_does_not_say_it_is_dismissed(owner: Actor):
    line = answer_case(owner, prd=KEY, story=STORY, case="UP-03", answer="it is refused")
    reject_line(owner, prd=KEY, claim=line.claim_id)
    assert look().find(STORY, "UP-03") is None


def test_an_answer_is_undone_whole(owner: Actor):
    before = lines_of(owner)
    answer_case(owner, prd=KEY, story=STORY, case="UP-03", answer="it is refused")
    undo_change(owner, change_id=find_last_change(owner).pk)
    assert lines_of(owner) == before
    assert not EdgeAnswer.objects.exists()


def test_what_weighs_most_over_all_stories_is_listed_once_each_without_what_is_settled(owner: Actor):
    first = list_open(read_row(), most=3)
    assert len(first) == len(set(first)) == 3
    for story in look().outline.stories:
        for asked in look().ask_each()[story.id]:
            dismiss_case(owner, prd=KEY, story=story.id, case=asked.case, reason="not here")
    assert set(first).isdisjoint(list_open(read_row(), most=3))
