"""`throughline start`: the app on this machine, opened by one printed address."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from pathlib import Path

import click

from throughline.core.kernel.errors import Unavailable

LOOPBACK = "127.0.0.1"


@click.command("start")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else the first free one from 8000.")
@click.option("--workspace", type=click.Path(path_type=Path), help="The workspace folder; else your own.")
@click.option("--sample/--no-sample", default=True, show_default=True, help="Load the sample workspace.")
def start(*, port: int | None, workspace: Path | None, sample: bool) -> int:
    """Start the app on this machine and print the address that lets you in.

    It answers on this machine only; the address holds for this run. Ctrl-C stops it.
    """
    chosen = choose_port(port)
    token = prepare(workspace, sample=sample)
    serve(chosen, announce=f"Throughline is open at http://{LOOPBACK}:{chosen}/?key={token}")
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
    from throughline.core.queries import find_owner, list_workspaces
    from throughline.core.services import issue_link
    from throughline.discovery.services import remove_unfinished
    from throughline.surfaces.sample import load_sample

    if sample:
        load_sample()
    workspaces = list_workspaces() or [_make_own()]
    for workspace in workspaces:
        remove_unfinished(workspace)
    return issue_link(find_owner(workspaces[0]), single_use=False)


def _make_own():
    from throughline.core.opening import name_person
    from throughline.core.services import make_workspace

    return make_workspace("My workspace", owner=name_person()).workspace


def serve(port: int, *, announce: str) -> None:
    """Serve until stopped; the address is printed when the server answers."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "throughline.surfaces.wsgi:application",
        address=LOOPBACK,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_access=False,
        process_name=None,
    )
    threading.Thread(target=announce_when_ready, args=(port, announce), daemon=True).start()
    server.serve()


def announce_when_ready(port: int, line: str) -> None:
    """Print the line once the server answers, so that whoever reads it can go there at once."""
    while True:
        try:
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
            connection.request("HEAD", "/favicon.ico")
            connection.getresponse().close()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        click.echo(line)
        return
