"""A worker: one process that runs jobs, one after the other, and says that it is alive.

It asks for work with one small read and takes SQLite's write lock only where there is some.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from datetime import datetime, timedelta
from types import FrameType

from django.conf import settings
from django.db import Error, connection
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from throughline.core.jobs.holding import STOPPING, find_held
from throughline.core.jobs.queue import claim, forget_old, is_empty
from throughline.core.jobs.reviving import revive_abandoned
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.ids import fresh_id
from throughline.core.models import JobWorker

logger = logging.getLogger("throughline.jobs")

ASK_EVERY = 0.2
"""Seconds between two looks into an empty queue."""
GRACE = 15
"""Seconds a job has to reach its next report once the worker shall end; then it is dropped and taken up again."""
FORGOTTEN = timedelta(days=1)


class Worker(QueueWorker):
    """Runs what is queued until it is told to stop. Of django-tasks-db's worker it uses how one row is run."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=fresh_id("worker"),
            excluded_queue_names=[],
        )

    def run_until_stopped(self) -> None:
        """Work until `stop`; a database that does not answer for a while is asked again."""
        beating = threading.Thread(target=self._keep_beating, daemon=True)
        beating.start()
        tidied = looked = None
        while self.running:
            try:
                now = utc_now()
                if looked is None or now - looked > beat_pause():
                    revive_abandoned(now)
                    looked = now
                if tidied is None or now - tidied > FORGOTTEN / 24:
                    self._tidy(now)
                    tidied = now
                self.run_queued()
            except Error:
                logger.exception("the database did not answer; trying again")
                connection.close()
                STOPPING.wait(1)
            STOPPING.wait(ASK_EVERY)
        beating.join(timeout=5)
        JobWorker.objects.filter(name=self.worker_id).delete()
        connection.close()

    def run_queued(self) -> None:
        """Run everything that waits now."""
        while self.running and not is_empty():
            row = claim(self.worker_id)
            if row is None:
                return
            self.run_task(row)

    def stop(self) -> None:
        """End after the job in hand has gone back into the queue; from any thread."""
        self.running = False
        STOPPING.set()
        last = threading.Timer(GRACE, os._exit, args=(1,))
        last.daemon = True
        last.start()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of a handler
        if not self.running:
            os._exit(1)
        self.stop()

    def configure_signals(self) -> None:
        """Ctrl-C and SIGTERM end it in order, a second one at once."""
        signal.signal(signal.SIGINT, self.shutdown)
        signal.signal(signal.SIGTERM, self.shutdown)

    def _keep_beating(self) -> None:
        """In a thread of its own: that the process lives is true even while a job says nothing."""
        while self.running:
            try:
                self.beat(utc_now())
            except Error:
                connection.close()
            STOPPING.wait(beat_pause().total_seconds())
        connection.close()

    def beat(self, now: datetime) -> None:
        """Say that the worker is alive, and keep hold of its job."""
        place = {"host": socket.gethostname()[:255], "process": os.getpid(), "heard": now}
        JobWorker.objects.update_or_create(name=self.worker_id, defaults=place)
        if (held := find_held()) is not None:
            held.renew(now)

    def _tidy(self, now: datetime) -> None:
        forget_old(now)
        JobWorker.objects.filter(heard__lt=now - FORGOTTEN).delete()


def beat_pause() -> timedelta:
    """The worker speaks four times in a lease."""
    return timedelta(seconds=settings.JOB_LEASE / 4)
