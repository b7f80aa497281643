"""Feedback is read a page at a time, filtered by its address, added by hand, and leaves the workspace masked."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from throughline.core.contracts import Actor, MemberRole
from throughline.core.services import add_member, find_last_change, issue_link, make_workspace, undo_change
from throughline.discovery import queries as discovery
from throughline.discovery.contracts import EvidenceKind
from throughline.discovery.feedback import queries, services
from throughline.discovery.feedback.errors import NothingSaid
from throughline.discovery.feedback.filters import Filters, read_filters, read_place
from throughline.discovery.feedback.leaving import write_csv
from throughline.discovery.models import EvidenceRow, SourceFile
from throughline.discovery.opportunities import marking
from throughline.discovery.opportunities import services as opportunities
from throughline.discovery.services import import_file
from throughline.discovery.templatetags.feedback_words import tell_foreign

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return make_workspace("Ours", owner="Ada")


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def bring(
    actor: Actor, folder: Path, rows: list[str], *, head: str = "date,account,person,segment,channel,text"
) -> None:
    path = folder / "feedback.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    import_file(actor, path=path)


def many(count: int) -> list[str]:
    return [
        f"2026-{m:02d}-{d:02d},Acme {n % 7},,Large,mail,The export number {n} hangs"
        for n in range(count)
        for m, d in [(n % 9 + 1, n % 28 + 1)]
    ]


def shown(page: queries.Page) -> list[int]:
    return [row.id for row in page.rows]


def test_every_item_stands_on_exactly_one_page_in_either_order(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, many(173))
    for oldest_first in (False, True):
        place, seen, sizes = None, [], []
        while True:
            page = queries.list_page(actor.workspace, Filters(), place=place, oldest_first=oldest_first)
            seen += shown(page)
            sizes.append(len(page.rows))
            if page.older is None:
                break
            place = page.older
        assert sizes == [50, 50, 50, 23]
        days = list(EvidenceRow.objects.order_by("arrived", "id").values_list("pk", flat=True))
        assert seen == (days if oldest_first else days[::-1])


def test_going_back_shows_the_page_before(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, many(120))
    first = queries.list_page(actor.workspace, Filters())
    second = queries.list_page(actor.workspace, Filters(), place=first.older)
    back = queries.list_page(actor.workspace, Filters(), place=second.newer)
    assert shown(back) == shown(first)
    assert first.newer is None
    assert back.newer is None


def test_the_number_of_queries_does_not_grow_with_the_items(actor: Actor, tmp_path: Path, django_assert_num_queries):
    client = enter(actor)
    bring(actor, tmp_path, many(60))
    expected = count_queries(client)
    bring(actor, tmp_path, many(400))
    with django_assert_num_queries(expected):
        client.get("/discovery/feedback/")
    assert expected < 30


def count_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get("/discovery/feedback/")
    return len(caught)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "export"}, {"The export hangs"}),
        ({"segment": "Large"}, {"The export hangs", "A prospect told us the price is high"}),
        ({"customer": "acme"}, {"The export hangs"}),
        ({"customer": "Bo"}, {"Der Bericht ist leer und niemand weiß warum"}),
        ({"source": "chat"}, {"Der Bericht ist leer und niemand weiß warum"}),
        ({"hand": "second"}, {"A prospect told us the price is high"}),
        ({"language": "foreign"}, {"Der Bericht ist leer und niemand weiß warum"}),
        ({"language": "de"}, {"Der Bericht ist leer und niemand weiß warum"}),
        ({"first": "2026-03-02", "last": "2026-03-02"}, {"Der Bericht ist leer und niemand weiß warum"}),
        ({"kind": "observed"}, set()),
        ({"repeats": "yes"}, set()),
        ({"opportunity": "yes"}, set()),
        ({"words": "export", "segment": "Small"}, set()),
    ],
)
def test_the_address_filters(actor: Actor, tmp_path: Path, query: dict[str, str], found: set[str]):
    rows = [
        "2026-03-01,Acme,,Large,mail,The export hangs",
        "2026-03-02,,Bo,Small,chat,Der Bericht ist leer und niemand weiß warum",
        "2026-03-03,Birch,,Large,mail,A prospect told us the price is high",
    ]
    bring(actor, tmp_path, rows)
    page = queries.list_page(actor.workspace, read_filters(query))
    assert {row.clip for row in page.rows} == found
    assert page.total == len(found)
    response = enter(actor).get("/discovery/feedback/", query)
    assert response.status_code == 200
    for words in found:
        assert words in response.content.decode()


def test_a_customer_says_which_unit_it_is(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,Cy,,,The export hangs", "2026-03-02,,Bo,,,The report is empty"])
    page = queries.list_page(actor.workspace, Filters())
    assert [(row.customer, row.unit) for row in page.rows] == [("Bo", "person"), ("Acme", "account")]


def test_a_wrong_address_is_refused_in_words(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, many(3))
    client = enter(actor)
    for query in ("first=yesterday", "kind=heard", "after=2026-01-01", "hand=third"):
        assert client.get(f"/discovery/feedback/?{query}").status_code == 422
    assert read_place({"after": "2026-01-01.12"}) is not None


def test_another_workspace_sees_nothing_of_it(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, many(3))
    stranger = make_workspace("Theirs", owner="Eve")
    assert queries.list_page(stranger.workspace, Filters()).rows == ()
    assert b"export number" not in enter(stranger).get("/discovery/feedback/feedback.csv").getvalue()


def read_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    body = client.get(f"/discovery/feedback/feedback.csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_an_export_is_masked_and_harmless(actor: Actor, tmp_path: Path):
    rows = [
        '2026-03-01,Acme,,Large,mail,"=HYPERLINK(""http://x.example"") the export hangs"',
        "2026-03-02,@cmd,,+1,-2,Ask jo@example.com or +44 20 7946 0958",
        "2026-03-03,Birch,,,,Open \u202egpj.exe\u200b please",
    ]
    bring(actor, tmp_path, rows)
    third, second, first = read_csv(enter(actor))
    assert first["text"].startswith("'=HYPERLINK")
    assert (second["text"], second["account"], second["segment"], second["channel"]) == (
        "Ask [mail] or [phone]", "'@cmd", "'+1", "'-2",
    )  # fmt: skip
    assert third["text"] == "Open ⟨U+202E⟩gpj.exe⟨U+200B⟩ please"
    assert len(read_csv(enter(actor), "?segment=Large")) == 1


def test_an_export_holds_the_question_where_it_stands_and_every_attribute(actor: Actor, tmp_path: Path):
    head = "date,account,question,industry,=team,language,text"
    rows = ["2026-03-01,Acme,What hangs?,Retail,=1+1,English,The export hangs", "2026-03-02,Birch,,,,,It is slow"]
    bring(actor, tmp_path, rows, head=head)
    row = EvidenceRow.objects.get(text="The export hangs")
    for title in ("Exports hang", "=Exports"):
        opportunity = opportunities.create_opportunity(actor, title=title)
        marking.add_mark(actor, opportunity=opportunity.key, evidence=row.key)
    second, first = read_csv(enter(actor))
    assert (first["question"], first["industry"], first["'=team"]) == ("What hangs?", "Retail", "'=1+1")
    assert first["opportunities"] == "Exports hang; =Exports"
    assert first["language (attribute)"] == "English"
    assert (second["question"], second["industry"], second["opportunities"]) == ("", "", "")


def test_an_attribute_is_masked_like_the_words(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,call jo@example.com,It hangs"], head="date,account,remark,text")
    assert read_csv(enter(actor))[0]["remark"] == "call [mail]"


def test_an_export_asks_no_more_of_the_database_for_more_items(
    actor: Actor, tmp_path: Path, django_assert_max_num_queries
):
    bring(actor, tmp_path, many(400))
    with django_assert_max_num_queries(8):
        assert len(list(write_csv(actor.workspace, Filters()))) == 401


def test_with_pseudonyms_no_customer_leaves_under_a_name(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme Corp,Bo Lund,,,Here at Acme Corp Bo Lund cannot export"])
    actor.workspace.pseudonyms = True
    actor.workspace.save()
    (line,) = read_csv(enter(actor))
    assert "Acme" not in str(line)
    assert "Bo Lund" not in str(line)
    assert line["text"] == f"Here at {line['account']} {line['person']} cannot export"
    assert read_csv(enter(actor))[0] == line


def test_one_written_by_hand_is_read_like_any_other(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,,Large,,The export hangs"])
    row = services.add_item(actor, text=" It hangs on Mondays ", account="Acme", day=date(2026, 3, 9), channel="call")
    corpus = discovery.load_corpus(actor.workspace)
    piece = corpus.by_id[row.key]
    assert (piece.text, piece.account, piece.row) == ("It hangs on Mondays", "Acme", 1)
    assert corpus.files[-1].records == 1
    assert row.customer_account is not None
    assert queries.list_page(actor.workspace, Filters()).rows[0].key == row.key
    assert discovery.get_evidence(actor.workspace, row.key) == piece


def test_undoing_one_takes_only_that_one_away(actor: Actor):
    first = services.add_item(actor, text="It hangs", account="Acme")
    change = find_last_change(actor)
    services.add_item(actor, text="It still hangs", account="Acme")
    undo_change(actor, change_id=change.pk)
    third = services.add_item(actor, text="It hangs no more", account="Acme")
    texts = [piece.text for piece in discovery.load_corpus(actor.workspace).evidence]
    assert texts == ["It still hangs", "It hangs no more"]
    assert third.key != first.key
    assert SourceFile.objects.get(format="hand").records == 2


def test_what_nobody_said_counts_for_nobody_and_is_never_quoted(actor: Actor):
    row = services.add_item(actor, text="Three of five gave up here", account="Acme", kind=EvidenceKind.OBSERVED)
    piece = discovery.get_evidence(actor.workspace, row.key)
    assert (row.customer_account, row.account, piece.customer) == (None, None, None)
    assert not piece.quotable
    assert piece.attributes["about"] == "Acme"


def test_words_passed_on_are_second_hand_by_the_same_rule_as_an_import(actor: Actor):
    assert services.add_item(actor, text="A prospect told us the price is high").relayed_by
    assert services.add_item(actor, text="Too dear", relayed_by="Sam").relayed_by == "Sam"
    assert services.add_item(actor, text="I find it too dear").relayed_by is None


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1_000_001])
def test_nothing_and_far_too_much_are_refused(actor: Actor, text: str):
    with pytest.raises(NothingSaid):
        services.add_item(actor, text=text)
    assert not EvidenceRow.objects.exists()


def test_the_form_keeps_it_and_offers_undo(actor: Actor):
    client = enter(actor)
    sent = {
        "text": "It hangs",
        "customer": "Bo",
        "unit": "person",
        "day": "2026-03-09",
        "channel": "call",
        "kind": "said",
    }
    response = client.post("/discovery/feedback/add", sent, follow=True)
    assert "It hangs" in response.content.decode()
    assert "data-undo" in response.content.decode()
    row = EvidenceRow.objects.get()
    assert (row.person, row.account, row.channel) == ("Bo", None, "call")
    fragment = client.post("/discovery/feedback/add", sent, headers={"HX-Request": "true"})
    assert "/discovery/feedback/?changed=" in fragment["HX-Redirect"]


def test_a_known_person_brings_their_account(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,Bo,Large,,The export hangs"])
    enter(actor).post("/discovery/feedback/add", {"text": "Again", "customer": "bo", "unit": "account"})
    row = EvidenceRow.objects.get(text="Again")
    assert (row.person, row.account) == ("Bo", "Acme")
    assert EvidenceRow.objects.values("customer_person").distinct().count() == 1


def test_similar_items_are_shown_while_typing(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,,Large,,The invoice export hangs", "2026-03-02,Acme,,Large,,Too dear"])
    body = enter(actor).get("/discovery/feedback/similar", {"text": "invoice exp"}).content.decode()
    assert "The invoice export hangs" in body
    assert "Too dear" not in body


def test_customers_are_suggested_with_their_unit(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme,Acton Lee,Large,,The export hangs"])
    body = enter(actor).get("/discovery/feedback/customers", {"customer": "ac"}).content.decode()
    assert '<option value="Acme">account</option>' in body
    assert '<option value="Acton Lee">person at Acme</option>' in body


def test_an_empty_workspace_is_taught(actor: Actor):
    assert "No feedback has arrived yet." in enter(actor).get("/discovery/feedback/").content.decode()


def test_what_was_observed_is_shown_as_such_and_not_as_a_quote(actor: Actor):
    row = services.add_item(actor, text="Three of five gave up here", account="Acme", kind=EvidenceKind.OBSERVED)
    body = enter(actor).get(f"/discovery/evidence/{row.key}").content.decode()
    assert "Observed" in body
    assert "nobody said it, so it is never quoted" in body
    assert "Nobody named" not in body


def test_languages_the_model_does_not_know_are_said_with_their_count(actor: Actor, tmp_path: Path):
    rows = [
        "2026-03-01,,Bo,,,Der Bericht ist leer und niemand weiß warum",
        "2026-03-02,,Cy,,,Le rapport est vide et personne ne sait pourquoi",
        "2026-03-03,,Di,,,The report is empty and nobody knows why",
    ]
    bring(actor, tmp_path, rows)
    assert tell_foreign(queries.count_foreign(actor.workspace)) == "2 items in German and French"
    assert tell_foreign({}) == ""
    assert tell_foreign({"German": 4, "French": 2, "Dutch": 1, "Polish": 1}) == (
        "8 items in German, French and 2 other languages"
    )


def test_an_owner_chooses_pseudonyms_and_an_editor_does_not(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, ["2026-03-01,Acme Corp,,,,It hangs"])
    editor = Actor(actor.workspace, add_member(actor, name="Ed", role=MemberRole.EDITOR))
    assert enter(editor).post("/discovery/feedback/pseudonyms", {"wanted": "yes"}).status_code == 403
    assert read_csv(enter(actor))[0]["account"] == "Acme Corp"
    enter(actor).post("/discovery/feedback/pseudonyms", {"wanted": "yes"})
    assert read_csv(enter(actor))[0]["account"].startswith("Account ")


def test_a_common_word_leaves_no_item_out(actor: Actor, tmp_path: Path):
    bring(actor, tmp_path, many(2100))
    other = make_workspace("Theirs", owner="Eve")
    bring(other, tmp_path, many(60))
    assert queries.list_page(actor.workspace, Filters(words="export hang")).total == 2100
    assert queries.list_page(other.workspace, Filters(words="exp")).total == 60
    assert queries.list_page(actor.workspace, Filters(words="import")).total == 0
    assert queries.list_page(actor.workspace, Filters(words="!?")).total == 0
