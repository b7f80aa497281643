"""`throughline effect`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json


@click.command("effect")
@click.argument("file", type=click.Path(path_type=Path), metavar="SERIES")
@click.option("--date", "launch", required=True, metavar="DATE", help="The first day after the launch: 2025-03-31.")
@click.option("--window", type=click.IntRange(7, 366), default=90, show_default=True, help="Days that count from it.")
@click.option(
    "--control", type=click.Path(path_type=Path), help="A series that the launch did not touch: logs are compared."
)
@click.option("--log", "is_log", is_flag=True, help="Raw values whose changes multiply; zeros are allowed.")
@click.option("--logged", is_flag=True, help="The values are logarithms already.")
@click.option("--map", "columns", metavar="ROLE=COLUMN,...", help="What columns hold: date=Day,value=Signups.")
@click.option("--signed", is_flag=True, help="Whole numbers may fall below zero: they are no counts.")
@click.option("--less-is-better", is_flag=True, help="A metric that should fall.")
@click.option(
    "--enough",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.05,
    show_default=True,
    help="The least change worth having shipped for, as a share.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def effect(
    *,
    file: Path,
    launch: str,
    window: int,
    control: Path | None,
    is_log: bool,
    logged: bool,
    columns: str | None,
    signed: bool,
    less_is_better: bool,
    enough: float,
    as_json: bool,
) -> int:
    """Say what a launch changed: the days after it against what would have been, with an honest interval.

    SERIES is CSV, TSV or XLSX with a row for each day and columns date and value, or ds and y. Before any verdict the
    method is tried on earlier dates, and says how often it would have cried wolf. Exit 0 where there is a verdict, 1
    where it is inconclusive, 2 where nothing can be computed.
    """
    from throughline.iteration.effects.answering import answer, parse_launch
    from throughline.measurement.effects.contracts import Question, Scale, Verdict
    from throughline.measurement.series.reading import parse_columns

    if is_log and logged:
        raise click.UsageError("--log takes raw values, --logged takes logarithms: give one of the two.")
    scale = Scale.LOG if is_log else Scale.LOGGED if logged else Scale.RAW
    question = Question(parse_launch(launch), window, scale, less_is_better, enough)
    found = answer(file, question, control=control, columns=parse_columns(columns), signed=signed)
    if as_json:
        from throughline.iteration.effects.document import write_document

        write_json(write_document(found))
    else:
        click.echo(f"{found.name}: {found.verdict.value}\n{found.reason}")
    return 1 if found.verdict is Verdict.INCONCLUSIVE else 0
