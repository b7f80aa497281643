"""A job's page as a member asks for it: how far, what came of it, what to do; and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from throughline.core.contracts import Actor, JobState, MemberRole
from throughline.core.jobs.services import cancel_job, start_job
from throughline.core.jobs.worker import Worker
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Job
from throughline.core.services import add_member, issue_link, make_workspace
from throughline.discovery import jobs
from throughline.discovery.models import EvidenceRow, ThemeRun

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ROWS = "date,account,text\n" + "\n".join(
    f"2026-03-0{n % 9 + 1},Company {n % 5},The export of {n} rows hangs" for n in range(20)
)


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    return enter(actor)


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def start_import(client: Client, rows: str = ROWS) -> str:
    """The address of the job that importing these rows started."""
    place = client.post("/mine", {"rows": rows})["Location"]
    return client.post(f"{place}/import")["Location"]


def read(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def run_for(actor: Actor, **values: object) -> Job:
    """A job as its row stands while a worker has it."""
    job = start_job(actor, name="find themes", title="Finding themes", leads_to="/discovery/")
    running = {"state": JobState.RUNNING, "attempts": 1, "lease": utc_now() + timedelta(minutes=1), **values}
    Job.objects.filter(pk=job.pk).update(**running)
    return Job.objects.get(pk=job.pk)


def test_an_import_lands_on_its_job_and_leads_on_to_the_themes(client, actor, run_jobs, tmp_path):
    path = start_import(client)
    assert re.fullmatch(r"/jobs/\d+", path)
    page = read(client, path)
    assert "Importing pasted.csv" in page
    assert "Waiting for its turn" in page
    run_jobs()
    answer = client.get(path, headers=HTMX)
    assert answer["HX-Redirect"] == "/discovery/"
    page = read(client, path)
    assert "pasted.csv: 20 pieces of evidence." in page
    assert 'href="/discovery/"' in page
    assert "every 1s" not in page
    assert EvidenceRow.objects.count() == 20
    assert list((tmp_path / "uploads").glob("*")) == []


def test_an_import_that_fails_keeps_the_files_and_can_be_tried_again(client, actor, run_jobs, tmp_path):
    path = start_import(client)
    upload = next((tmp_path / "uploads").glob("*/001-*"))
    aside = upload.rename(tmp_path / "aside")
    run_jobs()
    page = read(client, path)
    assert "pasted.csv: this upload is no longer here; drop the file again." in page
    aside.rename(upload)
    again = client.post(f"{path}/again")["Location"]
    assert again != path
    run_jobs()
    assert EvidenceRow.objects.count() == 20


def test_a_button_pressed_twice_does_its_work_once(client, actor, run_jobs):
    place = client.post("/mine", {"rows": ROWS})["Location"]
    assert client.post(f"{place}/import")["Location"] == client.post(f"{place}/import")["Location"]
    run_jobs()
    assert (Job.objects.count(), EvidenceRow.objects.count()) == (1, 20)


def test_a_cancelled_import_keeps_nothing_half_done(client, actor, run_jobs):
    path = start_import(client)
    assert client.post(f"{path}/cancel")["Location"] == path
    run_jobs()
    assert "Cancelled; nothing was kept." in read(client, path)
    assert EvidenceRow.objects.count() == 0


def test_an_import_that_is_cancelled_while_it_reads_is_taken_away_again(client, actor, run_jobs, monkeypatch):
    from throughline.discovery import importing

    path = start_import(client)
    write = importing._write_chunk

    def write_and_cancel(*args: object, **more: object) -> None:
        write(*args, **more)
        cancel_job(actor, job_id=Job.objects.get().pk)
        Job.objects.update(step="")

    monkeypatch.setattr(importing, "CHUNK", 5)
    monkeypatch.setattr(importing, "_write_chunk", write_and_cancel)
    monkeypatch.setattr("throughline.core.jobs.reporting.PAUSE", 0)
    run_jobs()
    assert Job.objects.get().state == JobState.CANCELLED
    assert "Cancelled" in read(client, path)
    assert EvidenceRow.objects.count() == 0


def cancel_while_finding_themes(actor: Actor, run_jobs: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a person does it who presses the button while the second bar runs."""
    find = jobs.find_themes

    def cancel_and_find(*args: object, **more: object) -> object:
        cancel_job(actor, job_id=Job.objects.latest("pk").pk)
        return find(*args, **more)

    monkeypatch.setattr("throughline.core.jobs.reporting.PAUSE", 0)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(jobs, "find_themes", cancel_and_find)
        run_jobs()
    assert Job.objects.latest("pk").state == JobState.CANCELLED


