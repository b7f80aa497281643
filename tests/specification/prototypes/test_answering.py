"""What a prototype leaves open is answered in it, and goes into the PRD: at once, or once there is one."""

from __future__ import annotations

import pytest

from tests.specification.prototypes.conftest import first_open, look
from throughline.core.contracts import Actor
from throughline.core.services import find_last_change, undo_change
from throughline.specification.models import EdgeAnswer, LineState, PrdLine, Prototype, PrototypeAnswer
from throughline.specification.prototyping import services
from throughline.specification.prototyping.answering import Asked, answer_state, ask_again, dismiss_state
from throughline.specification.prototyping.errors import WithoutAnswer
from throughline.specification.prototyping.queries import describe_prototypes
from throughline.specification.queries import get_row

pytestmark = pytest.mark.django_db
WORDS = "It says that nothing is there yet, and how to begin."


def answered(actor: Actor, row: Prototype) -> tuple[Asked, PrototypeAnswer]:
    asked = first_open(row)
    return asked, answer_state(actor, prototype=row.key, asked=asked, text=WORDS)


def test_an_answer_becomes_a_criterion_that_names_its_case_and_its_prototype(actor: Actor, of_prd: Prototype):
    asked, said = answered(actor, of_prd)
    line = PrdLine.objects.get(claim_id=said.claim)
    assert line.place == f"stories/{asked.story}"
    assert "it says that nothing is there yet" in line.content["text"].lower()
    assert line.content["rests_on"] == [asked.case, f"prototype:{of_prd.key}"]
    assert EdgeAnswer.objects.get(case=asked.case, story=asked.story).claim == said.claim


def test_the_prototype_shows_at_once_what_was_answered(actor: Actor, of_prd: Prototype):
    before = look(of_prd)
    asked, _ = answered(actor, of_prd)
    after = look(of_prd)
    assert asked in before.open
    assert asked.case not in {one.case for one in after.open if one.story == asked.story}
    assert after.change is None
    assert after.matrix.criteria == before.matrix.criteria + 1


def test_what_the_prototype_added_is_counted_on_the_prd_and_on_its_own_page(actor: Actor, of_prd: Prototype, client):
    answered(actor, of_prd)
    answered(actor, of_prd)
    assert describe_prototypes(get_row(actor.workspace, "prd-1")).added == 2
    said = "the prototype added 2 criteria"
    for path in (f"/prototypes/{of_prd.key}", "/prds/prd-1", "/prds/prd-1/why"):
        assert said in client.get(path).content.decode().lower(), path


def test_a_criterion_that_is_taken_out_again_is_not_counted(actor: Actor, of_prd: Prototype):
    _, said = answered(actor, of_prd)
    ask_again(actor, prototype=of_prd.key, answer=said.pk)
    assert describe_prototypes(get_row(actor.workspace, "prd-1")).added == 0
    line = PrdLine.objects.get(claim_id=said.claim)
    assert line.state == LineState.REJECTED
    assert "asked again" in line.reason


def test_other_words_change_the_criterion_and_make_no_second_one(actor: Actor, of_prd: Prototype):
    asked, said = answered(actor, of_prd)
    again = answer_state(actor, prototype=of_prd.key, asked=asked, text="A picture says so.")
    assert again.claim == said.claim
    assert "a picture says so" in PrdLine.objects.get(claim_id=said.claim).content["text"].lower()


def test_a_dismissal_keeps_its_reason_with_the_prototype_and_with_the_prd(actor: Actor, of_prd: Prototype):
    asked = first_open(of_prd)
    dismiss_state(actor, prototype=of_prd.key, asked=asked, reason="nobody has two")
    assert EdgeAnswer.objects.get(case=asked.case, story=asked.story).reason == "nobody has two"
    shown = look(of_prd)
    assert [one.reason for one in shown.answers] == ["nobody has two"]
    assert asked.case not in {one.case for one in shown.open if one.story == asked.story}


def test_what_was_dismissed_can_be_answered_after_all(actor: Actor, of_prd: Prototype):
    asked = first_open(of_prd)
    dismiss_state(actor, prototype=of_prd.key, asked=asked, reason="nobody has two")
    said = answer_state(actor, prototype=of_prd.key, asked=asked, text=WORDS)
    assert (said.reason, bool(said.claim)) == ("", True)
    assert [one.reason for one in EdgeAnswer.objects.all()] == [""]


def test_a_question_that_was_answered_beside_the_prd_is_not_asked_again(actor: Actor, of_prd: Prototype):
    from throughline.specification.asking.services import answer_case

    asked = first_open(of_prd)
    answer_case(actor, prd="prd-1", story=asked.story, case=asked.case, answer="Said beside the PRD.")
    assert look(of_prd).change is not None
    services.rebuild(actor, prototype=of_prd.key)
    assert asked.case not in {one.case for one in look(of_prd).open if one.story == asked.story}


def test_an_answer_without_words_is_refused(actor: Actor, of_prd: Prototype):
    with pytest.raises(WithoutAnswer):
        answer_state(actor, prototype=of_prd.key, asked=first_open(of_prd), text="  ")


def test_answers_to_an_idea_wait_and_go_into_the_prd_that_the_prototype_is_given_to(actor: Actor, of_idea: Prototype):
    asked, said = answered(actor, of_idea)
    assert said.claim == ""
    assert asked.case not in {one.case for one in look(of_idea).open if one.story == asked.story}
    dismissed = first_open(of_idea)
    dismiss_state(actor, prototype=of_idea.key, asked=dismissed, reason="not in the first release")
    services.give_to_prd(actor, prototype=of_idea.key, prd="prd-1")
    line = PrdLine.objects.get(claim_id=PrototypeAnswer.objects.get(case=asked.case, text=WORDS).claim)
    assert line.prd.key == "prd-1"
    assert line.content["rests_on"] == [asked.case, f"prototype:{of_idea.key}"]
    titles = [block["title"] for s in line.prd.outline["sections"] if s["key"] == "stories" for block in s["blocks"]]
    assert any("book" in title.lower() for title in titles)
    assert EdgeAnswer.objects.filter(reason="not in the first release").exists()


def test_undo_takes_an_answer_back_from_everywhere(actor: Actor, of_prd: Prototype):
    before, lines = look(of_prd).matrix, PrdLine.objects.count()
    answered(actor, of_prd)
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert (look(of_prd).matrix, PrdLine.objects.count(), PrototypeAnswer.objects.count()) == (before, lines, 0)
