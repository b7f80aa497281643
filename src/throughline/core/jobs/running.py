"""Run one job: take it, do it, say how it ended. Whatever happens, its row tells the truth afterwards."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils.text import capfirst

from throughline.core.contracts import Actor, JobState
from throughline.core.jobs.errors import Cancelled, Stopped, Superseded
from throughline.core.jobs.holding import Hold, hold, lease, let_go
from throughline.core.jobs.registry import find_kind
from throughline.core.jobs.reporting import Report
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError, Unavailable
from throughline.core.models import Job

logger = logging.getLogger("throughline.jobs")

BROKE = "Something broke here, and nothing half-done was kept; try it again, and if it breaks again, show your\
 administrator what the worker said about job {job}."


def run_job(job_id: int) -> None:
    """Run the job, unless somebody else has it or it has ended; a row that lies in the queue twice does no harm."""
    job = _take(job_id)
    if job is None:
        return
    report = Report(hold(job))
    try:
        _end(report, JobState.DONE, outcome=_do(job, report))
        _tidy(job)
    except Cancelled:
        _end(report, JobState.CANCELLED)
    except Superseded:
        logger.warning("job %s is held by somebody else now; this attempt was dropped", job_id)
    except Stopped:
        _put_back(job, report.hold)
    except AppError as error:
        _end(report, JobState.FAILED, error=error.sentence if error.where else capfirst(error.sentence))
    except OperationalError as error:
        logger.error("job %s lost the database and is taken up again later: %s", job_id, hide_secrets(str(error)))
    except Exception as error:
        logger.error(
            "job %s (%s) broke\n%s", job_id, job.name, hide_secrets("".join(traceback.format_exception(error)))
        )
        _end(report, JobState.FAILED, error=BROKE.format(job=job_id))
    finally:
        let_go()


def _take(job_id: int) -> Job | None:
    """The job as ours, or None where it does not wait."""
    now = utc_now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING)
    attempts = waiting.values_list("attempts", flat=True).first()
    if attempts is None:
        return None
    mine = {"state": JobState.RUNNING, "attempts": attempts + 1, "lease": now + lease(), "started": now, "step": ""}
    if not waiting.filter(attempts=attempts).update(**mine):
        return None
    return Job.objects.select_related("workspace", "member").get(pk=job_id)


def _do(job: Job, report: Report) -> str:
    kind = find_kind(job.name)
    if kind is None:
        raise Unavailable("this version cannot do that", where=job.title, mend="update the worker and try again")
    return kind.run(Actor(job.workspace, job.member), report=report, **job.arguments) or ""


def _tidy(job: Job) -> None:
    kind = find_kind(job.name)
    if kind is not None and kind.tidy is not None:
        kind.tidy(**job.arguments)


def _end(report: Report, state: JobState, **words: Any) -> None:
    """Say how it ended; where somebody else holds the job by now, that is theirs to say."""
    if state != JobState.DONE and report.kept:
        words["outcome"] = f"Finished before that, and kept: {', '.join(report.kept)}."
    report.hold.rows().update(state=state, lease=None, ended=utc_now(), **words)


def _put_back(job: Job, held: Hold) -> None:
    """Back into the queue; an attempt that was called off does not count."""
    from throughline.core.jobs.queue import enqueue

    with transaction.atomic():
        if held.rows().update(state=JobState.WAITING, attempts=held.attempt - 1, lease=None, step="", done=0):
            enqueue(job)


def hide_secrets(text: str) -> str:
    """The text without the signing key and the database's password."""
    secrets = [settings.SECRET_KEY, *(database.get("PASSWORD") for database in settings.DATABASES.values())]
    for secret in filter(None, secrets):
        text = text.replace(secret, "•••")
    return text
