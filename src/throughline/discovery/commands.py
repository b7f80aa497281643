"""`throughline import`, `themes` and `search`: on files alone, or on a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.progress import Progress
from throughline.core.kernel.terminal import clear_progress, write_json
from throughline.discovery import pipeline, reports
from throughline.discovery.contracts import Themes
from throughline.discovery.sources import Sources, files_argument, gather, json_option, with_sources


@click.command("import")
@files_argument
@click.option("--rejects", type=click.Path(path_type=Path), help="Where records that cannot be read are listed.")
@click.option("--dry-run", is_flag=True, help="Say what importing into the workspace would do, and keep nothing.")
@json_option
@with_sources
def import_(
    *,
    sources: Sources,
    rejects: Path | None,
    dry_run: bool,
    as_json: bool,
    progress: Progress,
) -> int:
    """Import files into a workspace; without --workspace, say what they hold and keep nothing.

    Records that cannot be read go to a rejects file, with line and reason; the others are imported. Importing the
    same file again adds nothing. Exit 1 where records were rejected.
    """
    if not sources.files and sources.customers is None:
        raise BadInput("no file was named", mend="name one or more files")
    if dry_run:
        return _try_all(sources, as_json, progress)
    if sources.workspace is None:
        report = reports.describe_reading(gather(sources, progress))
    else:
        report = _import_all(sources, sources.workspace, progress)
    clear_progress(progress)
    refused = [record for file in report for record in file.rejected]
    written = reports.write_rejects_file(refused, rejects)
    document = reports.import_to_json(report, written)
    write_json(document) if as_json else click.echo(reports.import_to_text(report, written))
    return 1 if refused else 0


def _try_all(sources: Sources, as_json: bool, progress: Progress) -> int:
    """Exit 1 where records would be skipped or a file cannot be used."""
    if sources.workspace is None:
        raise BadInput("there is nothing to hold the files against", mend="name the --workspace they would go into")
    from throughline.core.opening import open_workspace

    workspace = open_workspace(sources.workspace).workspace
    from throughline.discovery.feedback.showing import try_file

    tried = [
        try_file(path, name=path.name, mapping=sources.columns, speakers=sources.parts, workspace=workspace)
        for path in sources.files
    ]
    clear_progress(progress)
    write_json(reports.trials_to_json(tried)) if as_json else click.echo(reports.trials_to_text(tried))
    return 1 if any(trial.skipped or trial.trouble for trial in tried) else 0


def _import_all(sources: Sources, folder: Path, progress: Progress) -> list[reports.FileReport]:
    from throughline.core.opening import open_workspace

    actor = open_workspace(folder)
    from throughline.discovery import services
    from throughline.discovery.feedback.repeats import propose_repeats
    from throughline.discovery.reading.errors import CompanionFile

    if sources.customers is not None:
        services.import_customers(actor, path=sources.customers)
    done: list[reports.FileReport] = []
    for path in sources.files:
        try:
            report = services.import_file(
                actor, path=path, mapping=sources.columns, speakers=sources.parts, progress=progress
            )
        except CompanionFile as companion:
            if len(sources.files) == 1:
                raise
            progress(f"Left out {companion.where}")
            continue
        done.append(reports.describe_import(report))
    if any(report.imported for report in done):
        propose_repeats(actor, progress=progress)
    return done


@click.command("themes")
@files_argument
@json_option
@with_sources
def themes(
    *,
    sources: Sources,
    as_json: bool,
    progress: Progress,
) -> int:
    """Find the themes in feedback and conversations, with counts and verbatim quotes.

    In a workspace they are kept, and what people decided about them stays: names, merged and dismissed themes.
    """
    corpus = gather(sources, progress)
    if sources.workspace is not None and not sources.files:
        found = _find_and_keep(sources.workspace, progress)
    else:
        found = pipeline.find_themes(corpus, progress=progress)
    clear_progress(progress)
    write_json(reports.themes_to_json(corpus, found)) if as_json else click.echo(reports.themes_to_text(corpus, found))
    return 0


def _find_and_keep(folder: Path, progress: Progress) -> Themes:
    """Find the themes of a workspace; they are shown as people have sorted them."""
    from throughline.core.opening import open_workspace

    actor = open_workspace(folder)
    from throughline.discovery.queries import get_themes
    from throughline.discovery.services import find_themes

    find_themes(actor, progress=progress)
    return get_themes(actor.workspace) or Themes()


@click.command("search")
@files_argument
@click.option("--query", required=True, help="What to look for, in words or as a question.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many answers.")
@click.option("--spans", is_flag=True, help="Ranges of turns that answer together instead of single ones.")
@json_option
@with_sources
def search(
    *,
    sources: Sources,
    query: str,
    limit: int,
    spans: bool,
    as_json: bool,
    progress: Progress,
) -> int:
    """Search feedback and conversations by words and meaning, best first. Exit 1 where nothing was found."""
    corpus = gather(sources, progress)
    if spans:
        ranges = pipeline.search_spans(corpus, query, limit=limit, progress=progress)
        document, text = reports.spans_to_json(ranges), reports.spans_to_text(ranges)
    else:
        hits = pipeline.search(corpus, query, limit=limit, progress=progress)
        document, text = reports.hits_to_json(hits), reports.hits_to_text(hits)
    clear_progress(progress)
    write_json(document) if as_json else click.echo(text)
    return 0 if document not in ([], {"hits": []}) else 1
