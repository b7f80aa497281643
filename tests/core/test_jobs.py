"""Jobs: long work that can be watched, cancelled and taken up again, and never half-done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction

from throughline.core.contracts import Actor, JobState, MemberRole
from throughline.core.jobs import holding
from throughline.core.jobs.errors import JobEnded, JobGoesOn, JobNotFound
from throughline.core.jobs.queries import await_job, count_ahead, get_job, is_worker_alive, list_unended
from throughline.core.jobs.queue import forget_old, is_empty, list_queued
from throughline.core.jobs.registry import KINDS, Run, job
from throughline.core.jobs.reporting import Report, describe_step
from throughline.core.jobs.reviving import MOST_ATTEMPTS, revive_abandoned
from throughline.core.jobs.running import run_job
from throughline.core.jobs.services import cancel_job, start_again, start_job
from throughline.core.jobs.worker import Worker
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import BadInput, Forbidden
from throughline.core.models import Job, JobWorker
from throughline.core.services import add_member, make_workspace, rename_workspace

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def does() -> Iterator[Callable[[Run], None]]:
    """Says what the job “work” does in this test."""
    yield lambda run: job("work", leads="See it")(run) and None
    KINDS.pop("work", None)


def start(actor: Actor, **arguments: object) -> Job:
    return start_job(actor, name="work", title="Working", leads_to="/there", **arguments)


def test_a_job_runs_with_its_arguments_and_says_what_came_of_it(actor, does, run_jobs):
    does(lambda who, *, report, times: f"{who.member.name} did it {times} times.")
    begun = start(actor, times=3)
    assert begun.state == JobState.WAITING
    run_jobs()
    begun.refresh_from_db()
    assert (begun.state, begun.outcome, begun.attempts) == (JobState.DONE, "Ada did it 3 times.", 1)
    assert begun.ended >= begun.started >= begun.created
    assert is_empty()


def test_a_job_and_its_place_in_the_queue_are_kept_together_or_not_at_all(actor):
    with transaction.atomic():
        begun = start(actor)
        assert list_queued() == {begun.pk}
        transaction.set_rollback(True)
    assert Job.objects.count() == 0
    assert is_empty()


def test_the_row_says_where_the_work_stands(actor, does, run_jobs):
    seen = []

    def work(who: Actor, *, report: Report) -> None:
        report("Reading feedback.csv", 2000, 10003, unit="rows")
        row = Job.objects.get()
        seen.append((row.step, row.done, row.total, row.lease > utc_now()))

    does(work)
    start(actor)
    run_jobs()
    assert seen == [("Reading feedback.csv · 2,000 of 10,003 rows", 2000, 10003, True)]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (("Naming the themes", 0, None, ""), "Naming the themes"),
        (("Reading a.csv", 400, None, "rows"), "Reading a.csv · 400 rows"),
        (("Reading a.csv", 0, 400, "rows"), "Reading a.csv · 0 of 400 rows"),
    ],
)
def test_a_step_says_how_much_is_done_of_what_is_known(said, step):
    assert describe_step(*said) == step


def test_progress_is_written_a_few_times_a_second_however_often_it_is_told(
    actor, does, run_jobs, django_assert_max_num_queries
):
    def work(who: Actor, *, report: Report) -> None:
        with django_assert_max_num_queries(4):
            for done in range(1000):
                report("Counting", done, 1000)

    does(work)
    start(actor)
    run_jobs()
    assert Job.objects.get().state == JobState.DONE


def test_an_error_that_a_person_can_mend_is_the_jobs_one_sentence(actor, does, run_jobs):
    def work(who: Actor, *, report: Report) -> None:
        raise BadInput("this is not a table", where="photo.csv", mend="save it as CSV")

    does(work)
    start(actor)
    run_jobs()
    row = Job.objects.get()
    assert (row.state, row.error) == (JobState.FAILED, "photo.csv: this is not a table; save it as CSV.")


def test_a_fault_of_ours_is_admitted_and_its_traceback_is_in_the_log_without_secrets(
    actor, does, run_jobs, settings, caplog
):
    def work(who: Actor, *, report: Report, note: str) -> None:
        raise RuntimeError(f"key {settings.SECRET_KEY}")

    does(work)
    begun = start(actor, note="a customer's words")
    with caplog.at_level(logging.ERROR, "throughline.jobs"):
        run_jobs()
    row = Job.objects.get()
    assert row.state == JobState.FAILED
    assert f"job {begun.pk}" in row.error
    assert "nothing half-done was kept" in row.error
    assert "RuntimeError: key •••" in caplog.text
    assert settings.SECRET_KEY not in caplog.text
    assert "a customer's words" not in caplog.text


def test_what_a_failed_job_wrote_in_a_service_is_rolled_back(actor, does, run_jobs):
    def work(who: Actor, *, report: Report) -> None:
        with transaction.atomic():
            rename_workspace(who, name="Half")
            raise BadInput("no")

    does(work)
    start(actor)
    run_jobs()
    actor.workspace.refresh_from_db()
    assert actor.workspace.name == "Ours"


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(actor, does, run_jobs):
    ran = []
    does(lambda who, *, report: ran.append(who))
    begun = start(actor)
    assert cancel_job(actor, job_id=begun.pk).state == JobState.CANCELLED
    run_jobs()
    assert ran == []
    with pytest.raises(JobEnded):
        cancel_job(actor, job_id=begun.pk)


def test_a_running_job_stops_at_its_next_report_and_says_what_was_kept(actor, does, run_jobs):
    passed = []

    def work(who: Actor, *, report: Report) -> None:
        report.kept.append("a.csv")
        assert cancel_job(who, job_id=Job.objects.get().pk).state == JobState.RUNNING
        try:
            report("Reading b.csv")
        except Exception:
            passed.append("swallowed")
        passed.append("went on")

    does(work)
    start(actor)
    run_jobs()
    row = Job.objects.get()
    assert (row.state, row.outcome) == (JobState.CANCELLED, "Finished before that, and kept: a.csv.")
    assert passed == []


def test_a_job_that_an_ending_worker_holds_goes_back_into_the_queue(actor, does, run_jobs):
    ran = []

    def work(who: Actor, *, report: Report) -> None:
        ran.append(who)
        if len(ran) == 1:
            holding.STOPPING.set()
        report("Going on")

    does(work)
    begun = start(actor)
    try:
        run_job(begun.pk)
    finally:
        holding.STOPPING.clear()
    begun.refresh_from_db()
    assert (begun.state, begun.attempts, begun.lease) == (JobState.WAITING, 0, None)
    run_jobs()
    begun.refresh_from_db()
    assert (begun.state, begun.attempts) == (JobState.DONE, 1)


def abandon(begun: Job, *, attempts: int = 1, **values: object) -> None:
    """As a worker leaves a job that was killed while it ran."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.update(status="RUNNING")
    lease = {"lease": utc_now() + timedelta(seconds=20), "started": utc_now()}
    Job.objects.filter(pk=begun.pk).update(state=JobState.RUNNING, attempts=attempts, **{**lease, **values})


