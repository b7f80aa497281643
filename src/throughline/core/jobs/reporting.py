"""What a job says while it runs, and how it hears that it shall stop."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from throughline.core.jobs.errors import Cancelled, Stopped, Superseded
from throughline.core.jobs.holding import STOPPING, Hold, lease
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Job

PAUSE = 0.33
"""Seconds between two writes of the same step."""


@dataclass
class Report:
    """A `Progress` that writes to the job's row, about three times a second at most, and renews its lease.

    `kept` names what is finished and stays even if the rest is cancelled or fails.
    """

    hold: Hold
    kept: list[str] = field(default_factory=list[str])
    step: str = ""
    written: float = 0.0

    def __call__(self, what: str, done: int = 0, total: int | None = None, /, *, unit: str = "") -> None:
        """Say where the work stands. Raises `Cancelled`, `Stopped` or `Superseded` where it shall stop."""
        if STOPPING.is_set():
            raise Stopped
        now = time.monotonic()
        if what == self.step and now - self.written < PAUSE:
            return
        self.step, self.written = what, now
        self._write(describe_step(what, done, total, unit), done, total)

    def _write(self, step: str, done: int, total: int | None) -> None:
        values = {"step": step[:255], "done": done, "total": total, "lease": utc_now() + lease()}
        if not self.hold.rows().filter(cancel_asked=False).update(**values):
            asked = Job.objects.filter(pk=self.hold.job, attempts=self.hold.attempt, cancel_asked=True).exists()
            raise Cancelled if asked else Superseded


def describe_step(what: str, done: int, total: int | None, unit: str) -> str:
    """`Reading feedback.csv · 2,000 of 10,003 rows`."""
    amount = f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""
    return " · ".join(part for part in (what, f"{amount} {unit}".strip() if amount else "") if part)
