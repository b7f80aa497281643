"""Reads of jobs and of the workers that run them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from throughline.core.contracts import JobState
from throughline.core.jobs.errors import JobNotFound
from throughline.core.jobs.holding import lease
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Job, JobWorker, Workspace

UNENDED = (JobState.WAITING, JobState.RUNNING)
PATIENCE = 1.5
"""Seconds a request waits for a job that may be short."""


def get_job(workspace: Workspace, job_id: int) -> Job:
    """Raises `JobNotFound`."""
    job = Job.objects.select_related("member").filter(workspace=workspace, pk=job_id).first()
    if job is None:
        raise JobNotFound(job_id)
    return job


def list_jobs(workspace: Workspace, *, before: int | None = None, limit: int = 50) -> Sequence[Job]:
    """The latest jobs first, from the one before `before`."""
    jobs = Job.objects.filter(workspace=workspace).select_related("member").order_by("-pk")
    return list((jobs.filter(pk__lt=before) if before else jobs)[:limit])


def list_unended(workspace: Workspace) -> Sequence[Job]:
    """What waits or runs in this workspace, at most twenty of it, the oldest first."""
    return list(Job.objects.filter(workspace=workspace, state__in=UNENDED).order_by("pk")[:20])


def list_some(workspace: Workspace, job_ids: Sequence[int]) -> Sequence[Job]:
    """These jobs of the workspace, the oldest first."""
    return list(Job.objects.filter(workspace=workspace, pk__in=job_ids[:20]).order_by("pk")) if job_ids else []


def count_ahead(job: Job) -> int:
    """How many jobs, whoever's, run or wait before this one."""
    return Job.objects.filter(state__in=UNENDED, pk__lt=job.pk).count()


def is_worker_alive(now: datetime) -> bool:
    """Whether any worker was heard of within one lease."""
    return JobWorker.objects.filter(heard__gt=now - lease()).exists()


def await_job(job: Job, *, patience: float = PATIENCE) -> str:
    """Where the person goes next: to what the job made if that takes a moment only, else to the job's own page.

    Where no worker runs there is nothing to wait for.
    """
    until = time.monotonic() + (patience if is_worker_alive(utc_now()) else 0)
    while time.monotonic() < until:
        if Job.objects.filter(pk=job.pk).exclude(state__in=UNENDED).exists():
            break
        time.sleep(0.05)
    job.refresh_from_db(fields=["state"])
    return job.leads_to if job.state == JobState.DONE and job.leads_to else reverse("job", args=[job.pk])
