"""`throughline import`, `themes` and `search`: on files alone, or on a workspace."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.progress import Progress
from throughline.core.kernel.terminal import choose_progress, clear_progress, write_json
from throughline.discovery import pipeline, reports
from throughline.discovery.contracts import Corpus


def evidence_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """FILE…, --map, --customers and --workspace: where a command takes its evidence from."""
    options = [
        click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE..."),
        click.option(
            "--map", "mapping", metavar="ROLE=COLUMN,...", help="What columns hold: text=Comment,customer=Email."
        ),
        click.option("--customers", type=click.Path(path_type=Path), help="A table of accounts with their segments."),
        click.option("--workspace", type=click.Path(path_type=Path), help="Work on this workspace folder."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(command)


def with_progress(command: Callable[..., Any]) -> Callable[..., Any]:
    """Pass `progress`, and take its line away at the end, whatever happened."""

    @wraps(command)
    def run(**kwargs: Any) -> Any:
        progress = choose_progress()
        try:
            return command(progress=progress, **kwargs)
        finally:
            clear_progress(progress)

    return run


def gather(
    files: tuple[Path, ...], mapping: str | None, customers: Path | None, workspace: Path | None, progress: Progress
) -> Corpus:
    """The corpus of the files, or of the workspace where no file is named. Raises `BadInput` without either."""
    if files:
        return pipeline.read_files(files, mapping=_parse(mapping), customers=customers, progress=progress)
    if workspace is None:
        raise BadInput("no evidence was named", mend="name one or more files, or a --workspace folder")
    from throughline.core.opening import open_workspace
    from throughline.discovery.queries import load_corpus

    corpus = load_corpus(open_workspace(workspace).workspace)
    if not corpus.evidence:
        raise BadInput("this workspace holds no evidence yet", where=str(workspace), mend="import a file first")
    return corpus


def _parse(mapping: str | None) -> dict[str, str] | None:
    from throughline.discovery.reading.mapping import parse_mapping

    return parse_mapping(mapping) if mapping else None


@click.command("import")
@evidence_options
@click.option("--rejects", type=click.Path(path_type=Path), help="Where records that cannot be read are listed.")
@json_option
@with_progress
def import_(
    *,
    files: tuple[Path, ...],
    mapping: str | None,
    customers: Path | None,
    workspace: Path | None,
    rejects: Path | None,
    as_json: bool,
    progress: Progress,
) -> int:
    """Import files into a workspace; without --workspace, say what they hold and keep nothing.

    Records that cannot be read go to a rejects file, with line and reason; the others are imported. Importing the
    same file again adds nothing. Exit 1 where records were rejected.
    """
    if not files and customers is None:
        raise BadInput("no file was named", mend="name one or more files")
    if workspace is None:
        report = reports.describe_reading(gather(files, mapping, customers, None, progress))
    else:
        report = _import_all(workspace, files, mapping, customers, progress)
    clear_progress(progress)
    refused = [record for file in report for record in file.rejected]
    written = reports.write_rejects_file(refused, rejects)
    document = reports.import_to_json(report, written)
    write_json(document) if as_json else click.echo(reports.import_to_text(report, written))
    return 1 if refused else 0


def _import_all(
    workspace: Path, files: tuple[Path, ...], mapping: str | None, customers: Path | None, progress: Progress
) -> list[reports.FileReport]:
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.discovery import services

    if customers is not None:
        services.import_customers(actor, path=customers)
    roles = _parse(mapping)
    done = [services.import_file(actor, path=path, mapping=roles, progress=progress) for path in files]
    return [reports.describe_import(report) for report in done]


@click.command("themes")
@evidence_options
@json_option
@with_progress
def themes(
    *,
    files: tuple[Path, ...],
    mapping: str | None,
    customers: Path | None,
    workspace: Path | None,
    as_json: bool,
    progress: Progress,
) -> int:
    """Find the themes in feedback and conversations, with counts and verbatim quotes."""
    corpus = gather(files, mapping, customers, workspace, progress)
    found = pipeline.find_themes(corpus, progress=progress)
    if workspace is not None and not files:
        _keep(workspace, found)
    clear_progress(progress)
    write_json(reports.themes_to_json(corpus, found)) if as_json else click.echo(reports.themes_to_text(corpus, found))
    return 0


def _keep(workspace: Path, found: Any) -> None:
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.discovery.services import keep_if_new

    keep_if_new(actor, found)


@click.command("search")
@evidence_options
@click.option("--query", required=True, help="What to look for, in words or as a question.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many answers.")
@click.option("--spans", is_flag=True, help="Ranges of turns that answer together instead of single ones.")
@json_option
@with_progress
def search(
    *,
    files: tuple[Path, ...],
    mapping: str | None,
    customers: Path | None,
    workspace: Path | None,
    query: str,
    limit: int,
    spans: bool,
    as_json: bool,
    progress: Progress,
) -> int:
    """Search feedback and conversations by words and meaning, best first. Exit 1 where nothing was found."""
    corpus = gather(files, mapping, customers, workspace, progress)
    if spans:
        ranges = pipeline.search_spans(corpus, query, limit=limit, progress=progress)
        document, text = reports.spans_to_json(ranges), reports.spans_to_text(ranges)
    else:
        hits = pipeline.search(corpus, query, limit=limit, progress=progress)
        document, text = reports.hits_to_json(hits), reports.hits_to_text(hits)
    clear_progress(progress)
    write_json(document) if as_json else click.echo(text)
    return 0 if document not in ([], {"hits": []}) else 1
