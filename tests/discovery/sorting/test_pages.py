"""The pages of sorting, without a browser: what they show, what each form does, how often they ask the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.discovery.sorting.conftest import Find, find_again, import_items
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_today
from throughline.core.services import add_member, issue_link
from throughline.discovery import services as discovery
from throughline.discovery.contracts import ThemeState
from throughline.discovery.models import Mark, Opportunity, Theme, ThemeDecision
from throughline.discovery.queries import load_corpus
from throughline.discovery.sorting import services as sorting
from throughline.discovery.sorting.queries import list_news, list_themes

pytestmark = pytest.mark.django_db
FIRST, SECOND = (0, 1, 2, 3), (4, 5, 6)


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def read(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def state_of(theme: str) -> str:
    return Theme.objects.get(key=theme).state


def test_accepting_shows_the_next_theme_and_offers_undo(client: Client, find: Find):
    one, two = find([FIRST, SECOND])
    answer = client.post(f"/discovery/themes/{one}/accept", follow=True)
    assert answer.redirect_chain[0][0].startswith(f"/discovery/themes/{two}?changed=")
    assert "Accepted the theme as an opportunity" in answer.content.decode()
    assert Opportunity.objects.get().from_theme == one


def test_the_last_theme_that_is_decided_leaves_an_empty_pile(client: Client, find: Find):
    (one,) = find([FIRST])
    page = client.post(f"/discovery/themes/{one}/dismiss", follow=True).content.decode()
    assert "Everything is sorted." in page
    assert f"Found {one}" in read(client, "/discovery/?state=dismissed")


def test_every_form_does_what_it_says(client: Client, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    client.post(f"/discovery/themes/{one}/rename", {"label": "The export hangs"})
    assert Theme.objects.get(key=one).label == "The export hangs"
    client.post(f"/discovery/themes/{one}/out", {"piece": items[0]})
    client.post(f"/discovery/themes/{one}/move", {"piece": items[1], "into": two})
    assert [Theme.objects.get(key=key).items for key in (one, two)] == [2, 4]
    client.post(f"/discovery/themes/{two}/split", {"piece": items[4:6], "label": "Two of them"})
    assert Theme.objects.get(label="Two of them").items == 2
    client.post(f"/discovery/themes/{one}/merge", {"into": two})
    assert client.get(f"/discovery/themes/{one}")["Location"] == f"/discovery/themes/{two}"
    client.post(f"/discovery/themes/{two}/dismiss")
    client.post(f"/discovery/themes/{two}/restore")
    assert state_of(two) == ThemeState.PROPOSED


def test_a_theme_is_accepted_into_an_opportunity_that_is_chosen_by_its_title(client: Client, find: Find):
    one, two = find([FIRST, SECOND])
    client.post(f"/discovery/themes/{one}/accept")
    opportunity = Opportunity.objects.get()
    assert opportunity.key in read(client, f"/discovery/themes/{two}/into?q=found")
    assert opportunity.key not in read(client, f"/discovery/themes/{two}/into?q=nothing+of+it")
    client.post(f"/discovery/themes/{two}/into", {"into": opportunity.key})
    assert Mark.objects.filter(opportunity=opportunity).count() == 7


def test_the_chooser_is_narrowed_by_typing(client: Client, find: Find):
    one, two = find([FIRST, SECOND])
    sorting_page = client.get(f"/discovery/themes/{one}/merge?q={two[:8]}", headers={"HX-Target": "choices"})
    assert two in sorting_page.content.decode()
    assert b"<html" not in sorting_page.content
    assert "Nothing is called that" in read(client, f"/discovery/themes/{one}/merge?q=zzz")


def test_every_item_says_why_it_is_here(actor: Actor, client: Client, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)
    page = read(client, f"/discovery/themes/{two}")
    assert "here because Ada put it here" in page
    assert page.count("here because it says") == 3
    sorting.merge_themes(actor, theme=one, into=two)
    assert read(client, f"/discovery/themes/{two}").count(f'from <span dir="auto">“Found {one}”</span>') == 3


def test_who_may_not_write_sees_no_form_of_it(actor: Actor, find: Find):
    (one,) = find([FIRST])
    reader = Client()
    reader.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    page = read(reader, f"/discovery/themes/{one}")
    assert "Accept as opportunity" not in page
    assert reader.post(f"/discovery/themes/{one}/dismiss").status_code == 403


def test_what_customers_wrote_in_a_name_is_text(actor: Actor, client: Client, find: Find):
    (one,) = find([FIRST])
    sorting.rename_theme(actor, theme=one, label="<script>alert(1)</script>")
    page = read(client, f"/discovery/themes/{one}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_was_decided_stays_listed_with_its_counts_whatever_is_found_next(
    actor: Actor, client: Client, find: Find, items: list[str]
):
    one, two, _ = find([FIRST, SECOND, (7, 8)])
    opportunity = sorting.accept_theme(actor, theme=one)
    sorting.dismiss_theme(actor, theme=two)
    ThemeDecision.objects.update(holds=[])
    find([range(12)])
    assert [Theme.objects.get(key=key).items for key in (one, two)] == [0, 0]
    accepted = read(client, "/discovery/?state=accepted")
    assert f"Found {one}" in accepted
    assert "4 accounts" in accepted
    assert opportunity.key in accepted
    assert f"Found {two}" in read(client, "/discovery/?state=dismissed")
    assert read(client, f"/discovery/themes/{two}").count("Nothing stands in it any more") == 1


def test_the_pile_begins_with_most_customers_and_says_so(actor: Actor, client: Client, tmp_path: Path):
    table = tmp_path / "loud.csv"
    rows = [f"2026-03-0{1 + n % 9},{'Loud' if n < 6 else f'Quiet {n}'},It hangs at row {n}" for n in range(9)]
    table.write_text("date,account,comment\n" + "\n".join(rows), encoding="utf-8")
    discovery.import_file(actor, path=table)
    loud, quiet = find_again(actor, [piece.id for piece in load_corpus(actor.workspace)], [range(6), range(6, 9)])
    assert [row.key for row in list_themes(actor.workspace, ThemeState.PROPOSED)] == [quiet, loud]
    page = read(client, f"/discovery/themes/{quiet}")
    assert "2 themes, most customers first. Everything heard: 4 accounts in 9 items" in page
    assert f'rel="next" data-key="l" href="/discovery/themes/{loud}"' in page


def test_items_that_came_since_are_said_and_lead_to_finding_again(
    actor: Actor, client: Client, find: Find, tmp_path: Path
):
    find([FIRST])
    assert "Nothing came since themes were found" in read(client, "/discovery/")
    assert "Find again" in read(client, "/discovery/")
    import_items(actor, tmp_path, range(12, 15))
    assert "3 items came since themes were found" in read(client, "/discovery/")


def test_what_is_not_sorted_is_moved_to_a_theme_or_becomes_one(
    actor: Actor, client: Client, find: Find, items: list[str]
):
    (one,) = find([FIRST])
    page = read(client, "/discovery/unsorted")
    assert f"/discovery/unsorted/move?from=0&amp;piece={items[4]}" in page
    assert one in read(client, f"/discovery/unsorted/move?piece={items[4]}")
    client.post("/discovery/unsorted/move", {"piece": items[4], "into": one})
    assert Theme.objects.get(key=one).items == 5
    assert "A name for the theme made of 2 ticked items" in read(
        client, f"/discovery/unsorted/theme?piece={items[5]}&piece={items[6]}"
    )
    answer = client.post(
        "/discovery/unsorted/theme", {"piece": items[5:7], "label": "By hand"}, headers={"HX-Request": "true"}
    )
    assert "5 items fit no theme" in answer.content.decode()
    find([range(12)])
    assert (Theme.objects.get(label="By hand").items, Theme.objects.get(key=one).state) == (2, "proposed")
    assert "Tick the items" in read(client, "/discovery/unsorted/theme")


def test_the_search_box_leads_to_the_themes(client: Client):
    assert "Discovery: To sort (" in read(client, "/search?q=themes&brief=1").replace("<mark>", "").replace(
        "</mark>", ""
    )


def test_news_of_the_last_run_is_told_since_a_day(actor: Actor, find: Find, tmp_path: Path):
    one, other = find([(0, 1), range(2, 12)])
    assert list_news(actor.workspace, utc_today()) == []
    ids = import_items(actor, tmp_path, range(12, 17))
    *_, new = find_again(actor, ids, [(0, 1, 12, 13, 14), range(2, 12), (15, 16)])
    assert [(news.theme, news.news.kind) for news in list_news(actor.workspace, utc_today())] == [
        (one, "growing"),
        (new, "new"),
    ]
    assert list_news(actor.workspace, utc_today() + timedelta(days=1)) == []
    assert other not in {news.theme for news in list_news(actor.workspace, utc_today())}


def test_pages_ask_as_often_for_many_themes_and_items_as_for_few(actor: Actor, client: Client, tmp_path: Path):
    paths = ["/discovery/", "/discovery/unsorted", "/discovery/themes/{}", "/discovery/themes/{}/merge"]
    asked: list[Sequence[int]] = []
    for count in (8, 90):
        ids = import_items(actor, tmp_path, range(count))
        groups = [range(count // 2), *([n] for n in range(count // 2, count - 2))]
        key = find_again(actor, ids, groups)[0]
        asked.append([count_queries(client, path.format(key)) for path in paths])
    assert asked[0] == asked[1]
    assert max(asked[1]) <= 30
