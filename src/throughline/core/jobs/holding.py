"""Which job this process holds, and whether the process is about to end. One process runs one job at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from throughline.core.contracts import JobState
from throughline.core.models import Job


@dataclass(frozen=True, slots=True)
class Hold:
    """One attempt at one job. The number of the attempt tells its holder from whoever held it before."""

    job: int
    attempt: int

    def rows(self):
        """The job's row as long as this attempt holds it, else none."""
        return Job.objects.filter(pk=self.job, attempts=self.attempt, state=JobState.RUNNING)

    def renew(self, now: datetime) -> bool:
        """Hold it for another lease; False where it is no longer ours."""
        return bool(self.rows().update(lease=now + lease()))


STOPPING = threading.Event()
"""Set once the process is about to end; a job's next report raises `Stopped`."""

_held: list[Hold] = []


def lease() -> timedelta:
    """How long a job stays with a worker that says nothing: longer than a write waits for another, and a beat."""
    return timedelta(seconds=settings.JOB_LEASE)


def hold(job: Job) -> Hold:
    """Remember that this process runs `job`, so that its lease is renewed while it is silent."""
    _held.append(Hold(job.pk, job.attempts))
    return _held[-1]


def let_go() -> None:
    """Forget it: it has ended."""
    _held.clear()


def find_held() -> Hold | None:
    """What this process runs now."""
    return _held[-1] if _held else None
