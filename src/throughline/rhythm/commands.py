"""`throughline week` and `throughline status`."""

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
    from throughline.rhythm.keeping.queries import list_years
    from throughline.rhythm.showing import show_week

    now = utc_now()
    found, years = show_week(actor, now=now), list_years(actor, today=now.date()).values()
    if as_json:
        from throughline.rhythm.document import write_week

        write_json(write_week(found, years))
    else:
        from throughline.rhythm.telling import tell_week

        click.echo(tell_week(found, years))
    return 1 if found.findings else 0


@click.command("status")
@click.option(
    "--audience",
    type=click.Choice(["leadership", "engineering", "sales"]),
    default="leadership",
    show_default=True,
    help="Whom it is for.",
)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["md", "slack", "mail"]),
    default="md",
    show_default=True,
    help="Where it goes.",
)
@click.option("--workspace", type=click.Path(path_type=Path), help="Tell the status of this workspace folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def status(*, audience: str, fmt: str, workspace: Path | None, as_json: bool) -> int:
    """Write what changed since the last status that was sent, ready to paste.

    Without --workspace, of your own workspace. That it was sent is said on its page. Exit 1 where a sentence that a
    person wrote holds a number that is not on record.
    """
    from throughline.core.kernel.clock import utc_now
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.rhythm.reporting.queries import load_draft, read_audience
    from throughline.rhythm.reporting.records import write_status
    from throughline.rhythm.reporting.showing import write_as

    found = load_draft(actor.workspace, read_audience(audience), now=utc_now()).status
    if as_json:
        write_json(write_status(found))
    else:
        click.echo(write_as(actor.workspace, found, fmt), nl=False)
    return 1 if found.unrecorded else 0
