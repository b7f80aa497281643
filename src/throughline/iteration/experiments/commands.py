"""`throughline experiment`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json

PLANNED = 5000


@click.command("experiment")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--variant", required=True, metavar="COLUMN", help="Which variant a unit was in.")
@click.option(
    "--metric", "metrics", multiple=True, required=True, metavar="COLUMN", help="What should change; several."
)
@click.option("--denominator", multiple=True, metavar="COLUMN", help="Makes a ratio of a metric; or METRIC=COLUMN.")
@click.option(
    "--covariate", multiple=True, metavar="COLUMN", help="Known before the start, to narrow (CUPED); or METRIC=COLUMN."
)
@click.option("--covariate-denominator", multiple=True, metavar="COLUMN", help="Where the covariate is a ratio too.")
@click.option("--guardrail", multiple=True, metavar="COLUMN:MARGIN", help="May not get worse by more: 2%, or 0.01.")
@click.option("--less-is-better", "less", multiple=True, metavar="COLUMN", help="A metric or guardrail to lower.")
@click.option("--control", metavar="NAME", help="The control; else the variant called control, a or 0.")
@click.option("--unit", metavar="COLUMN", help="Who was assigned; rows of one unit are added up.")
@click.option("--split", metavar="NAME=SHARE,...", help="The intended split; else as many units in each variant.")
@click.option("--sequential", is_flag=True, help="Intervals and p-values that hold however often one looks.")
@click.option(
    "--planned",
    type=click.FloatRange(2),
    default=PLANNED,
    show_default=True,
    help="Units in two variants at which --sequential is narrowest; chosen before the start.",
)
@click.option(
    "--alpha", type=click.FloatRange(0, 0.5, min_open=True), default=0.05, show_default=True, help="The level."
)
@click.option(
    "--alternative",
    type=click.Choice(["two-sided", "greater", "less"]),
    default="two-sided",
    show_default=True,
    help="What is tested.",
)
@click.option(
    "--relative",
    type=click.Choice(["delta", "log"]),
    default="delta",
    show_default=True,
    help="Relative effects by the delta method on the ratio of means, or on its logarithm.",
)
@click.option(
    "--correction",
    type=click.Choice(["holm", "benjamini-hochberg", "none"]),
    default="holm",
    show_default=True,
    help="For several metrics or variants.",
)
@click.option(
    "--missing",
    type=click.Choice(["refuse", "zero", "drop"]),
    default="refuse",
    show_default=True,
    help="What a blank cell means.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def experiment(
    *,
    file: Path,
    variant: str,
    metrics: tuple[str, ...],
    denominator: tuple[str, ...],
    covariate: tuple[str, ...],
    covariate_denominator: tuple[str, ...],
    guardrail: tuple[str, ...],
    less: tuple[str, ...],
    control: str | None,
    unit: str | None,
    split: str | None,
    sequential: bool,
    planned: float,
    alpha: float,
    alternative: str,
    relative: str,
    correction: str,
    missing: str,
    as_json: bool,
) -> int:
    """Analyse an experiment: each variant against the control, with intervals, guardrails and a verdict.

    FILE is CSV, TSV, XLSX, Parquet or JSON with a row for each unit. Exit 0 where the split is as intended and no
    guardrail is broken, 1 otherwise, 2 where nothing can be computed.
    """
    from throughline.iteration.experiments.answering import answer
    from throughline.iteration.experiments.options import Wish, make_design, make_metrics, parse_split
    from throughline.measurement.experiments.correcting import Correction

    beside = {1: denominator, 2: covariate, 3: covariate_denominator}
    wish = Wish(
        variant=variant,
        metrics=make_metrics(metrics, guardrail, less, beside),
        design=make_design(alpha, alternative, relative, planned if sequential else None),
        correction=Correction(correction),
        control=control,
        unit=unit,
        split=parse_split(split),
        missing=missing,
    )
    found = answer(file, wish)
    if as_json:
        from throughline.iteration.experiments.document import write_document

        write_json(write_document(found))
    else:
        from throughline.iteration.experiments.telling import tell

        click.echo(tell(found))
    return 1 if found.has_findings else 0
