"""The pages of an opportunity: every count opens its rows, both sides stand, nothing customers write is markup."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from throughline.core.contracts import Actor, MemberRole
from throughline.core.services import add_member, issue_link, make_workspace
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, Reply
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.counting import recount

pytestmark = pytest.mark.django_db
PAGES = ("", "/evidence", "/customers", "/story", "/change", "/look", "/related")


def read(client: Client, row: Opportunity, part: str = "") -> str:
    answer = client.get(f"/discovery/opportunities/{row.key}{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_reach_is_said_in_words_with_who_is_not_in_the_table(client: Client, exports: Opportunity):
    page = read(client, exports)
    assert "2 of 4 accounts in the customer table, 50 % (15 % to 85 %)" in page
    assert "1 more account that said it is not in the table" in page
    assert '<bdi>Middle</bdi>: <b class="held">nobody</b>, of 1 account' in page


@pytest.mark.parametrize(
    ("query", "heading", "rows"),
    [
        ("?stance=for", "4 items for it", 4),
        ("?stance=against", "0 items against it", 0),
        ("?stance=for&hand=second", "1 item for it", 1),
        ("?stance=for&segment=Large", "2 items for it", 2),
        ("?stance=for&month=2026-02", "3 items for it", 3),
        ("?state=rejected", "0 items", 0),
    ],
)
def test_every_count_opens_the_rows_it_counted(
    client: Client, exports: Opportunity, query: str, heading: str, rows: int
):
    page = read(client, exports, f"/evidence{query}")
    assert f"<h1>{heading}</h1>" in page
    assert page.count('name="marks"') == rows


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=99999", "?stance=maybe", "?state=x", "?kind=love"])
def test_a_filter_that_means_nothing_is_answered_with_a_sentence(client: Client, exports: Opportunity, query: str):
    assert client.get(f"/discovery/opportunities/{exports.key}/evidence{query}").status_code == 422


def test_a_second_hand_piece_is_never_set_in_quotation_marks(client: Client, exports: Opportunity):
    page = read(client, exports, "/evidence?hand=second")
    assert "They say the export fails" in page
    assert "“They say" not in page


def test_hostile_words_are_shown_as_words(actor: Actor, client: Client, exports: Opportunity):
    services.rename_opportunity(actor, opportunity=exports.key, title="<script>alert(1)</script>\u202e")
    EvidenceRow.objects.filter(workspace=actor.workspace).update(text="<img src=x onerror=alert(1)>")
    for part in PAGES:
        page = read(client, exports, part)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<script>alert" not in client.get("/strategy/tree").content.decode()


def test_accepting_answers_a_fragment_with_undo_and_a_page_without_script(client: Client, actor: Actor, exports, keys):
    piece = EvidenceRow.objects.get(key=keys[5])
    mark = Mark.objects.create(workspace=actor.workspace, evidence=piece, opportunity=exports, state="proposed")
    path, form = f"/discovery/opportunities/{exports.key}/marks", {"marks": [mark.pk], "act": "accept"}
    fragment = client.post(path, form, headers={"HX-Request": "true"})
    assert "throughline-done" in fragment["HX-Trigger"]
    assert "<html" not in fragment.content.decode()
    plain = client.post(path, {**form, "act": "reject", "list": "stance=for"})
    assert re.search(rf"/discovery/opportunities/{exports.key}/evidence\?stance=for&changed=\d+$", plain["Location"])


def test_whoever_was_heard_is_listed_with_a_draft_and_nothing_is_written_by_looking(
    client: Client, exports: Opportunity
):
    page = read(client, exports, "/customers")
    assert "<h1>3 accounts heard</h1>" in page
    assert "On 3 February 2026 you wrote:" in page
    assert "passed on to us by Sam in sales" in page
    assert Reply.objects.count() == 0


def test_a_person_marks_an_answer_as_sent_and_can_take_it_back(client: Client, exports: Opportunity):
    token = re.search(r'id="c-(a\d+)"', read(client, exports, "/customers")).group(1)
    path = f"/discovery/opportunities/{exports.key}/customers/{token}"
    client.post(path, {"act": "sent", "message": "Dear Acme"})
    assert "Dear Acme" in read(client, exports, "/customers?answered=yes")
    assert f'id="c-{token}"' not in read(client, exports, "/customers?answered=no")
    client.post(path, {"act": "unsent"})
    assert f'id="c-{token}"' in read(client, exports, "/customers?answered=no")


def test_a_customer_of_another_opportunity_cannot_be_answered_here(client: Client, actor: Actor, exports, keys):
    other = services.create_opportunity(actor, title="Colours", evidence_ids=keys[5:])
    token = re.search(r'id="c-(a\d+)"', read(client, other, "/customers")).group(1)
    answer = client.post(f"/discovery/opportunities/{exports.key}/customers/{token}", {"act": "sent", "message": "x"})
    assert answer.status_code == 404


def test_a_contributor_comments_and_changes_nothing_else(actor: Actor, exports: Opportunity):
    client = Client()
    client.get(f"/?key={issue_link(add_member(actor, name='Bo', role=MemberRole.CONTRIBUTOR))}")
    base = f"/discovery/opportunities/{exports.key}"
    assert client.post(f"{base}/comment", {"text": "Which rows?"}).status_code == 302
    assert "1 without an answer" in client.get(base).content.decode()
    assert client.post(f"{base}/rename", {"title": "Mine"}).status_code == 403


def test_a_neighbour_sees_nothing_of_it(exports: Opportunity):
    stranger = Client()
    stranger.get(f"/?key={issue_link(make_workspace('Theirs', owner='Eve').member)}")
    for part in PAGES:
        assert stranger.get(f"/discovery/opportunities/{exports.key}{part}").status_code == 404


def test_what_was_merged_leads_on(actor: Actor, client: Client, exports: Opportunity):
    other = services.create_opportunity(actor, title="The same")
    services.merge_opportunity(actor, opportunity=exports.key, into=other.key)
    assert f'href="/discovery/opportunities/{other.key}"' in read(client, exports)


def test_its_pages_ask_the_database_as_often_for_much_evidence_as_for_little(actor: Actor, client: Client, exports):
    few = [_count(client, exports, part) for part in PAGES]
    _add_many(actor, exports, 300)
    assert [_count(client, exports, part) for part in PAGES] == few


def _add_many(actor: Actor, row: Opportunity, number: int) -> None:
    """As many pieces again by the same customers, marked for it, half of them only proposed."""
    first = list(EvidenceRow.objects.filter(workspace=actor.workspace).order_by("pk"))[:3]
    start = EvidenceRow.objects.count()
    fresh = []
    for n in range(number):
        piece = EvidenceRow.objects.get(pk=first[n % 3].pk)
        piece.pk, piece.key, piece.position = None, f"ev-{n}", start + n
        fresh.append(piece)
    pieces = EvidenceRow.objects.bulk_create(fresh)
    states = ("accepted", "proposed")
    Mark.objects.bulk_create(
        Mark(workspace=actor.workspace, evidence=piece, opportunity=row, state=states[n % 2])
        for n, piece in enumerate(pieces)
    )
    recount(actor.workspace, {row.pk})


def _count(client: Client, row: Opportunity, part: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(client, row, part)
    return len(asked)


def test_a_job_story_takes_over_what_a_customer_said_and_leaves_the_rest_blank(client: Client, exports: Opportunity):
    page = read(client, exports, "/story")
    assert 'name="situation" value="we export the year"' in page
    assert 'name="motivation" value="to send the whole list at once"' in page
    assert 'name="outcome" value=' not in page
    taken = {"situation": ["", "we export the year"], "motivation": "", "outcome": ""}
    answer = client.post(f"/discovery/opportunities/{exports.key}/story/keep?take=1", taken)
    assert "/story?changed=" in answer["Location"]
    exports.refresh_from_db()
    assert (exports.situation, exports.motivation, exports.outcome) == ("we export the year", "", "")
