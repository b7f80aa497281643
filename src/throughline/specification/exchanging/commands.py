"""`throughline export` and `throughline read-back`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.terminal import write_json
from throughline.specification.contracts import Prd
from throughline.specification.exchanging.errors import NowhereToWrite
from throughline.specification.exchanging.opening import Document, open_documents, read_edit
from throughline.specification.exports.formats import FORMATS, Format

PATH = click.Path(path_type=Path)
workspace_option = click.option("--workspace", type=PATH, help="Take the PRD from this workspace folder.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


@click.command("export")
@click.argument("prds", nargs=-1, required=True, metavar="PRD...")
@click.option("--format", "fmt", type=click.Choice(list(FORMATS)), help="Else by the ending of OUT.")
@click.option("-o", "--out", type=PATH, help="The file to write, or the folder for a format of several files.")
@click.option("--evidence", multiple=True, type=PATH, help="The evidence of a PRD's file, for its footnotes.")
@workspace_option
@json_option
def export(
    *,
    prds: tuple[str, ...],
    fmt: str | None,
    out: Path | None,
    evidence: tuple[Path, ...],
    workspace: Path | None,
    as_json: bool,
) -> int:
    """Write a PRD in a format that somebody else reads. PRD is its file, or its key in the workspace.

    Nothing that others wrote is overwritten. Personal data is masked, customers are called as the workspace says.
    """
    chosen = FORMATS[fmt or guess_format(out)]
    spare_inputs(out, [*map(Path, prds), *evidence])
    documents = open_documents(prds, workspace=workspace, evidence=evidence)
    if out is None and (chosen.is_folder or len(documents) > 1 or as_json):
        raise NowhereToWrite(chosen.name if chosen.is_folder else "this")
    written = [path for one in documents for path in _write(one, chosen, out, alone=len(documents) == 1)]
    if as_json:
        write_json({"format": chosen.key, "prds": [one.prd.id for one in documents], "files": written})
    elif out is not None:
        click.echo(f"{len(written)} {'file' if len(written) == 1 else 'files'}: {', '.join(written[:5])}", err=True)
    return 0


def spare_inputs(out: Path | None, inputs: Sequence[Path]) -> None:
    """Raise `BadInput` where the export would be written over what it is made from."""
    if out is not None and out.is_file() and any(path.exists() and out.samefile(path) for path in inputs):
        raise BadInput("this is what the export is made from", where=str(out), mend="name another file with -o")


def guess_format(out: Path | None) -> str:
    """The document's format that the ending of `out` names. Raises `BadInput` where it names none or several."""
    ending = out.suffix.lower() if out else ""
    found = [key for key, one in FORMATS.items() if one.ending and one.ending == ending]
    if len(found) != 1:
        mend = f"name one with --format: {', '.join(FORMATS)}"
        raise BadInput("the format is not said", where=str(out or ""), mend=mend)
    return found[0]


def _write(document: Document, chosen: Format, out: Path | None, *, alone: bool) -> list[str]:
    from throughline.specification.commands import write_out
    from throughline.specification.exchanging.placing import number_feature, place_files
    from throughline.specification.exports.formats import export_files

    files = export_files(document.prd, chosen.key, document.corpus, document.disguise, opportunity=document.opportunity)
    by = f"{document.prd.id}/{chosen.key}"
    if chosen.is_folder or not alone:
        assert out is not None
        placed = place_files(number_feature(files, out), out, by=by)
        return [str(out / path) for path in placed]
    ((_, data),) = files.items()
    write_out(data, out)
    return [str(out)] if out else []


@click.command("read-back")
@click.argument("edited", type=PATH)
@click.option("--against", metavar="PRD", help="The PRD as it stands now: its file, or its key in the workspace.")
@click.option("-o", "--out", type=PATH, help="Write the PRD with what was taken over: .json or .md.")
@workspace_option
@json_option
def read_back(*, edited: Path, against: str | None, out: Path | None, workspace: Path | None, as_json: bool) -> int:
    """Read an exported folder or Markdown page back: what was changed, and what meets another change.

    Without --against it is compared with what was exported. Nothing is changed but OUT. Exit 1 where there is a
    conflict, or something that could not be read as a line.
    """
    from throughline.specification.commands import write_out
    from throughline.specification.exchanging.telling import describe_merge, merge_to_json
    from throughline.specification.exports.folder.merging import merge_folder

    edit = read_edit(edited)
    merge = merge_folder(edit, edit.base if against is None else _find_current(against, workspace))
    if out is not None:
        write_out(_write_merged(merge.prd, out), out)
    if as_json:
        write_json(merge_to_json(edit.base, merge, str(out) if out else None))
    else:
        click.echo(describe_merge(merge))
    return 1 if merge.conflicts or merge.unread else 0


def _find_current(named: str, workspace: Path | None) -> Prd:
    """The PRD as it stands, as it would be exported: masked where the folder is."""
    from throughline.specification.exports.masking import disguise_prd

    (document,) = open_documents([named], workspace=workspace, evidence=())
    return disguise_prd(document.prd, document.corpus, document.disguise)[0]


def _write_merged(prd: Prd, out: Path) -> str:
    from throughline.discovery.contracts import Corpus
    from throughline.specification.exports.json import write_text
    from throughline.specification.exports.markdown import write_markdown

    if out.suffix.lower() == ".json":
        return write_text(prd, Corpus())
    if out.suffix.lower() in (".md", ".markdown"):
        return write_markdown(prd, Corpus())
    raise BadInput("the PRD is written as JSON or Markdown", where=str(out), mend="end the name in .json or .md")
