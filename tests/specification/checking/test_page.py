"""The check of a PRD's page: at its claim, against what the PRD cites, and without what the page itself settles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from tests.specification.living import KEY, invite_engineer, make_line, make_prd, settle_all
from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery.queries import load_corpus
from throughline.discovery.services import import_file
from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.checking.queries import check_prd, count_errors
from throughline.specification.checking.services import allow_finding, heed_finding
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Status
from throughline.specification.editing.deciding import edit_line
from throughline.specification.editing.services import add_line
from throughline.specification.models import Prd as PrdRow
from throughline.specification.queries import get_prd
from throughline.specification.reviewing import services as reviewing
from throughline.specification.reviewing.errors import GateShut
from throughline.specification.rules.page_check import check_page
from throughline.specification.services import keep_prd

VAGUE = "Given a report, when it is exported, then the file arrives quickly"


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


def found_at(prd: Prd, claim: str, **more) -> list[str]:
    check = check_page(prd, ground=None, allowed={}, **more)
    return [placed.finding.rule for placed in check.standing if placed.claim == claim]


def rules_at(actor: Actor, claim: str) -> list[str]:
    row = PrdRow.objects.get(key=KEY)
    return [p.finding.rule for p in check_prd(row, get_prd(actor.workspace, KEY)).standing if p.claim == claim]


def test_a_vague_word_is_found_at_its_criterion_until_it_is_gone(owner: Actor):
    edit_line(owner, prd=KEY, claim="c1", text=VAGUE)
    assert "US001" in rules_at(owner, "c1")
    edit_line(owner, prd=KEY, claim="c1", text=VAGUE.replace("quickly", "within 2 s"))
    assert "US001" not in rules_at(owner, "c1")


def test_what_is_let_stand_is_kept_with_its_reason_and_can_be_heeded_again(owner: Actor):
    edit_line(owner, prd=KEY, claim="c1", text=VAGUE)
    allow_finding(owner, prd=KEY, rule="US001", claim="c1", reason="measured by the guardrail")
    row = PrdRow.objects.get(key=KEY)
    check = check_prd(row, get_prd(owner.workspace, KEY))
    assert [(p.finding.rule, p.allowed) for p in check.allowed] == [("US001", "measured by the guardrail")]
    assert "US001" not in rules_at(owner, "c1")
    heed_finding(owner, prd=KEY, rule="US001", claim="c1")
    assert "US001" in rules_at(owner, "c1")


def test_a_blank_that_waits_is_asked_above_and_not_found_again():
    open_ = make_line("c1", "Given a wait, when it is long, then [decide: it stops / it goes on]", Role.CRITERION, "C1")
    section = Section("stories", 8, "Stories", (Block("story-1", (open_,), title="S1 Wait", kind="story"),))
    prd = replace(make_prd(), sections=(section,))
    assert "US009" not in found_at(prd, "c1")
    decided = replace(open_, claim=replace(open_.claim, origin=Origin.JUDGEMENT))
    agreed = replace(section, blocks=(replace(section.blocks[0], lines=(decided,)),))
    assert "US009" in found_at(replace(prd, sections=(agreed,)), "c1")


def test_a_persons_quote_is_held_against_what_the_prd_cites(owner: Actor, tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path / "originals"
    table = tmp_path / "feedback.csv"
    table.write_text("account,text\nAlder,The export stops at row 50000 and nobody is told about it\n")
    import_file(owner, path=table)
    piece = load_corpus(owner.workspace).evidence[0]
    quote = Claim("q9", Origin.QUOTE, f"“{piece.text}”", (Citation(evidence=piece.id),), piece.text, "Alder")
    said = Line(quote, Role.QUOTE)
    wrong = make_line("j9", "Alder said “the export stops at row 90000 and nobody is told about it”.", Role.SENTENCE)
    mine = replace(wrong, claim=replace(wrong.claim, origin=Origin.JUDGEMENT))
    section = Section("problem", 1, "Problem", (Block("b", (said, mine)),))
    keep_prd(owner, prd=replace(make_prd(), id="prd-2", sections=(section,)))
    row = PrdRow.objects.get(key="prd-2")
    check = check_prd(row, get_prd(owner.workspace, "prd-2"))
    assert [p.claim for p in check.standing if p.finding.rule in {"EV001", "EV002"}] == ["j9"]
    assert "DO002" not in {p.finding.rule for p in check.standing}


def test_an_error_holds_an_approval_up_until_it_is_mended_or_let_stand(owner: Actor):
    ravi = invite_engineer(owner)
    reviewing.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    settle_all(owner)
    edit_line(owner, prd=KEY, claim="c3", text="Given a wait, when it is long, then TBD")
    add_line(ravi, prd=KEY, section="technical", text="One queue.")
    reviewing.sign_off(ravi, prd=KEY)
    client = Client()
    client.get(f"/?key={issue_link(owner.member)}")
    page = client.get(f"/prds/{KEY}").content.decode()
    assert "The check finds no error" in page
    row = PrdRow.objects.get(key=KEY)
    errors = count_errors(row, get_prd(owner.workspace, KEY))
    assert errors > 0
    with pytest.raises(GateShut, match="the check finds no error"):
        reviewing.advance(owner, prd=KEY, to=Status.APPROVED, errors=errors)
    assert client.post(f"/prds/{KEY}/step", {"to": "approved"}).status_code == 409
    for placed in check_prd(row, get_prd(owner.workspace, KEY)).standing:
        if placed.finding.severity == "error":
            allow_finding(owner, prd=KEY, rule=placed.finding.rule, claim=placed.claim, reason="a sample")
    assert client.post(f"/prds/{KEY}/step", {"to": "approved"}).status_code == 302
    assert get_prd(owner.workspace, KEY).status is Status.APPROVED


def test_a_story_that_counts_who_asked_for_it_is_not_asked_who_wants_it():
    story = make_prd().sections[1].blocks[0]
    counted = make_line("n1", "S1 rests on 3 accounts.", Role.COUNT, origin=Origin.NUMBER)
    for lines, found in (((counted, *story.lines), []), (story.lines, ["ST001"])):
        section = Section("stories", 8, "Stories", (replace(story, lines=lines),))
        assert list(found_at(replace(make_prd(), sections=(section,)), lines[0].claim.id)) == found


def test_what_engineering_wrote_and_signed_is_not_asked_for_again(owner: Actor):
    def is_missing() -> bool:
        check = check_prd(PrdRow.objects.get(key=KEY), get_prd(owner.workspace, KEY))
        return any(placed.finding.rule == "DO003" for placed in check.standing)

    assert is_missing()
    ravi = invite_engineer(owner)
    reviewing.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    add_line(ravi, prd=KEY, section="technical", text="The queue takes 50 jobs at once; above that it waits.")
    reviewing.sign_off(ravi, prd=KEY)
    assert not is_missing()
