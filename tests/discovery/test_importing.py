"""A file becomes visible whole or not at all, importing it again adds nothing, and nothing that was said is lost."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import CaptureQueriesContext

from throughline.core import services as core
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError, Forbidden
from throughline.discovery import importing, pipeline, queries, services
from throughline.discovery.models import Account, BatchState, EvidenceRow, RejectedRow, SourceFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return core.make_workspace("Ours", owner="Ada")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "feedback.csv"
    path.write_text(
        "date,account,person,text\n"
        '2026-03-04,Acme,Bo,"The export hangs, every ""Monday"""\n'
        "2026-03-05,Birch,Cy,It works for us\n"
        "2026-03-05,Birch,Cy,It works for us\n"
    )
    return path


def test_a_workspace_gives_back_the_corpus_that_reading_the_file_gives(actor: Actor, table: Path):
    services.import_file(actor, path=table)
    stored, read = queries.load_corpus(actor.workspace), pipeline.read_files([table])
    assert stored.evidence == read.evidence
    assert stored.files[0].columns == read.files[0].columns
    assert stored.files[0].records == 3


def test_two_customers_may_say_the_same(actor: Actor, table: Path):
    assert services.import_file(actor, path=table).added == 3


def test_importing_again_adds_nothing(actor: Actor, table: Path):
    services.import_file(actor, path=table)
    before = queries.load_corpus(actor.workspace)
    again = services.import_file(actor, path=table)
    assert (again.added, again.known) == (0, 3)
    assert queries.load_corpus(actor.workspace) == before


def test_what_could_not_be_read_is_said_again_when_the_file_comes_again(actor: Actor, table: Path):
    with table.open("a") as file:
        file.write("2026-03-09,Cedar,Di,\n2026-03-10,Cedar,Di,A byte\0 of nothing\n")
    first = services.import_file(actor, path=table)
    again = services.import_file(actor, path=table)
    assert again.rejected == first.rejected
    assert len(first.rejected) == 2


def test_a_file_that_another_imports_meanwhile_is_kept_once(actor: Actor, table: Path):
    report = services.import_file(actor, path=table, progress=lambda *_: services.import_file(actor, path=table))
    assert (report.added, report.known) == (0, 3)
    assert len(queries.load_corpus(actor.workspace).evidence) == 3
    assert SourceFile.objects.count() == 1


def test_a_grown_file_adds_only_its_new_rows(actor: Actor, table: Path):
    services.import_file(actor, path=table)
    with table.open("a") as file:
        file.write("2026-03-09,Cedar,Di,A new row\n")
    grown = services.import_file(actor, path=table)
    assert (grown.added, grown.known) == (1, 3)
    texts = [piece.text for piece in queries.load_corpus(actor.workspace)]
    assert texts.count("It works for us") == 2
    assert texts[-1] == "A new row"


