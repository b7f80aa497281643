"""What can go wrong with jobs, and what is raised inside one to make it stop."""

from __future__ import annotations

from throughline.core.kernel.errors import Conflict, NotFound


class JobNotFound(NotFound):
    def __init__(self, job_id: int) -> None:
        super().__init__("there is no such job here", where=f"job {job_id}", mend="look at the list of jobs")


class JobEnded(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("this has ended already", where=title, mend="reload the page")


class JobGoesOn(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__("this has not ended yet", where=title, mend="cancel it first, or wait for it")


class Interrupted(BaseException):
    """Raised by a job's report to make it stop. No `except Exception` on the way can swallow it."""


class Cancelled(Interrupted):
    """A person asked for it."""


class Stopped(Interrupted):
    """The worker is about to end; the job goes back into the queue."""


class Superseded(Interrupted):
    """The lease ran out and somebody else holds the job: what this run would still write is no longer wanted."""
