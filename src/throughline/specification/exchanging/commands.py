"""`throughline export`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.terminal import write_json
from throughline.specification.exchanging.errors import NowhereToWrite
from throughline.specification.exchanging.opening import Document, open_documents
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
