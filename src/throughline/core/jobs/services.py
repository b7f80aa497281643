"""Start, cancel and start again. A job's row is its own record: what the job does is recorded and undone as usual."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from throughline.core.contracts import WRITERS, Actor, JobState
from throughline.core.jobs.errors import JobEnded, JobGoesOn
from throughline.core.jobs.queries import get_job, list_unended
from throughline.core.jobs.queue import enqueue
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Job
from throughline.core.undo.service import demand_role

UNENDED = (JobState.WAITING, JobState.RUNNING)


def start_job(actor: Actor, *, name: str, title: str, leads_to: str = "", **arguments: Any) -> Job:
    """Queue the registered job `name`; `title` is what a person reads, `leads_to` the address of what it makes.

    The row and its place in the queue are committed together. Where the same job has not ended yet, it is that one:
    a button pressed twice does its work once. Raises `Forbidden`.
    """
    demand_role(actor, WRITERS, "start a job")
    with transaction.atomic():
        same = (job for job in list_unended(actor.workspace) if (job.name, job.arguments) == (name, arguments))
        if (known := next(same, None)) is not None and not known.cancel_asked:
            return known
        job = Job.objects.create(
            workspace=actor.workspace,
            member=actor.member,
            name=name,
            title=title[:255],
            arguments=arguments,
            leads_to=leads_to,
        )
        enqueue(job)
    return job


def cancel_job(actor: Actor, *, job_id: int) -> Job:
    """A waiting job is cancelled at once, a running one at its next report. Raises `JobNotFound` or `JobEnded`."""
    demand_role(actor, WRITERS, "cancel a job")
    job = get_job(actor.workspace, job_id)
    same = Job.objects.filter(pk=job.pk)
    waited = same.filter(state=JobState.WAITING).update(state=JobState.CANCELLED, cancel_asked=True, ended=utc_now())
    if not waited and not same.filter(state=JobState.RUNNING).update(cancel_asked=True):
        raise JobEnded(job.title)
    return get_job(actor.workspace, job_id)


def start_again(actor: Actor, *, job_id: int) -> Job:
    """The same job anew, by whoever asks. Raises `JobNotFound` or `JobGoesOn`."""
    job = get_job(actor.workspace, job_id)
    if job.state in UNENDED:
        raise JobGoesOn(job.title)
    return start_job(actor, name=job.name, title=job.title, leads_to=job.leads_to, **job.arguments)