def test_a_cancelled_theme_finding_keeps_the_rows_says_so_and_offers_both_ways(client, actor, run_jobs, monkeypatch):
    path = start_import(client)
    cancel_while_finding_themes(actor, run_jobs, monkeypatch)
    page = read(client, path)
    assert "Finished before that, and kept: pasted.csv. Nothing else was kept." in page
    assert EvidenceRow.objects.filter(visible=True).count() == 20
    assert ("Take the import back" in page, ">Find themes<" in page, "Try again" in page) == (True, True, False)
    taken = client.post(f"{path}/take-back")["Location"]
    assert EvidenceRow.objects.filter(visible=True).count() == 0
    page = read(client, taken)
    assert (f"{path}/take-back" in page, "Import again" in page) == (False, True)
    client.post("/undo")
    assert EvidenceRow.objects.filter(visible=True).count() == 20


def test_what_was_taken_back_can_be_imported_again(client, actor, run_jobs, monkeypatch):
    path = start_import(client)
    cancel_while_finding_themes(actor, run_jobs, monkeypatch)
    client.post(f"{path}/take-back")
    client.post(f"{path}/again")
    run_jobs()
    assert EvidenceRow.objects.filter(visible=True).count() == 20
    assert "themes found" in Job.objects.latest("pk").outcome


def test_the_cancel_button_says_what_it_does_at_that_moment(client, actor):
    files = [{"name": "a.csv", "kind": "feedback", "records": 10003, "unit": "rows"}]
    job = start_job(actor, name="import files", title="Importing a.csv", folder="uploads/x", files=files)
    running = {"state": JobState.RUNNING, "attempts": 1, "lease": utc_now() + timedelta(minutes=1)}
    Job.objects.filter(pk=job.pk).update(**running, step="1 of 2 · Reading a.csv")
    assert "Cancel the import" in read(client, f"/jobs/{job.pk}")
    Job.objects.filter(pk=job.pk).update(step="2 of 2 · Finding themes")
    assert "Stop finding themes; the 10,003 rows stay" in read(client, f"/jobs/{job.pk}", **HTMX)


def test_nobody_takes_back_the_import_of_others_or_without_leave(client, actor, run_jobs, monkeypatch):
    path = start_import(client)
    cancel_while_finding_themes(actor, run_jobs, monkeypatch)
    viewer = enter(Actor(actor.workspace, add_member(actor, name="Bo", role=MemberRole.VIEWER)))
    stranger = enter(make_workspace("Theirs", owner="Eve"))
    assert "Take the import back" not in read(viewer, path)
    assert [one.post(f"{path}/take-back").status_code for one in (viewer, stranger)] == [403, 404]
    assert EvidenceRow.objects.filter(visible=True).count() == 20


def test_themes_are_found_by_a_job(client, actor, run_jobs):
    start_import(client)
    run_jobs()
    ThemeRun.objects.all().delete()
    path = client.post("/discovery/themes/find")["Location"]
    run_jobs()
    assert "found." in read(client, path)
    assert ThemeRun.objects.filter(current=True).count() == 1


def test_the_bar_says_how_much_is_done_and_asks_again_every_second(client, actor):
    job = run_for(actor, step="Reading feedback.csv · 2,000 of 10,003 rows", done=2000, total=10003)
    fragment = read(client, f"/jobs/{job.pk}", **HTMX)
    assert "Reading feedback.csv · 2,000 of 10,003 rows" in fragment
    assert 'max="10003" value="2000"' in fragment
    assert 'hx-trigger="every 1s"' in fragment
    assert "<html" not in fragment


