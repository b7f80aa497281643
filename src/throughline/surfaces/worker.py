"""`throughline worker`: runs the jobs of a workspace, beside as many others as one likes."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from throughline.core.jobs.worker import Worker


@click.command("worker")
@click.option("--workspace", type=click.Path(path_type=Path), help="The workspace folder; else your own.")
@click.option("--with-parent", is_flag=True, help="End when standard input closes, as it does when a parent ends.")
def worker(*, workspace: Path | None, with_parent: bool) -> int:
    """Run jobs until stopped. `throughline start` has one of its own; start more where there is more to do.

    Ctrl-C or SIGTERM end it; the job in hand goes back into the queue.
    """
    from throughline.core.opening import set_up

    set_up(workspace)
    from throughline.core.jobs.worker import Worker

    running = Worker()
    running.configure_signals()
    if with_parent:
        end_with_parent(running)
    running.run_until_stopped()
    return 0


def end_with_parent(running: Worker) -> None:
    """Leave Ctrl-C and a closed terminal to the parent, and stop once it is gone: that closes our standard input."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)

    def wait() -> None:
        while os.read(0, 1024):  # not through sys.stdin, whose lock would be held while the process ends
            pass
        running.stop()

    threading.Thread(target=wait, daemon=True).start()
