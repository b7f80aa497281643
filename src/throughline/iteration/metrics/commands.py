"""`throughline metrics`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json


@click.command("metrics")
@click.argument("definitions", type=click.Path(path_type=Path), metavar="DEFS.yaml", required=False)
@click.option(
    "--events",
    metavar="FILE",
    help="Events: Parquet, CSV, JSON, NDJSON, a folder of them, or an address such as postgresql://host/name.",
)
@click.option("--table", default="events", show_default=True, help="The table in a database, or schema.table.")
@click.option("--engine", type=click.Choice(("duckdb", "spark")), default="duckdb", help="What reads files.")
@click.option("--as-of", type=click.DateTime(), help="How far the events reach, UTC; else what the last one says.")
@click.option("--only", multiple=True, metavar="NAME", help="This metric alone; may be given several times.")
@click.option("--schema", is_flag=True, help="Write the JSON schema of definitions, for editors, and stop.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def metrics(
    *,
    definitions: Path | None,
    events: str | None,
    table: str,
    engine: str,
    as_of: datetime | None,
    only: tuple[str, ...],
    schema: bool,
    as_json: bool,
) -> int:
    """Compute metrics as a file defines them: counts, users, ratios, sums, percentiles, funnels, retention, series.

    Each value says whether it can still change. Exit 0 where nothing was left out, 1 where notes say what was, 2 where
    nothing can be computed. docs/guide/metrics.md shows the format.
    """
    from throughline.iteration.metrics.answering import Wish, answer

    if schema:
        from throughline.measurement.metrics.faults import load_schema

        write_json(load_schema())
        return 0
    if definitions is None:
        raise click.UsageError("Missing argument 'DEFS.yaml'.")
    found = answer(definitions, Wish(events=events, table=table, engine=engine, as_of=as_of, only=only))
    if as_json:
        from throughline.iteration.metrics.document import write_document

        write_json(write_document(found))
    else:
        from throughline.iteration.metrics.telling import show_text

        click.echo(show_text(found))
    return 1 if found.has_findings else 0
