"""Jobs whose worker died: taken up again, a few times at most."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.core.contracts import JobState
from throughline.core.jobs.queue import enqueue, list_queued
from throughline.core.models import Job

MOST_ATTEMPTS = 3
GIVEN_UP = f"This was broken off {MOST_ATTEMPTS} times, and nothing half-done was kept; try it with less at once, or\
 where there is more memory."


def revive_abandoned(now: datetime) -> int:
    """Queue again what is held by nobody alive, and what the queue has lost; how many jobs that were.

    Held by nobody is a running job whose lease has run out. After three attempts it has failed, and says so; where a
    person had asked for it, it is cancelled.
    """
    unended = list(Job.objects.filter(state__in=[JobState.RUNNING, JobState.WAITING]).order_by("pk"))
    if not unended:
        return 0
    queued = list_queued()
    dead = [job for job in unended if job.state == JobState.RUNNING and job.lease and job.lease < now]
    lost = [job for job in unended if job.state == JobState.WAITING and job.pk not in queued]
    return sum(_revive(job, now) for job in [*dead, *lost])


def _revive(job: Job, now: datetime) -> bool:
    with transaction.atomic():
        same = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts)
        if job.state == JobState.RUNNING:
            same = same.filter(lease__lt=now)
        if job.cancel_asked:
            same.update(state=JobState.CANCELLED, lease=None, ended=now)
        elif job.attempts >= MOST_ATTEMPTS:
            same.update(state=JobState.FAILED, lease=None, ended=now, error=GIVEN_UP)
        elif same.update(state=JobState.WAITING, lease=None, step="", done=0, total=None):
            enqueue(job)
            return True
    return False
