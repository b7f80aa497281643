"""`throughline narrative`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json


@click.command("narrative")
@click.argument("prd", metavar="PRD")
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
@click.option("--workspace", type=click.Path(path_type=Path), help="Take the PRD from this workspace folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def narrative(*, prd: str, audience: str, fmt: str, workspace: Path | None, as_json: bool) -> int:
    """Write on one page why this problem, why now, why this answer, why these metrics. PRD is its key.

    Without --workspace, of your own workspace. Exit 1 where a sentence that a person wrote states what is not on
    record, or a drafted one did not pass the check and is left out.
    """
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.specification.narrating.queries import load_draft, read_audience
    from throughline.specification.narrating.records import write_narrative
    from throughline.specification.narrating.showing import write_as
    from throughline.specification.queries import get_row

    found = load_draft(get_row(actor.workspace, prd), read_audience(audience)).narrative
    if as_json:
        write_json(write_narrative(found))
    else:
        click.echo(write_as(actor.workspace, found, fmt), nl=False)
    return 1 if found.unrecorded or found.withheld else 0