def test_a_job_whose_worker_died_is_run_again_once_its_lease_has_run_out(actor, does, run_jobs):
    does(lambda who, *, report: "Done.")
    begun = start(actor)
    abandon(begun)
    assert revive_abandoned(utc_now()) == 0
    assert revive_abandoned(utc_now() + LATER) == 1
    assert revive_abandoned(utc_now() + LATER) == 0
    run_jobs()
    begun.refresh_from_db()
    assert (begun.state, begun.attempts) == (JobState.DONE, 2)


def test_after_three_attempts_a_job_has_failed_and_says_so(actor):
    begun = start(actor)
    abandon(begun, attempts=MOST_ATTEMPTS)
    assert revive_abandoned(utc_now() + LATER) == 0
    begun.refresh_from_db()
    assert begun.state == JobState.FAILED
    assert "broken off 3 times" in begun.error


def test_an_abandoned_job_that_somebody_cancelled_is_not_taken_up_again(actor):
    begun = start(actor)
    abandon(begun, cancel_asked=True)
    assert revive_abandoned(utc_now() + LATER) == 0
    begun.refresh_from_db()
    assert begun.state == JobState.CANCELLED


def test_a_job_that_the_queue_has_lost_is_queued_again_once(actor, does, run_jobs):
    does(lambda who, *, report: "Done.")
    begun = start(actor)
    abandon(begun)
    Job.objects.update(state=JobState.WAITING, lease=None)
    assert revive_abandoned(utc_now()) == 1
    assert revive_abandoned(utc_now()) == 0
    run_jobs()
    begun.refresh_from_db()
    assert begun.state == JobState.DONE


