"""Prototypes made here: of an idea, an opportunity, a PRD; names that stay; what its PRD has changed since."""

from __future__ import annotations

import pytest

from tests.specification.prototypes.conftest import IDEA, first_open, look
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.discovery import services as discovery
from throughline.discovery.models import Opportunity
from throughline.specification.editing import services as editing
from throughline.specification.editing import stories
from throughline.specification.models import Prd, PrdLine, Prototype
from throughline.specification.pipeline import DraftRequest
from throughline.specification.prototyping import services
from throughline.specification.prototyping.answering import answer_state
from throughline.specification.prototyping.errors import NothingToBuild
from throughline.specification.prototyping.outlines import find_story, read_outline
from throughline.specification.records import read_prd
from throughline.specification.rules.stories.outlining import outline_prd
from throughline.specification.services import write_prd

pytestmark = pytest.mark.django_db
ROWS = """date,account,segment,relayed_by,text
2026-01-05,Acme,Large,,"When we export the year, it never arrives. I want to send the whole list at once."
2026-02-03,Acme,Large,,The export of May hangs as well
2026-02-11,Birch,Small,,Exports time out on Mondays
2026-02-20,Cedar,Small,Sam in sales,They say the export fails above ten thousand rows
2026-03-02,Dogwood,Small,,Exports work fine for us
"""


@pytest.fixture
def heard(actor: Actor, tmp_path) -> Actor:
    """The same workspace with feedback in it."""
    table = tmp_path / "feedback.csv"
    table.write_text(ROWS)
    discovery.import_file(actor, path=table)
    return actor


@pytest.fixture
def need(heard: Actor) -> Opportunity:
    from throughline.discovery.models import EvidenceRow
    from throughline.discovery.opportunities.services import create_opportunity

    ids = list(EvidenceRow.objects.filter(workspace=heard.workspace).order_by("pk").values_list("key", flat=True))
    return create_opportunity(heard, title="Large exports never arrive", evidence_ids=ids[:4])


def stations(actor: Actor, ref: Ref) -> dict[str, list[str]]:
    return {s.station.kind: [stop.ref.id for stop in s.stops] for s in walk_line(actor.workspace, ref)}


def test_an_idea_in_a_few_sentences_becomes_screens_and_questions(of_idea: Prototype):
    shown = look(of_idea)
    assert shown.size == "3 stories, 1 criterion"
    assert len(shown.places) > 6
    assert len(shown.open) > 3


def test_sentences_in_which_nobody_does_anything_are_refused_with_an_example(actor: Actor):
    with pytest.raises(NothingToBuild) as refused:
        services.make_prototype(actor, idea="Blue is a lovely colour.")
    assert "write who does what" in refused.value.sentence


def test_a_prototype_of_a_prd_stands_in_its_line(actor: Actor, of_prd: Prototype):
    assert stations(actor, Ref("prd", "prd-1"))["prototype"] == [of_prd.key]
    assert stations(actor, Ref("prototype", of_prd.key))["prd"] == ["prd-1"]


def test_a_prototype_of_an_opportunity_goes_with_the_prd_that_is_written_for_it(heard: Actor, need: Opportunity):
    row = services.make_prototype(heard, opportunity=need.key)
    assert stations(heard, Ref("prototype", row.key))["opportunity"] == [need.key]
    asked = first_open(row)
    answer_state(heard, prototype=row.key, asked=asked, text="It is sent in parts.")
    prd = write_prd(heard, request=DraftRequest(), opportunity=need.key)
    assert Prototype.objects.get(pk=row.pk).prd == prd
    line = PrdLine.objects.get(prd=prd, claim_id=Prototype.objects.get(pk=row.pk).answers.get().claim)
    assert "sent in parts" in line.content["text"]
    stories = {story.id: story.title for story in outline_prd(read_prd(prd)).stories}
    assert stories[line.place.partition("/")[2]] == find_story(read_outline(row.source), asked.story).title
    assert stations(heard, Ref("prd", prd.key))["prototype"] == [row.key]


