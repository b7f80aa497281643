"""One search over everything heard, by words and by meaning."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from throughline.core import services as core
from throughline.core.contracts import Actor
from throughline.core.line.registry import registry
from throughline.discovery import services
from throughline.discovery.finding.blocks import compare_rows, find_nearest, pack_block, unpack_block
from throughline.discovery.finding.indexing import make_index
from throughline.discovery.finding.learning import learn_meanings
from throughline.discovery.finding.queries import find_words, search_evidence
from throughline.discovery.models import EvidenceRow, VectorBlock

FEEDBACK = """account,comment
Acme,The export hangs at eighty thousand rows
Birch,Exporting to a spreadsheet never finishes
Cedar,"My bill is wrong, you charged me twice"
Dune,The tracking page is lovely
"""
CALL = """{"title":"Call with Elm","segments":[
{"speaker":"Host","text":"What about the invoice export?"},
{"speaker":"Bo","text":"We were charged two times for the same parcel."}]}"""


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = core.make_workspace("Ours", owner="Ada")
    bring(owner, tmp_path / "feedback.csv", FEEDBACK)
    bring(owner, tmp_path / "call.json", CALL)
    return owner


def bring(actor: Actor, path: Path, text: str) -> None:
    path.write_text(text)
    services.import_file(actor, path=path)


def ask(actor: Actor, query: str, **given: object) -> list[str]:
    return [one.row.text for one in search_evidence(actor.workspace, query, limit=10, **given)]


def test_any_form_of_a_word_is_found(actor: Actor):
    assert set(ask(actor, "exports")) >= {
        "The export hangs at eighty thousand rows",
        "Exporting to a spreadsheet never finishes",
    }


def test_what_has_every_word_comes_first(actor: Actor):
    assert ask(actor, "export rows")[0] == "The export hangs at eighty thousand rows"


def test_the_last_word_may_still_be_in_the_typing(actor: Actor):
    assert ask(actor, "spreadsh") == []
    assert ask(actor, "spreadsh", begun=True) == ["Exporting to a spreadsheet never finishes"]


def test_meaning_finds_what_shares_no_word(actor: Actor):
    assert ask(actor, "duplicate payment") == []
    learn_meanings(actor.workspace)
    assert "My bill is wrong, you charged me twice" in ask(actor, "duplicate payment")


def test_each_answer_says_why(actor: Actor):
    learn_meanings(actor.workspace)
    whys = {one.row.text: one.why for one in search_evidence(actor.workspace, "charged twice", limit=5)}
    assert whys["My bill is wrong, you charged me twice"].startswith("shares “charged”, “twice”")
    assert "similar in meaning" in whys["We were charged two times for the same parcel."]


def test_learning_again_learns_nothing_and_new_pieces_are_added(actor: Actor, tmp_path: Path):
    assert learn_meanings(actor.workspace) == 6
    assert learn_meanings(actor.workspace) == 0
    bring(actor, tmp_path / "more.csv", "account,comment\nFern,The dock calendar is empty\n")
    assert learn_meanings(actor.workspace) == 1
    assert VectorBlock.objects.get().count == 7
    assert ask(actor, "no appointments on the schedule")[0] == "The dock calendar is empty"


def test_nobody_finds_what_is_not_theirs(actor: Actor):
    learn_meanings(actor.workspace)
    stranger = core.make_workspace("Elsewhere", owner="Eve")
    assert ask(stranger, "export") == []


def test_a_withdrawn_file_is_not_found(actor: Actor):
    learn_meanings(actor.workspace)
    services.withdraw_file(actor, file_id=EvidenceRow.objects.get(account="Acme").file_id)
    assert all("export" not in text.casefold() or "invoice" in text for text in ask(actor, "export"))


def test_a_filter_holds_every_word(actor: Actor):
    assert {row.account for row in find_words(actor.workspace, "export rows")} == {"Acme"}
    assert find_words(actor.workspace, "the").count() > 0


def test_the_interviewers_words_are_no_evidence_and_lead_to_the_conversation(actor: Actor):
    assert [stop.excerpt for stop in registry.searches["evidence"](actor.workspace, "invoice", 5)] == []
    (stop,) = registry.searches["conversation"](actor.workspace, "invoice", 5)
    assert (stop.title, stop.why) == ("Call with Elm", "1 turn; shares “invoice”")


@pytest.mark.parametrize(
    "query", ['"', "'; DROP TABLE x; --", "a OR", "NEAR(", "*", "ex:port", "\x00", "&|!", "()", "-"]
)
def test_no_query_is_more_than_words(actor: Actor, query: str):
    assert isinstance(ask(actor, query, begun=True), list)


def test_an_index_that_lost_its_triggers_is_mended(actor: Actor, tmp_path: Path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the words in a column of the table itself")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER discovery_words_in")
    bring(actor, tmp_path / "late.csv", "account,comment\nGale,The webhook is silent\n")
    assert ask(actor, "webhook") == []
    make_index()
    assert ask(actor, "silent webhook") == ["The webhook is silent"]


@given(arrays.arrays(np.float32, (5, 8), elements=st.floats(-1, 1, width=32)))
def test_packed_vectors_rank_as_the_whole_ones(rows: np.ndarray):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units = np.where(lengths > 1e-3, rows / np.maximum(lengths, 1e-3), 0).astype(np.float32)
    block = unpack_block(*pack_block(np.arange(5), units))
    assert np.abs(compare_rows(block.vectors, units[0]) - units @ units[0]).max() < 0.03


def test_the_signs_choose_the_candidates_and_the_rows_decide():
    dice = np.random.default_rng(5)
    rows = dice.normal(size=(9000, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    blocks = [unpack_block(*pack_block(np.arange(n, n + 3000), rows[n : n + 3000])) for n in (0, 3000, 6000)]
    asked = rows[4321] + 0.05 * dice.normal(size=384).astype(np.float32)
    asked /= np.linalg.norm(asked)
    found = find_nearest(blocks, asked, limit=50)
    whole = np.argsort(-(rows @ asked))[:50]
    assert found[0][0] == 4321
    assert len({row for row, _ in found} & set(whole.tolist())) >= 45
