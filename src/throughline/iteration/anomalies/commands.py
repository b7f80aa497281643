"""`throughline anomalies`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.terminal import write_json


@click.command("anomalies")
@click.argument("file", type=click.Path(path_type=Path), metavar="SERIES")
@click.option("--map", "columns", metavar="ROLE=COLUMN,...", help="What columns hold: date=Day,value=Signups.")
@click.option("--name", default="", help="What the metric is called; else the name of its column.")
@click.option("--holidays", type=click.Path(path_type=Path), help="A table with the columns date and name.")
@click.option(
    "--false-alarms",
    type=click.FloatRange(0.1, 50),
    default=2.0,
    show_default=True,
    help="How many days a year may be named by chance alone; fewer finds less.",
)
@click.option("--skip-last", is_flag=True, help="Leave the last day out: it was not over.")
@click.option("--signed", is_flag=True, help="Whole numbers below zero are meant.")
@click.option("--each-day", is_flag=True, help="With --json, each day outside and not the first of a run alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def anomalies(
    *,
    file: Path,
    columns: str | None,
    name: str,
    holidays: Path | None,
    false_alarms: float,
    skip_last: bool,
    signed: bool,
    each_day: bool,
    as_json: bool,
) -> int:
    """Say which days of a metric were outside what the days before them let expect.

    SERIES is CSV, TSV or XLSX with one row a day: date,value or ds,y, in any order. Days that belong together are one
    anomaly; a day without a value is none; today is left out, since it is not over. Exit 0 where the days could be
    judged, whatever was found, and 2 where they could not.
    """
    from throughline.iteration.anomalies.answering import Wish, answer
    from throughline.measurement.series.reading import parse_columns

    wish = Wish(parse_columns(columns), name, holidays, false_alarms, signed, skip_last)
    found = answer(file, wish, today=utc_today())
    if as_json:
        from throughline.iteration.anomalies.document import write_document

        write_json(write_document(found, each_day=each_day))
    else:
        from throughline.iteration.anomalies.showing import show_text

        click.echo(show_text(found))
    return 0
