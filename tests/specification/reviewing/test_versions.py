"""What has changed between two versions, whose sign-off it makes stale, and who changed what and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.living import KEY, bring_to_approval, invite_engineer, make_line, make_prd
from throughline.core.contracts import Actor
from throughline.core.services import find_last_change, make_workspace, undo_change
from throughline.specification.contracts import Block, Prd, Role, Section, Status
from throughline.specification.editing import deciding, services, stories
from throughline.specification.models import Prd as PrdRow
from throughline.specification.queries import get_prd
from throughline.specification.reviewing import services as reviewing
from throughline.specification.reviewing.history import list_history
from throughline.specification.reviewing.queries import Review
from throughline.specification.rules.versions import Turn, compare_versions
from throughline.specification.services import keep_prd


def change_line(prd: Prd, claim: str, change) -> Prd:
    def in_block(block: Block) -> Block:
        lines = (change(line) if line.claim.id == claim else line for line in block.lines)
        return replace(block, lines=tuple(line for line in lines if line))

    sections = tuple(replace(s, blocks=tuple(map(in_block, s.blocks))) for s in prd.sections)
    return replace(prd, sections=sections)


def reword(text: str):
    return lambda line: replace(line, claim=replace(line.claim, text=text))


def test_a_version_does_not_differ_from_itself():
    assert compare_versions(make_prd(), make_prd()) == ()


def test_a_changed_line_shows_the_words_that_went_and_came():
    after = change_line(make_prd(), "c1", reword("Given a report, when it is sent, then the file is whole"))
    (change,) = compare_versions(make_prd(), after)
    assert (change.turn, change.label, change.section) == (Turn.CHANGED, "C1", "Stories")
    assert [(p.change, p.text.strip()) for p in change.pieces if p.change != "same"] == [
        ("gone", "exported,"),
        ("new", "sent,"),
    ]


def test_what_is_gone_and_what_is_new_are_told_apart():
    before = make_prd()
    after = change_line(before, "c2", lambda _: None)
    assert [(c.turn, c.claim) for c in compare_versions(before, after)] == [(Turn.REMOVED, "c2")]
    assert [(c.turn, c.claim) for c in compare_versions(after, before)] == [(Turn.ADDED, "c2")]


def test_an_accepted_line_is_decided_and_a_moved_one_says_the_same():
    before = make_prd()
    accepted = change_line(
        before, "c1", lambda line: make_line("c1", line.claim.text, line.role, "C1", origin="judgement")
    )
    (decided,) = compare_versions(before, accepted)
    assert decided.turn is Turn.DECIDED
    story = before.sections[1].blocks[0]
    turned = replace(story, lines=story.lines[::-1])
    moved = replace(
        before, sections=(before.sections[0], replace(before.sections[1], blocks=(turned,)), *before.sections[2:])
    )
    changes = [c for c in compare_versions(before, moved) if c.turn is Turn.MOVED]
    assert {c.claim for c in changes} == {"c1", "c2"}
    assert not any(c.telling for c in changes)


@given(st.data())
def test_every_edit_is_found_and_nothing_else(data):
    """Whatever lines are reworded, dropped or added, just these differ."""
    before = make_prd()
    ids = [line.claim.id for line in before.lines]
    fates = {id_: data.draw(st.sampled_from(["same", "reword", "drop"])) for id_ in ids}
    after = before
    for id_, fate in fates.items():
        if fate == "reword":
            after = change_line(after, id_, reword(f"Something else about {id_}"))
        elif fate == "drop":
            after = change_line(after, id_, lambda _: None)
    turns = {"reword": Turn.CHANGED, "drop": Turn.REMOVED}
    expected = {(turns[fate], id_) for id_, fate in fates.items() if fate != "same"}
    found = {(c.turn, c.claim) for c in compare_versions(before, after) if c.telling}
    assert found == expected


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


def review_of(actor: Actor) -> Review:
    return Review(PrdRow.objects.get(workspace=actor.workspace, key=KEY))


def test_a_later_change_makes_a_sign_off_stale_and_names_the_line(owner: Actor):
    bring_to_approval(owner)
    assert review_of(owner).unsigned == ()
    services.add_line(
        owner, prd=KEY, section="stories", block="story-1", text="Given a pause, when it ends, then it goes on"
    )
    (signed,) = review_of(owner).signed
    assert signed.stale
    assert [(change.turn, change.label) for change in signed.changes] == [(Turn.ADDED, "C4")]
    assert review_of(owner).unsigned == ("Ravi",)


def test_putting_things_in_another_order_leaves_a_sign_off_standing(owner: Actor):
    bring_to_approval(owner)
    services.move_line(owner, prd=KEY, claim="c2", before="c1")
    stories.move_block(owner, prd=KEY, section="stories", block="story-2", before="story-1")
    assert not review_of(owner).signed[0].stale


def test_an_undone_change_makes_it_stand_again(owner: Actor):
    bring_to_approval(owner)
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Something else")
    assert review_of(owner).signed[0].stale
    undo_change(owner, change_id=find_last_change(owner).pk)
    assert not review_of(owner).signed[0].stale


def test_signing_what_has_changed_keeps_a_version_of_it(owner: Actor):
    ravi = bring_to_approval(owner)
    before = PrdRow.objects.get().version
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given any report, when it is exported, then the file is whole")
    signed = reviewing.sign_off(ravi, prd=KEY, note="Fine by me")
    assert signed.version.number == before + 1
    prd = get_prd(owner.workspace, KEY)
    assert [(one.name, one.version) for one in prd.sign_offs][-1] == ("Ravi", before + 1)


def test_the_history_says_who_changed_which_words_and_why(owner: Actor):
    ravi = invite_engineer(owner)
    deciding.edit_line(owner, prd=KEY, claim="c1", text="Given a report, when it is sent, then the file is whole")
    deciding.reject_line(owner, prd=KEY, claim="c2", reason="nobody asked for it")
    services.add_line(ravi, prd=KEY, section="technical", text="One queue.")
    entries, after = list_history(PrdRow.objects.get())
    told = [(entry.change.member.name, entry.change.verb) for entry in entries]
    assert told[:3] == [("Ravi", "add a line"), ("Ada", "reject a line"), ("Ada", "edit a line")]
    assert after == 0
    assert entries[1].reason == "nobody asked for it"
    assert any(piece.text.strip() == "sent," for piece in entries[2].words[0] if piece.change == "new")


def test_versions_number_on_and_keep_their_reason(owner: Actor):
    first = reviewing.keep_version(owner, prd=KEY, reason="for the board")
    services.rename_prd(owner, prd=KEY, title="Exports arrive")
    second = reviewing.keep_version(owner, prd=KEY)
    assert (first.number, first.reason, second.number) == (1, "for the board", 2)
    assert review_of(owner).changes_since(first)[0].label == "Title"


def test_sections_without_lines_compare_too():
    empty = Prd("prd-1", "x", make_prd().size, (Section("approach", 7, "Approach"),))
    full = replace(
        empty, sections=(Section("approach", 7, "Approach", (Block("b", (make_line("a", "So", Role.SENTENCE),)),)),)
    )
    assert [change.turn for change in compare_versions(empty, full)] == [Turn.ADDED]


def test_a_status_is_part_of_the_history(owner: Actor):
    invite_engineer(owner)
    reviewing.advance(owner, prd=KEY, to=Status.IN_REVIEW, reason="Friday's review")
    entries, _ = list_history(PrdRow.objects.get())
    assert entries[0].change.subject.endswith("in review") or entries[0].reason == "Friday's review"