def test_the_original_bytes_are_kept_and_the_offsets_point_into_them(actor: Actor, table: Path, settings):
    services.import_file(actor, path=table)
    file = SourceFile.objects.get()
    kept = Path(settings.MEDIA_ROOT) / file.stored
    assert kept.read_bytes() == table.read_bytes()
    piece = queries.load_corpus(actor.workspace).evidence[0]
    assert kept.read_text()[piece.start : piece.end] == piece.text.replace('"', '""')


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 50, b"text\n"])
def test_an_unusable_file_is_said_in_one_sentence_and_nothing_is_stored(content: bytes, actor: Actor, tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(AppError, match=r"^\S*bad\.csv: [^\n]+; [^\n]+\.$"):
        services.import_file(actor, path=path)
    assert SourceFile.objects.count() == EvidenceRow.objects.count() == 0


def test_an_import_that_breaks_half_way_leaves_nothing(actor: Actor, table: Path, monkeypatch):
    def break_down(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(importing.shutil, "copyfile", break_down)
    with pytest.raises(OSError, match="disk full"):
        services.import_file(actor, path=table)
    assert SourceFile.objects.count() == EvidenceRow.objects.count() == 0


def make_unfinished(actor: Actor, *, lease: timedelta) -> SourceFile:
    file = SourceFile.objects.create(
        workspace=actor.workspace,
        name="half.csv",
        sha256="0",
        size=1,
        format="csv",
        encoding="utf-8",
        kind="feedback",
        lease=utc_now() + lease,
    )
    EvidenceRow.objects.create(
        workspace=file.workspace, file=file, key="ev-1", position=0, row=1, text="half", start=0, end=4, kind="said"
    )
    return file


def test_what_is_pending_is_never_read(actor: Actor):
    make_unfinished(actor, lease=timedelta(seconds=30))
    assert queries.load_corpus(actor.workspace).evidence == ()
    assert queries.list_files(actor.workspace) == []


def test_an_import_whose_process_died_is_taken_away_at_the_next_start(actor: Actor):
    make_unfinished(actor, lease=timedelta(seconds=-1))
    assert services.remove_unfinished(actor.workspace) == 1
    assert EvidenceRow.objects.count() == 0


def test_an_import_that_is_still_alive_is_left_alone(actor: Actor):
    file = make_unfinished(actor, lease=timedelta(seconds=30))
    assert services.remove_unfinished(actor.workspace) == 0
    assert SourceFile.objects.get() == file


def test_undoing_an_import_hides_it_and_importing_again_brings_it_back(actor: Actor, table: Path):
    services.import_file(actor, path=table)
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert queries.load_corpus(actor.workspace).evidence == ()
    services.import_file(actor, path=table)
    assert len(queries.load_corpus(actor.workspace).evidence) == 3


def test_a_withdrawn_file_is_kept_but_not_read(actor: Actor, table: Path):
    services.import_file(actor, path=table)
    services.withdraw_file(actor, file_id=SourceFile.objects.get().pk)
    assert queries.load_corpus(actor.workspace).evidence == ()
    assert SourceFile.objects.get().state == BatchState.WITHDRAWN


def test_correcting_a_speaker_changes_who_asks_and_no_word(actor: Actor, tmp_path: Path):
    talk = tmp_path / "call.json"
    talk.write_text('{"segments":[{"speaker":"Ada","text":"It broke again."},{"speaker":"Bo","text":"It never did."}]}')
    services.import_file(actor, path=talk)
    before = [piece.text for piece in queries.load_corpus(actor.workspace)]
    file = SourceFile.objects.get()
    services.correct_speaker(actor, file_id=file.pk, speaker="Bo", interviewer=True)
    after = queries.load_corpus(actor.workspace)
    assert [piece.text for piece in after] == before
    assert [piece.interviewer for piece in after if piece.person == "Bo"] == [True]
    assert {voice.name: voice.reason for voice in after.files[0].speakers}["Bo"] == "Ada said so"


def test_the_customer_table_says_how_many_accounts_each_segment_has(actor: Actor, table: Path, tmp_path: Path):
    customers = tmp_path / "customers.csv"
    customers.write_text("account,segment,plan\nAcme,Large,Pro\nBirch,Small,Free\nCedar,Small,Free\n")
    services.import_customers(actor, path=customers)
    services.import_file(actor, path=table)
    corpus = queries.load_corpus(actor.workspace)
    assert dict(corpus.base) == {"Large": 1, "Small": 2}
    assert [piece.segment for piece in corpus] == ["Large", "Small", "Small"]
    assert services.import_customers(actor, path=customers) == 0


def test_a_viewer_cannot_import(actor: Actor, table: Path):
    viewer = Actor(actor.workspace, core.add_member(actor, name="Vi", role=MemberRole.VIEWER))
    with pytest.raises(Forbidden):
        services.import_file(viewer, path=table)
    assert SourceFile.objects.count() == 0


def test_the_number_of_queries_for_a_corpus_does_not_grow_with_it(actor: Actor, tmp_path: Path, connection):
    def count(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text("text\n" + "".join(f"Item number {n} of {rows} is here\n" for n in range(rows)))
        services.import_file(actor, path=path)
        with CaptureQueriesContext(connection) as captured:
            queries.load_corpus(actor.workspace)
        return len(captured)

    assert count(5) == count(500)


@pytest.fixture
def connection():
    from django.db import connection

    return connection


def test_words_that_no_database_can_keep_are_refused_or_shown_as_damaged(actor: Actor, tmp_path: Path):
    long = "Acme " * 60
    rows = [
        {"text": "It hangs every Monday", "account": "Ac\ud83dme", "note\ud83d": "half \udc00"},
        {"text": "It hangs \ud83d again", "account": "Acme"},
        {"text": "It \x00 hangs", "account": "Acme"},
        {"text": "It hangs at night", "account": long},
    ]
    path = tmp_path / "feedback.json"
    path.write_text(json.dumps(rows))
    roles = {"account": "account"}
    report = services.import_file(actor, path=path, mapping=roles)
    stored, read = queries.load_corpus(actor.workspace), pipeline.read_files([path], mapping=roles)
    assert (stored.evidence, stored.files[0].rejected) == (read.evidence, read.files[0].rejected)
    assert [piece.text for piece in stored.evidence] == [
        "It hangs every Monday",
        "It hangs \ufffd again",
        "It hangs at night",
    ]
    assert [piece.account for piece in stored.evidence] == ["Ac\ufffdme", "Acme", long[:254].rstrip() + "…"]
    assert [record.reason for record in report.rejected] == ["it holds a NUL byte"]
    assert ["\x00" in row.raw for row in RejectedRow.objects.all()] == [False]


def test_a_table_of_customers_keeps_names_that_fit(actor: Actor, tmp_path: Path):
    path = tmp_path / "customers.json"
    path.write_text(json.dumps([{"account": "A" * 300, "segment": "Lar\udc00ge"}, {"account": "Birch", "segment": ""}]))
    assert services.import_customers(actor, path=path) == 2
    names = {account.name: account.segment for account in Account.objects.all()}
    assert names == {"A" * 254 + "…": "Lar\ufffdge", "Birch": ""}
