"""`throughline start`: the app on this machine, opened by one printed address."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click

from throughline.core.kernel.errors import Unavailable

LOOPBACK = "127.0.0.1"
BAD_ANSWERS = 5
"""How often the app may answer with a fault before it is given up."""
_TO_STDERR = {
    "handlers": {
        "console": {"formatter": "generic", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
        "access": {"formatter": "access", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
    }
}


@click.command("start")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else the first free one from 8000.")
@click.option("--workspace", type=click.Path(path_type=Path), help="The workspace folder; else your own.")
@click.option("--sample/--no-sample", default=True, show_default=True, help="Load the sample workspace.")
def start(*, port: int | None, workspace: Path | None, sample: bool) -> int:
    """Start the app on this machine and print the address that lets you in.

    It answers on this machine only; the address holds for this run. Ctrl-C stops it, and its worker with it.
    """
    from throughline.surfaces.supervising import Keeper

    chosen = choose_port(port)
    token = prepare(workspace, sample=sample)
    keeper = Keeper()
    keeper.start()
    try:
        serve(chosen, token=token)
    finally:
        keeper.stop()
    return 0


def choose_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8000. Raises `Unavailable` where it is taken."""
    for port in [wanted] if wanted else range(8000, 8100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0 if os.name == "nt" else 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    where = f"port {wanted}" if wanted else "ports 8000 to 8099"
    raise Unavailable("something else answers there already", where=where, mend="choose another with --port")


def prepare(folder: Path | None, *, sample: bool) -> str:
    """Open the workspace, load the sample where asked, take away unfinished imports; the token that lets one in."""
    from throughline.core.opening import set_up

    set_up(folder)
    from throughline.core.contracts import Actor
    from throughline.core.queries import find_owner, list_workspaces
    from throughline.core.services import issue_link
    from throughline.discovery.jobs import learn_if_needed
    from throughline.discovery.services import remove_unfinished
    from throughline.surfaces.sample import load_sample

    if sample:
        load_sample()
    workspaces = list_workspaces() or [_make_own()]
    for workspace in workspaces:
        remove_unfinished(workspace)
        learn_if_needed(Actor(workspace, find_owner(workspace)))
    return issue_link(find_owner(workspaces[0]), single_use=False)


def _make_own():
    from throughline.core.opening import name_person
    from throughline.core.services import make_workspace

    return make_workspace("My workspace", owner=name_person()).workspace


def serve(port: int, *, token: str) -> None:
    """Serve until stopped; the address is printed when the app answers. Raises `Unavailable` where it never does.

    The web process is spawned, not forked: it begins without what preparing has loaded, and holds no pipe of ours.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "throughline.surfaces.wsgi:application",
        address=LOOPBACK,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_dictconfig=_TO_STDERR,
        log_access=False,
        process_name=None,
    )
    ready = Readiness(port, f"/?key={token}", stop=server.signal_handler_interrupt)
    threading.Thread(target=ready.announce, daemon=True).start()
    server.serve()
    if ready.gave_up:
        raise Unavailable("the app answers with a fault", where="throughline start", mend="read what it said above")


class Readiness:
    """Waits until the app gives a good answer, so that whoever reads the address can go there at once."""

    def __init__(self, port: int, path: str, *, stop: Callable[[], object]) -> None:
        self.port, self.path, self.stop = port, path, stop
        self.gave_up = False

    def announce(self) -> None:
        """Print the address once the page it opens is there; stop the server where it only answers with faults."""
        bad = 0
        while bad < BAD_ANSWERS:
            status = self.ask()
            if status == http.client.OK:
                click.echo(f"Throughline is open at http://{LOOPBACK}:{self.port}{self.path}")
                return
            bad += status is not None
            time.sleep(0.05)
        self.gave_up = True
        self.stop()

    def ask(self) -> int | None:
        """The status of the page, None where nobody answers yet."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
        try:
            connection.request("HEAD", self.path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
