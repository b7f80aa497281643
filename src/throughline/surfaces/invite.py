"""`throughline invite`: a member of the workspace, and the link that lets them in once."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.contracts import MemberRole
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.terminal import write_json


@click.command("invite")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in MemberRole]), default="editor", show_default=True)
@click.option("--workspace", type=click.Path(path_type=Path), help="The workspace folder; else your own.")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where the app answers.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def invite(*, name: str, role: str, workspace: Path | None, address: str, as_json: bool) -> int:
    """Make NAME a member and print a link that lets them in once, within seven days.

    For someone who is a member already, the link alone is made anew.
    """
    if not name.strip():
        raise BadInput("a member needs a name", mend='write throughline invite "Bo Larsen"')
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.core.queries import find_member
    from throughline.core.services import add_member, issue_link

    member = find_member(actor.workspace, name) or add_member(actor, name=name, role=MemberRole(role))
    link = f"{address.rstrip('/')}/enter/{issue_link(member)}"
    document = {"member": member.name, "role": member.role, "link": link}
    write_json(document) if as_json else click.echo(f"{member} may enter once at {link}")
    return 0
