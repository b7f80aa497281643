"""`throughline week`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json


@click.command("week")
@click.option("--workspace", type=click.Path(path_type=Path), help="Tell the week of this workspace folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def week(*, workspace: Path | None, as_json: bool) -> int:
    """Say what this week asks for: at most seven findings, each with its reason and one action.

    Without --workspace, of your own workspace. Exit 0 where there is nothing unusual, 1 where there are findings.
    """
    from throughline.core.kernel.clock import utc_now
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.rhythm.showing import show_week

    found = show_week(actor, now=utc_now())
    if as_json:
        from throughline.rhythm.document import write_week

        write_json(write_week(found))
    else:
        from throughline.rhythm.telling import tell_week

        click.echo(tell_week(found))
    return 1 if found.findings else 0
