"""The queue between the pages and the workers: rows of django-tasks-db that name a job."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from throughline.core.jobs.running import run_job
from throughline.core.models import Job

KEPT = timedelta(days=1)


@task()
def run_queued(job_id: int) -> None:
    """What a worker does with one row of the queue."""
    run_job(job_id)


def enqueue(job: Job) -> None:
    """Put `job` into the queue, in the transaction that is under way: no worker sees it before that is committed."""
    run_queued.enqueue(job_id=job.pk)


def is_empty() -> bool:
    """Whether nothing lies in the queue: one small read."""
    return not _find_ready().exists()


def claim(worker: str) -> DBTaskResult | None:
    """The next row of the queue as this worker's own; None where others were faster."""
    with exclusive_transaction():
        row = _find_ready().get_locked()
        if row is not None:
            row.claim(worker)
        return row


def list_queued() -> set[int]:
    """The jobs that lie in the queue."""
    waiting = _find_ready().filter(task_path=run_queued.module_path)
    return {row["kwargs"]["job_id"] for row in waiting.values_list("args_kwargs", flat=True)}


def forget_old(now: datetime) -> int:
    """Take away rows of the queue that nobody needs any more; the jobs themselves stay. How many there were."""
    old = DBTaskResult.objects.filter(task_path=run_queued.module_path, enqueued_at__lt=now - KEPT)
    return old.exclude(pk__in=_find_ready().values("pk")).delete()[0]


def _find_ready():
    return DBTaskResult.objects.ready()  # pyright: ignore[reportAttributeAccessIssue]
