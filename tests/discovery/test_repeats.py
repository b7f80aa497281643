"""What was said once and kept twice is proposed, and counted once without losing a customer or a segment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.kernel.errors import NotFound
from throughline.core.services import find_last_change, issue_link, make_workspace, undo_change
from throughline.discovery import queries as discovery
from throughline.discovery.feedback import queries, repeats
from throughline.discovery.feedback.filters import Filters
from throughline.discovery.models import Duplicate, EvidenceRow, HeardCount
from throughline.discovery.rules.differing import mark_differing
from throughline.discovery.rules.repeats import Said, find_repeats
from throughline.discovery.services import import_file

LONG = "Every Monday the export of all our invoices stops in the middle and we have to send them by hand"


def said(*texts: tuple[str, str]) -> list[Said]:
    return [Said(number, text, customer) for number, (text, customer) in enumerate(texts)]


def pairs(pieces: list[Said]) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in find_repeats(pieces)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The export hangs on Mondays", "the export hangs, on Mondays!"),
        (LONG, f"{LONG}, please help"),
        (LONG, LONG.replace("all our invoices", "our invoices")),
    ],
)
def test_one_customer_saying_the_same_is_proposed(one: str, other: str):
    assert pairs(said((one, "a"), (other, "a"))) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Great product", "a"), ("Great product", "b")),
        (("The export hangs on Mondays", "a"), ("The export hangs on Mondays", "b")),
        (("Great product", "a"), ("Great product", "a")),
        (("The export stops at row 50,000 for us", "a"), ("The export stops at row 84,000 for us", "a")),
        (("The export works again for us now", "a"), ("The export never works again for us now", "a")),
        ((LONG, "a"), ("Our reports are blank and nobody answers when we ask about them in the chat", "a")),
        ((LONG, "a"), (LONG.replace("invoices", "orders and customers of last year"), "b")),
    ],
)
def test_what_may_well_be_two_is_not_proposed(one: tuple[str, str], other: tuple[str, str]):
    assert pairs(said(one, other)) == []


def test_a_long_text_word_for_word_is_proposed_whoever_it_is_by_but_a_form_letter_is_not():
    assert pairs(said((LONG, "a"), (LONG, "b"))) == [(0, 1)]
    assert pairs(said(*((LONG, str(number)) for number in range(9)))) == []


def test_saying_it_again_after_months_is_saying_it_twice():
    first, later = date(2026, 1, 5), date(2026, 6, 5)
    pieces = [Said(0, LONG, "a", day=first), Said(1, LONG, "a", day=later), Said(2, LONG, "a", day=later)]
    assert pairs(pieces) == [(1, 2)]


def test_one_ticket_that_arrived_by_two_ways_is_proposed():
    pieces = [Said(0, LONG, "a", "T-12"), Said(1, f"{LONG} (fwd)", "b", "T-12"), Said(2, "It is slow", "c", "T-12")]
    assert pairs(pieces) == [(0, 1)]


def test_the_words_only_one_has_are_marked():
    one, other = mark_differing("The export hangs today", "The import hangs")
    assert [part.text for part in one if part.marked] == ["export", "today"]
    assert [part.text for part in other if part.marked] == ["import"]
    assert "".join(part.text for part in one) == "The export hangs today"


@pytest.fixture
def actor(tmp_path: Path, settings, db) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = make_workspace("Ours", owner="Ada")
    table = tmp_path / "feedback.csv"
    rows = [f"2026-03-0{n},{who},{where},{LONG}" for n, who, where in ((1, "Acme", "Large"), (2, "Birch", "Small"))]
    table.write_text("\n".join(["date,account,segment,text", *rows, "2026-03-03,Acme,Large,Something else entirely"]))
    import_file(owner, path=table)
    repeats.propose_repeats(owner)
    return owner


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def count_heard(actor: Actor) -> tuple[int, int, set[str]]:
    rows = HeardCount.objects.filter(workspace=actor.workspace, month="")
    row = rows.get(everyone=True)
    return row.items, row.accounts, {one.segment for one in rows if one.accounts and not one.everyone}


def test_merged_they_are_one_item_of_two_customers_and_two_segments(actor: Actor):
    assert count_heard(actor) == (3, 2, {"Large", "Small"})
    repeats.accept_repeat(actor, repeat_id=Duplicate.objects.get().pk)
    assert count_heard(actor) == (2, 2, {"Large", "Small"})
    page = queries.list_page(actor.workspace, Filters())
    assert (page.total, [row.repeats for row in page.rows]) == (2, [0, 1])
    assert queries.list_page(actor.workspace, Filters(repeats=True)).total == 1
    assert queries.list_page(actor.workspace, Filters(same=page.rows[1].key)).total == 2
    assert len([piece for piece in discovery.load_corpus(actor.workspace).evidence if piece.text == LONG]) == 2


def test_undoing_the_merge_gives_two_items_back(actor: Actor):
    repeats.accept_repeat(actor, repeat_id=Duplicate.objects.get().pk)
    change = find_last_change(actor)
    assert change is not None
    undo_change(actor, change_id=change.pk)
    assert count_heard(actor) == (3, 2, {"Large", "Small"})
    assert not EvidenceRow.objects.exclude(duplicate_of="").exists()


def test_what_was_rejected_is_never_proposed_again(actor: Actor):
    repeats.reject_repeat(actor, repeat_id=Duplicate.objects.get().pk)
    assert repeats.propose_repeats(actor) == 0
    assert repeats.count_waiting(actor.workspace) == 0


def test_looking_again_adds_nothing(actor: Actor):
    assert repeats.propose_repeats(actor) == 0
    assert Duplicate.objects.count() == 1


def test_a_pair_is_decided_on_its_page(actor: Actor):
    client, repeat = enter(actor), Duplicate.objects.get()
    body = client.get("/discovery/feedback/repeats").content.decode()
    assert "Acme" in body
    assert "Birch" in body
    assert "by different customers" in body
    response = client.post(f"/discovery/feedback/repeats/{repeat.pk}/accept", headers={"HX-Request": "true"})
    assert "throughline-done" in response["HX-Trigger"]
    assert "No pair waits" in response.content.decode()
    assert client.post(f"/discovery/feedback/repeats/{repeat.pk}/reject").status_code == 404


def test_a_stranger_decides_nothing(actor: Actor):
    with pytest.raises(NotFound):
        repeats.accept_repeat(make_workspace("Theirs", owner="Eve"), repeat_id=Duplicate.objects.get().pk)