def test_the_clock_of_a_prd_begins_with_the_prototype_of_its_opportunity(heard: Actor, need: Opportunity):
    row = services.make_prototype(heard, opportunity=need.key)
    prd = write_prd(heard, request=DraftRequest(), opportunity=need.key)
    assert prd.started == row.made < prd.made


def test_a_prd_written_from_nothing_begins_when_the_writing_does(actor: Actor):
    prd = write_prd(actor, request=DraftRequest(about="Exports hang"))
    assert prd.started <= Prd.objects.get(pk=prd.pk).made


def test_a_changed_prd_says_what_changed_and_building_anew_shows_it(actor: Actor, of_prd: Prototype):
    assert look(of_prd).change is None
    stories.add_story(actor, prd="prd-1", title="Delete old reports", text="As a clerk, I want to delete old reports.")
    editing.add_line(actor, prd="prd-1", section="stories", block="story-1", text="Given a cut, it goes on.")
    change = look(of_prd).change
    assert change is not None
    assert change.sentence == "2 new"
    services.rebuild(actor, prototype=of_prd.key)
    shown = look(of_prd)
    assert shown.change is None
    assert shown.matrix.criteria == 4


def test_names_stay_when_the_prototype_is_built_anew(actor: Actor, of_prd: Prototype):
    key = next(name.key for name in look(of_prd).names if name.key.startswith("screen:"))
    services.rename_in(actor, prototype=of_prd.key, names={key: "The ledger"})
    stories.add_story(actor, prd="prd-1", title="Delete old reports", text="As a clerk, I want to delete old reports.")
    services.rebuild(actor, prototype=of_prd.key)
    shown = look(of_prd)
    assert "The ledger" in {name.words for name in shown.names if name.own}
    assert any(place.title.startswith("The ledger") for place in shown.places)


def test_an_empty_name_takes_a_name_back(actor: Actor, of_prd: Prototype):
    first = look(of_prd).names
    services.rename_in(actor, prototype=of_prd.key, names={"title": "Another name"})
    services.rename_in(actor, prototype=of_prd.key, names={"title": ""})
    assert look(of_prd).names == first


def test_the_same_idea_has_its_page_in_the_list_and_can_be_found(client, of_idea: Prototype):
    listed = client.get("/prototypes/").content.decode()
    assert of_idea.title in listed
    assert of_idea.title in client.get("/search", {"q": of_idea.title}).content.decode()


def test_what_was_put_away_leaves_the_list_and_the_line_and_comes_back(actor: Actor, client, of_prd: Prototype):
    services.put_away(actor, prototype=of_prd.key)
    assert of_prd.key not in client.get("/prototypes/").content.decode()
    assert of_prd.key in client.get("/prototypes/?away=1").content.decode()
    assert stations(actor, Ref("prd", "prd-1"))["prototype"] == []
    services.take_out(actor, prototype=of_prd.key)
    assert of_prd.key in client.get("/prototypes/").content.decode()


def test_what_was_typed_stays_where_it_cannot_be_made(client):
    answer = client.post("/prototypes/new", {"idea": "Blue is a lovely colour."})
    assert answer.status_code == 422
    assert "Blue is a lovely colour." in answer.content.decode()


def test_the_pages_of_a_prd_and_an_opportunity_lead_to_their_prototype(client, of_prd: Prototype):
    assert 'href="/prototypes/?prd=prd-1"' in client.get("/prds/prd-1").content.decode()
    assert client.get("/prototypes/?prd=prd-1")["Location"] == f"/prototypes/{of_prd.key}"


def test_the_download_is_one_page_that_needs_nothing_else(client, of_idea: Prototype):
    answer = client.get(f"/prototypes/{of_idea.key}/download")
    assert "attachment" in answer["Content-Disposition"]
    page = answer.content.decode()
    assert page.startswith("<!doctype html>")
    assert IDEA.split(".")[0] not in answer["Content-Disposition"]
