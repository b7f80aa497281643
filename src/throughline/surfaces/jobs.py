"""Jobs as pages: what runs and what ran, one job with its bar, and a word in the rail while anything is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import JobState
from throughline.core.jobs.queries import (
    UNENDED,
    count_ahead,
    get_job,
    is_worker_alive,
    list_jobs,
    list_some,
    list_unended,
)
from throughline.core.jobs.registry import find_kind
from throughline.core.jobs.services import cancel_job, start_again
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Job
from throughline.discovery.jobs import CUSTOMERS
from throughline.discovery.models import SourceFile
from throughline.discovery.queries import list_imported
from throughline.discovery.services import withdraw_files
from throughline.surfaces.forms import read_number, read_numbers
from throughline.surfaces.web import get_actor

PAGE = 50
IMPORT = "import files"
SOON = timedelta(seconds=10)
"""How long a job may wait before it is asked whether any worker runs."""
NO_WORKER = (
    "No worker is running, so this waits. Start Throughline again, or run “throughline worker”; it goes on then."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One job as a page shows it: where it stands in one sentence, and what leads on from it."""

    job: Job
    sentence: str
    leads: str
    kept: Sequence[SourceFile] = ()

    @property
    def stopping(self) -> str:
        """What cancelling it would do now."""
        kind = find_kind(self.job.name)
        return kind.stopping(self.job.step, self.job.arguments) if kind and kind.stopping else "Cancel"

    @property
    def again(self) -> str:
        """What starting it again would do; empty where nothing of it is left to do but the themes."""
        if self.job.name != IMPORT or not self.kept:
            return {IMPORT: "Import again", "find themes": "Find themes"}.get(self.job.name, "Try again")
        files = [file for file in self.job.arguments["files"] if file["kind"] != CUSTOMERS]
        return "Import the rest and find themes" if len(self.kept) < len(files) else ""

    @property
    def going(self) -> bool:
        return self.job.state in UNENDED

    @property
    def wrong(self) -> bool:
        return self.job.state == JobState.FAILED

    @property
    def leads_to(self) -> str:
        """Where the result is; empty where there is none."""
        return self.job.leads_to if self.job.state == JobState.DONE else ""

    @property
    def is_measured(self) -> bool:
        """Whether it is known how much is left."""
        return self.job.state == JobState.RUNNING and bool(self.job.total)

    @property
    def ids(self) -> str:
        return str(self.job.pk)


def show_jobs(request: HttpRequest) -> HttpResponse:
    """The latest jobs, page by page."""
    found = list_jobs(get_actor(request).workspace, before=read_number(request, "before"), limit=PAGE + 1)
    now = utc_now()
    jobs = [describe(job, now) for job in found[:PAGE]]
    before = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "surfaces/jobs.html", {"jobs": jobs, "before": before})


def show_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job; its bar asks again every second and leads on once it has ended. Raises `JobNotFound`."""
    job = get_job(get_actor(request).workspace, job_id)
    shown = replace(describe(job, utc_now(), closely=True), kept=list_kept(job))
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "surfaces/job.html", {"shown": shown})
    if shown.going:
        return render(request, "surfaces/_job.html", {"shown": shown})
    return HttpResponse(headers={"HX-Redirect": shown.leads_to} if shown.leads_to else {"HX-Refresh": "true"})


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Raises `JobNotFound`, `JobEnded` or `Forbidden`."""
    cancel_job(get_actor(request), job_id=job_id)
    return redirect("job", job_id)


@require_POST
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """The same job anew. Raises `JobNotFound`, `JobGoesOn` or `Forbidden`."""
    return redirect("job", start_again(get_actor(request), job_id=job_id).pk)


@require_POST
def take_back(request: HttpRequest, job_id: int) -> HttpResponse:
    """Take away again what an import brought before it was cancelled or failed. Raises `JobNotFound` or `Forbidden`."""
    actor = get_actor(request)
    if kept := list_kept(get_job(actor.workspace, job_id)):
        withdraw_files(actor, file_ids=[file.pk for file in kept])
    return redirect_changed(request, reverse("job", args=[job_id]))


def list_kept(job: Job) -> Sequence[SourceFile]:
    """The files that an import had read whole when it was cancelled or failed, and that are still here."""
    if job.name != IMPORT or job.state not in (JobState.CANCELLED, JobState.FAILED) or job.ended is None:
        return ()
    names = [file["name"] for file in job.arguments["files"]]
    return list_imported(job.workspace, names=names, between=(job.created, job.ended))


def show_now(request: HttpRequest) -> HttpResponse:
    """What is under way, and how those ended that the page saw before."""
    workspace, now = get_actor(request).workspace, utc_now()
    seen = read_numbers(request, "seen")
    ended = [job for job in list_some(workspace, seen) if job.state not in UNENDED]
    context = {"under_way": list_unended(workspace), "ended": [describe(job, now) for job in ended]}
    return render(request, "surfaces/_jobs_now.html", context)


def describe(job: Job, now: datetime, *, closely: bool = False) -> Shown:
    """The job in words; `closely` also looks whether somebody is there to run it."""
    kind = find_kind(job.name)
    return Shown(job, say(job, now, closely=closely), kind.leads if kind else "See what came of it")


def say(job: Job, now: datetime, *, closely: bool) -> str:
    """Where the job stands, in one sentence."""
    broken_off = job.state == JobState.RUNNING and job.lease is not None and job.lease < now
    waits_long = job.state == JobState.WAITING and now - job.created > SOON
    if closely and (broken_off or waits_long) and not is_worker_alive(now):
        return NO_WORKER
    if broken_off:
        return "Its worker stopped. It is taken up again by itself, and nothing is lost or doubled by that."
    return _SAY[JobState(job.state)](job) or job.get_state_display().capitalize()  # type: ignore[attr-defined]


def _say_waiting(job: Job) -> str:
    ahead = count_ahead(job)
    return f"Waiting for {ahead} {'job' if ahead == 1 else 'jobs'} ahead of it." if ahead else "Waiting for its turn."


def _say_running(job: Job) -> str:
    return "Stopping at the next safe place." if job.cancel_asked else job.step or "Starting"


def _say_cancelled(job: Job) -> str:
    return f"Cancelled. {job.outcome} Nothing else was kept." if job.outcome else "Cancelled; nothing was kept."


_SAY = {
    JobState.WAITING: _say_waiting,
    JobState.RUNNING: _say_running,
    JobState.DONE: lambda job: job.outcome or "Done.",
    JobState.FAILED: lambda job: f"{job.error} {job.outcome}".strip(),
    JobState.CANCELLED: _say_cancelled,
}