def test_an_attempt_that_lost_its_lease_ends_without_a_word(actor, does):
    def work(who: Actor, *, report: Report) -> str:
        Job.objects.update(attempts=2)
        report("Going on")
        return "Mine."

    does(work)
    run_job(start(actor).pk)
    row = Job.objects.get()
    assert (row.state, row.attempts, row.outcome) == (JobState.RUNNING, 2, "")


def test_a_job_that_lost_the_database_is_taken_up_again(actor, does, run_jobs, caplog):
    tries = []

    def work(who: Actor, *, report: Report) -> str:
        tries.append(who)
        if len(tries) == 1:
            raise OperationalError("database is locked")
        return "Done."

    does(work)
    begun = start(actor)
    run_jobs()
    begun.refresh_from_db()
    assert begun.state == JobState.RUNNING
    assert "taken up again later: database is locked" in caplog.text
    assert revive_abandoned(utc_now() + LATER) == 1
    run_jobs()
    begun.refresh_from_db()
    assert (begun.state, begun.outcome) == (JobState.DONE, "Done.")


def test_a_job_that_is_queued_twice_runs_once(actor, does):
    ran = []
    does(lambda who, *, report: ran.append(who))
    begun = start(actor)
    run_job(begun.pk)
    run_job(begun.pk)
    assert len(ran) == 1


def test_a_silent_job_keeps_its_lease_while_its_worker_lives(actor, does):
    seen = []

    def work(who: Actor, *, report: Report) -> None:
        Job.objects.update(lease=utc_now() - LATER)
        Worker().beat(utc_now())
        seen.append(Job.objects.get().lease > utc_now())

    does(work)
    run_job(start(actor).pk)
    assert seen == [True]


def test_only_writers_start_and_cancel(actor):
    begun = start(actor)
    reader = Actor(actor.workspace, add_member(actor, name="Bo", role=MemberRole.VIEWER))
    for act in (lambda: start(reader), lambda: cancel_job(reader, job_id=begun.pk)):
        with pytest.raises(Forbidden):
            act()


def test_a_neighbour_neither_sees_nor_cancels_a_job(actor):
    begun = start(actor)
    stranger = make_workspace("Theirs", owner="Eve")
    assert list_unended(stranger.workspace) == []
    for act in (get_job, lambda *_: cancel_job(stranger, job_id=begun.pk)):
        with pytest.raises(JobNotFound):
            act(stranger.workspace, begun.pk)


def test_a_job_that_ended_can_be_started_again_as_it_was(actor, does, run_jobs):
    does(lambda who, *, report, times: str(times))
    begun = start(actor, times=2)
    with pytest.raises(JobGoesOn):
        start_again(actor, job_id=begun.pk)
    cancel_job(actor, job_id=begun.pk)
    again = start_again(actor, job_id=begun.pk)
    run_jobs()
    again.refresh_from_db()
    assert (again.state, again.outcome, again.leads_to) == (JobState.DONE, "2", "/there")


def test_a_short_job_leads_straight_to_what_it_made(actor, does, run_jobs):
    does(lambda who, *, report: "Done.")
    begun = start(actor)
    assert await_job(begun) == f"/jobs/{begun.pk}"
    run_jobs()
    assert await_job(begun) == "/there"


def test_whether_a_worker_runs_is_known_from_its_last_word(actor):
    assert not is_worker_alive(utc_now())
    worker = Worker()
    worker.beat(utc_now())
    assert is_worker_alive(utc_now())
    assert not is_worker_alive(utc_now() + LATER)
    assert JobWorker.objects.get().name == worker.worker_id


def test_a_waiting_job_knows_how_many_are_ahead(actor):
    assert [count_ahead(start(actor, number=n)) for n in range(3)] == [0, 1, 2]


def test_a_job_that_this_version_does_not_know_fails_and_says_so(actor, run_jobs):
    start_job(actor, name="time travel", title="Travelling")
    run_jobs()
    assert "this version cannot do that" in Job.objects.get().error


def test_old_rows_of_the_queue_are_forgotten_and_jobs_are_not(actor, does, run_jobs):
    does(lambda who, *, report: "Done.")
    start(actor)
    run_jobs()
    waiting = start(actor)
    assert forget_old(utc_now() + timedelta(days=2)) == 1
    assert Job.objects.count() == 2
    assert list_queued() == {waiting.pk}


def test_looking_into_an_empty_queue_is_one_read(actor, django_assert_num_queries):
    worker = Worker()
    with django_assert_num_queries(1):
        worker.run_queued()
