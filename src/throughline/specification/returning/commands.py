"""`throughline read-back`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.terminal import write_json
from throughline.specification.contracts import Prd
from throughline.specification.exchanging.opening import open_documents, open_home, read_edit_of, read_given
from throughline.specification.exchanging.telling import describe_merge, merge_to_json
from throughline.specification.exports.folder.contracts import FolderEdit
from throughline.specification.exports.folder.merging import merge_folder
from throughline.specification.returning.contracts import Choice

PATH = click.Path(path_type=Path)
CONFLICTS = {"leave": None, **{one.value: one for one in Choice}}


@click.command("read-back")
@click.argument("edited", type=PATH)
@click.option("--workspace", type=PATH, help="Compare with the PRD as it stands in this workspace folder.")
@click.option("--accept", is_flag=True, help="Take over into the workspace, as one step that can be undone there.")
@click.option("--own", is_flag=True, help="The new words are yours: agreed, not proposed.")
@click.option(
    "--conflicts",
    type=click.Choice(list(CONFLICTS)),
    default="leave",
    show_default=True,
    help="Whose side of every conflict is taken, with --accept.",
)
@click.option("--against", metavar="PRD", help="Compare with another PRD: its file, or its key in the workspace.")
@click.option("-o", "--out", type=PATH, help="Write the PRD with what was taken over: .json or .md.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def read_back(
    *,
    edited: Path,
    workspace: Path | None,
    accept: bool,
    own: bool,
    conflicts: str,
    against: str | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Read an exported folder or Markdown page back: what was changed, and what meets another change.

    With --workspace it is compared with the PRD there, and --accept takes over what meets no other change; new and
    changed words come as proposals, unless they are your --own. What conflicts or holds a mask waits on the PRD's page.
    Without a workspace it is compared with what was exported, and nothing is changed but OUT. Exit 1 where something
    waits, or could not be read as a line.
    """
    files = read_given(edited)
    edit = read_edit_of(files)
    if accept:
        _demand_workspace(workspace, against, out)
    if workspace is not None and against is None and out is None:
        chosen = CONFLICTS[conflicts]
        return _return_to(workspace, edited, files, accept=accept, own=own, conflicts=chosen, as_json=as_json)
    merge = merge_folder(edit, _find_current(edit, against, workspace))
    if out is not None:
        from throughline.specification.commands import write_out

        write_out(_write_merged(merge.prd, out), out)
    if as_json:
        write_json(merge_to_json(edit.base, merge, str(out) if out else None))
    else:
        click.echo(describe_merge(merge))
    return 1 if merge.conflicts or merge.unread else 0


def _demand_workspace(workspace: Path | None, against: str | None, out: Path | None) -> None:
    if workspace is None:
        raise BadInput("it is not said where to take it over", mend="name the workspace with --workspace")
    if against is not None or out is not None:
        mend = "leave out --against and -o, or --accept"
        raise BadInput("a folder is taken over into the PRD it was exported from", mend=mend)


def _find_current(edit: FolderEdit, against: str | None, workspace: Path | None) -> Prd:
    """The PRD as it stands, as it would be exported: masked where the folder is."""
    from throughline.specification.exports.masking import disguise_prd

    if against is None and workspace is None:
        return edit.base
    (document,) = open_documents([against or edit.base.id], workspace=workspace, evidence=())
    return disguise_prd(document.prd, document.corpus, document.disguise)[0]


def _return_to(
    workspace: Path,
    edited: Path,
    files: Mapping[str, str],
    *,
    accept: bool,
    own: bool,
    conflicts: Choice | None,
    as_json: bool,
) -> int:
    actor = open_home(workspace, read_edit_of(files).base.id)
    from throughline.specification.returning.telling import describe_plan, plan_to_json
    from throughline.specification.returning.whole import choose_all, look_through, take_all

    looked = look_through(actor, files)
    chosen = choose_all(looked, conflicts=conflicts)
    taken = take_all(actor, looked, chosen, name=edited.name, files=files, own=own) if accept else None
    if as_json:
        write_json(plan_to_json(looked, chosen if accept else {}, taken))
    else:
        click.echo(describe_plan(looked, chosen if accept else {}, taken))
    waits = [item for item in looked.items if not accept or item.id not in chosen]
    waiting = [item for item in waits if item.stand.value != "free"]
    return 1 if waiting or looked.unread else 0


def _write_merged(prd: Prd, out: Path) -> str:
    from throughline.discovery.contracts import Corpus
    from throughline.specification.exports.json import write_text
    from throughline.specification.exports.markdown import write_markdown

    if out.suffix.lower() == ".json":
        return write_text(prd, Corpus())
    if out.suffix.lower() in (".md", ".markdown"):
        return write_markdown(prd, Corpus())
    raise BadInput("the PRD is written as JSON or Markdown", where=str(out), mend="end the name in .json or .md")
