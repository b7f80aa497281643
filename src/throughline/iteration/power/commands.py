"""`throughline power`."""

from __future__ import annotations

import click

from throughline.core.kernel.terminal import write_json

_SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)
_ABOVE = click.FloatRange(0, min_open=True)


@click.command("power")
@click.option("--share", type=_SHARE, help="The share of the control that does it: 0.05 is five in a hundred.")
@click.option("--mean", type=float, help="The mean of the control, where each unit has a number.")
@click.option("--sd", type=_ABOVE, help="The standard deviation that goes with --mean.")
@click.option("--relative", type=float, help="The smallest effect that matters, of the control: 0.05 is 5 % more.")
@click.option("--absolute", type=float, help="The same as a difference: 0.01 is one point of a share.")
@click.option("--per-day", type=_ABOVE, help="Units that enter a day, in all variants together.")
@click.option("--days", type=click.IntRange(1, 3650), default=56, show_default=True, help="The longest you would wait.")
@click.option("--variants", type=click.IntRange(2, 20), default=2, show_default=True, help="With the control.")
@click.option(
    "--alpha",
    type=click.FloatRange(0, 0.5, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    help="The chance to find what is not there.",
)
@click.option(
    "--power", type=_SHARE, default=0.8, show_default=True, help="The chance to find what is there, at least."
)
@click.option(
    "--correlation",
    type=click.FloatRange(-1, 1, min_open=True, max_open=True),
    default=0.0,
    show_default=True,
    help="Of the metric with what is known of a unit before (CUPED).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def power(
    *,
    share: float | None,
    mean: float | None,
    sd: float | None,
    relative: float | None,
    absolute: float | None,
    per_day: float | None,
    days: int,
    variants: int,
    alpha: float,
    power: float,
    correlation: float,
    as_json: bool,
) -> int:
    """Plan an experiment before it starts: its size, its length, and what your traffic can show.

    Give the control as --share, or as --mean with --sd; the effect, the traffic, or both. Exit 0 where the traffic
    shows the effect or one of them is not known, 1 where it cannot in --days, 2 where nothing can be worked out.
    """
    from throughline.iteration.power.options import read_effect, read_outcome
    from throughline.measurement.experiments.planning import plan
    from throughline.measurement.experiments.power import Test

    outcome = read_outcome(share=share, mean=mean, deviation=sd, explained=correlation)
    test = Test(alpha, power, variants)
    effect = read_effect(outcome, relative=relative, absolute=absolute)
    found = plan(outcome, test, effect=effect, per_day=per_day, longest=days)
    if as_json:
        from throughline.iteration.power.document import write_document

        write_json(write_document(found))
    else:
        from throughline.iteration.power.telling import say_plan

        click.echo("\n".join(say_plan(found)))
    return 1 if found.can_show is False else 0
