"""Writing in a PRD: whose a part is, what a label means, what typing saves, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.living import KEY, invite_engineer, make_prd
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.errors import BadInput, Forbidden, NotFound
from throughline.core.models import Change
from throughline.core.services import add_member, find_last_change, make_workspace, undo_change
from throughline.core.undo.typing import PAUSE
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Role, Section
from throughline.specification.editing import deciding, services, stories
from throughline.specification.errors import ChangedMeanwhile, NoSuchPart, NothingToDecide, NotYours
from throughline.specification.models import PrdLine
from throughline.specification.queries import get_prd
from throughline.specification.rules.editing import arrange, next_label
from throughline.specification.services import keep_prd


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


def second_writer(owner: Actor) -> Actor:
    return Actor(owner.workspace, add_member(owner, name="Bo", role=MemberRole.EDITOR))


def labels(owner: Actor, section: str, block: str = "") -> list[str]:
    found = (one for one in get_prd(owner.workspace, KEY).sections if one.key == section)
    return [line.label for one in found for b in one.blocks if block in ("", b.id) for line in b.lines]


def words(owner: Actor, claim: str) -> str:
    return next(line.claim.text for line in get_prd(owner.workspace, KEY).lines if line.claim.id == claim)


def test_a_line_that_is_added_is_its_writers_judgement_with_a_label_of_its_own(owner: Actor):
    made = services.add_line(
        owner, prd=KEY, section="stories", block="story-1", text=" Given  a stop, then it says so "
    )
    line = next(line for line in get_prd(owner.workspace, KEY).lines if line.claim.id == made.claim_id)
    assert (line.claim.origin, line.label, line.claim.text) == (Origin.JUDGEMENT, "C4", "Given a stop, then it says so")
    assert labels(owner, "stories", "story-1") == ["C1", "C2", "C4"]


def test_a_label_is_never_given_twice_even_after_its_line_is_gone(owner: Actor):
    made = services.add_line(owner, prd=KEY, section="stories", block="story-1", text="One")
    deciding.reject_line(owner, prd=KEY, claim=made.claim_id)
    again = services.add_line(owner, prd=KEY, section="stories", block="story-1", text="Another")
    assert (made.content["label"], again.content["label"]) == ("C4", "C5")


@given(st.lists(st.from_regex(r"[CQ]\d{1,3}( · EX-0\d)?", fullmatch=True)))
def test_the_next_label_is_taken_by_nobody(taken: list[str]):
    label = next_label("C", taken)
    assert label.startswith("C")
    assert label not in {one.partition(" ")[0] for one in taken}


def test_a_section_that_was_left_out_comes_with_its_first_line(owner: Actor):
    services.add_line(owner, prd=KEY, section="risks", text="The auditor changes the form", owner="Ada")
    assert [s.key for s in get_prd(owner.workspace, KEY).sections] == [
        *("problem", "stories", "technical", "risks", "questions")
    ]
    assert labels(owner, "risks") == ["K1"]


def test_a_question_joins_the_table_and_has_an_owner(owner: Actor):
    made = services.add_line(owner, prd=KEY, section="questions", text="How long may it take?", owner="Ravi")
    line = next(line for line in get_prd(owner.workspace, KEY).lines if line.claim.id == made.claim_id)
    assert (line.label, line.owner, made.place) == ("Q2", "Ravi", "questions/questions")


def test_a_criterion_needs_a_story(owner: Actor):
    with pytest.raises(NoSuchPart):
        services.add_line(owner, prd=KEY, section="stories", text="Given nothing, then nothing")
    with pytest.raises(NoSuchPart):
        services.add_line(owner, prd=KEY, section="stories", block="story-9", text="Given nothing, then nothing")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_line_without_words_or_with_too_many_is_refused(owner: Actor, text: str):
    with pytest.raises(BadInput):
        services.add_line(owner, prd=KEY, section="problem", text=text)


@given(order=st.lists(st.integers(), unique=True, min_size=1), data=st.data())
def test_arranging_loses_nothing_and_puts_it_where_it_was_wanted(order: list[int], data):
    ids = [str(one) for one in order]
    moved, before = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from([*ids, ""]))
    arranged = arrange(ids, moved, before=before)
    assert sorted(arranged) == sorted(ids)
    if before not in ("", moved):
        assert arranged.index(moved) + 1 == arranged.index(before)
    elif before == "":
        assert arranged[-1] == moved


def test_a_criterion_moves_to_another_story_and_keeps_its_name(owner: Actor):
    services.move_line(owner, prd=KEY, claim="c2", block="story-2", before="c3")
    assert labels(owner, "stories") == ["C1", "C2", "C3"]
    assert labels(owner, "stories", "story-2") == ["C2", "C3"]


def test_the_technical_section_is_engineerings_alone(owner: Actor):
    with pytest.raises(NotYours, match="engineering's"):
        services.add_line(owner, prd=KEY, section="technical", text="It runs in the queue.")
    ravi = invite_engineer(owner)
    made = services.add_line(ravi, prd=KEY, section="technical", text="It runs in the queue.")
    with pytest.raises(NotYours):
        deciding.edit_line(owner, prd=KEY, claim=made.claim_id, text="It runs at night.")
    deciding.edit_line(ravi, prd=KEY, claim=made.claim_id, text="It runs at night.")
    assert words(owner, made.claim_id) == "It runs at night."


def test_a_contributor_writes_nowhere_else(owner: Actor):
    ravi = invite_engineer(owner)
    for act in (
        lambda: services.add_line(ravi, prd=KEY, section="problem", text="Mine"),
        lambda: deciding.edit_line(ravi, prd=KEY, claim="c1", text="Mine"),
        lambda: deciding.accept_line(ravi, prd=KEY, claim="c1"),
        lambda: services.move_line(ravi, prd=KEY, claim="c2", before="c1"),
        lambda: stories.add_story(ravi, prd=KEY, title="Mine"),
        lambda: services.rename_prd(ravi, prd=KEY, title="Mine"),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_pause_in_typing_saves_and_one_undo_takes_back_the_whole(owner: Actor):
    before = words(owner, "c1")
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given")
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given a report", typed=True)
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given a report, then a file", typed=True)
    edits = Change.objects.filter(verb="edit a line")
    assert edits.count() == 1
    undo_change(owner, change_id=edits.get().pk)
    assert words(owner, "c1") == before


def test_typing_after_a_long_pause_is_a_change_of_its_own(owner: Actor):
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given")
    Change.objects.filter(verb="edit a line").update(at=find_last_change(owner).at - PAUSE - timedelta(seconds=1))
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given a report", typed=True)
    assert Change.objects.filter(verb="edit a line").count() == 2


def test_typing_never_swallows_what_somebody_else_wrote(owner: Actor):
    bo = second_writer(owner)
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Mine")
    deciding.edit_line(bo, prd=KEY, claim="c1", text="His")
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Mine again", typed=True)
    changes = Change.objects.filter(verb="edit a line").order_by("pk")
    assert [change.member.name for change in changes] == ["Ada", "Bo", "Ada"]


def test_words_written_over_somebody_elses_are_not_saved_but_shown(owner: Actor):
    seen = words(owner, "c1")
    deciding.edit_line(second_writer(owner), prd=KEY, claim="c1", text="Given a large report, then a whole file")
    with pytest.raises(ChangedMeanwhile, match="Bo has changed this line"):
        deciding.edit_line(owner, prd=KEY, claim="c1", text="Given a small report", seen=seen)
    assert words(owner, "c1") == "Given a large report, then a whole file"


def test_a_story_comes_with_its_sentence_and_goes_with_its_lines_into_the_list(owner: Actor):
    block = stories.add_story(
        owner, prd=KEY, title="See progress", text="As a clerk, I want to see it, so that I wait."
    )
    shown = next(b for s in get_prd(owner.workspace, KEY).sections for b in s.blocks if b.id == block)
    assert (shown.title, shown.kind, len(shown.lines)) == ("S3 See progress", "story", 1)
    stories.remove_story(owner, prd=KEY, block=block, reason="later")
    prd = get_prd(owner.workspace, KEY)
    assert block not in {b.id for s in prd.sections for b in s.blocks}
    assert [(r.was.text[:10], r.reason) for r in prd.rejected] == [("As a clerk", "later")]


def test_a_line_put_back_brings_its_story_back(owner: Actor):
    stories.remove_story(owner, prd=KEY, block="story-2")
    deciding.restore_line(owner, prd=KEY, claim="c3")
    prd = get_prd(owner.workspace, KEY)
    assert [b.id for s in prd.sections if s.key == "stories" for b in s.blocks] == ["story-1", "story-2"]
    assert prd.rejected == ()


def test_a_story_keeps_its_label_under_another_title(owner: Actor):
    stories.rename_block(owner, prd=KEY, section="stories", block="story-1", title="Get it all")
    stories.prioritise_story(owner, prd=KEY, block="story-1", priority="P1")
    block = get_prd(owner.workspace, KEY).sections[1].blocks[0]
    assert (block.title, block.priority) == ("S1 Get it all", "P1")


def test_an_assumption_in_other_words_is_still_one(owner: Actor):
    line = PrdLine.objects.get(claim_id="c1")
    PrdLine.objects.filter(pk=line.pk).update(content=line.content | {"origin": "assumption"})
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Most reports are small")
    kept = next(line for line in get_prd(owner.workspace, KEY).lines if line.claim.id == "c1")
    assert kept.claim.origin is Origin.ASSUMPTION


def test_a_part_nobody_knows_is_not_found(owner: Actor):
    with pytest.raises(NotFound):
        services.add_line(owner, prd=KEY, section="nowhere", text="x")
    with pytest.raises(NotFound):
        stories.move_block(owner, prd=KEY, section="stories", block="story-7")


def test_what_was_asked_for_and_is_out_becomes_a_non_goal_in_its_words(owner: Actor):
    claim = Claim("r1", Origin.QUOTE, "“Excel with formatting”", quote="Excel with formatting", customer="Alder")
    asked = Line(claim, Role.REQUEST, options=("in", "out"))
    section = Section("non-goals", 5, "In or out?", (Block("requests", (asked,)),))
    keep_prd(owner, prd=replace(make_prd(), id="prd-2", sections=(section,)))
    services.place_request(owner, prd="prd-2", claim="r1", out=True)
    quote, non_goal = get_prd(owner.workspace, "prd-2").lines
    assert (quote.claim.origin, quote.owner, quote.options) == (Origin.QUOTE, "out, says Ada", ())
    assert (non_goal.role, non_goal.claim.text) == (Role.NON_GOAL, "Not part of this: “Excel with formatting”")
    with pytest.raises(NothingToDecide):
        services.place_request(owner, prd="prd-2", claim="r1", out=False)