def test_a_bar_without_a_known_end_claims_none(client, actor):
    fragment = read(client, f"/jobs/{run_for(actor, step='Naming the themes').pk}", **HTMX)
    assert "Naming the themes" in fragment
    assert "value=" not in fragment


@pytest.mark.parametrize(("beats", "said"), [(False, "No worker is running"), (True, "Waiting for its turn")])
def test_a_job_that_waits_long_says_whether_anybody_is_there_to_run_it(client, actor, beats: bool, said: str):
    job = start_job(actor, name="find themes", title="Finding themes")
    assert "No worker" not in read(client, f"/jobs/{job.pk}")
    Job.objects.update(created=utc_now() - timedelta(seconds=11))
    if beats:
        Worker().beat(utc_now())
    assert said in read(client, f"/jobs/{job.pk}")


@pytest.mark.parametrize(("beats", "said"), [(False, "No worker is running"), (True, "Its worker stopped")])
def test_a_job_whose_worker_died_says_so(client, actor, beats: bool, said: str):
    job = run_for(actor, lease=utc_now() - timedelta(seconds=1))
    if beats:
        Worker().beat(utc_now())
    assert said in read(client, f"/jobs/{job.pk}")


def test_the_rail_names_what_is_under_way_and_how_it_ended(client, actor):
    assert "jobs/now" not in read(client, "/mine")
    job = run_for(actor)
    page = read(client, "/mine")
    assert f'hx-get="/jobs/now?seen={job.pk},"' in page
    assert "Finding themes" in page
    Job.objects.update(state=JobState.DONE, lease=None)
    ended = read(client, f"/jobs/now?seen={job.pk},", **HTMX)
    assert "Done. See the themes" in ended
    assert 'href="/discovery/"' in ended
    assert "hx-get" not in ended


def test_a_title_is_never_markup(client, actor):
    job = start_job(actor, name="find themes", title="Importing <script>alert(1)</script>.csv")
    for path in (f"/jobs/{job.pk}", "/jobs/", "/jobs/now"):
        page = read(client, path)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_somebody_elses_jobs_are_nobodys_business(client, actor):
    job = run_for(actor)
    stranger = enter(make_workspace("Theirs", owner="Eve"))
    for path in (f"/jobs/{job.pk}", f"/jobs/{job.pk}/cancel", f"/jobs/{job.pk}/again"):
        answer = stranger.get(path) if path.endswith(str(job.pk)) else stranger.post(path)
        assert answer.status_code == 404
    assert "Finding themes" not in read(stranger, "/jobs/")
    assert "Finding themes" not in read(stranger, f"/jobs/now?seen={job.pk}")


def test_a_viewer_watches_and_cannot_cancel(client, actor):
    job = run_for(actor)
    viewer = enter(Actor(actor.workspace, add_member(actor, name="Bo", role=MemberRole.VIEWER)))
    page = read(viewer, f"/jobs/{job.pk}")
    assert "Finding themes" in page
    assert f"/jobs/{job.pk}/cancel" not in page
    assert viewer.post(f"/jobs/{job.pk}/cancel").status_code == 403


def test_no_look_at_a_job_changes_anything(client, actor):
    job = start_job(actor, name="find themes", title="Finding themes")
    assert [client.get(f"/jobs/{job.pk}/{act}").status_code for act in ("cancel", "again")] == [405, 405]


def test_the_list_of_jobs_is_cut_into_pages_and_asks_as_often_for_many_as_for_few(client, actor):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/jobs/").status_code == 200
        return len(asked)

    make_ended(actor, 2)
    few = count()
    make_ended(actor, 118)
    assert count() == few
    seen: list[str] = []
    path = "/jobs/"
    while path:
        page = read(client, path)
        seen += re.findall(r'href="/jobs/(\d+)"', page.partition("<main")[2])
        after = re.search(r'href="(\?before=\d+)"', page)
        path = f"/jobs/{after[1]}" if after else ""
    assert len(seen) == len(set(seen)) == 120


def make_ended(actor: Actor, count: int) -> None:
    Job.objects.bulk_create(
        Job(workspace=actor.workspace, member=actor.member, name="x", title=f"Done {n}", state=JobState.DONE)
        for n in range(count)
    )
