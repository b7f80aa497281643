"""`throughline rank`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json

_MODELS = ("rice", "ice", "value-effort", "weighted")


@click.command("rank")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--model", type=click.Choice(_MODELS), help="How to score; else the first that the columns allow.")
@click.option("--top", type=click.IntRange(1), help="How many are chosen; else 10, or a third of fewer than 30.")
@click.option("--capacity", help="What the quarter holds, in the unit of the efforts: 12, 10-14, or 3 months.")
@click.option("--weights", help="Own weights for inputs or columns, less is better below 0: reach=2,impact=3,risk=-1.")
@click.option("--map", "columns", metavar="INPUT=COLUMN,...", help="What columns hold: reach=Audience,effort=Cost.")
@click.option(
    "--words", multiple=True, metavar="WORD=RANGE,...", help="What sizes stand for: S=1-2,M=3-5 or effort:S=1-2."
)
@click.option("--as-stated", is_flag=True, help="Take every range as it is, not as a measurement with an error.")
@click.option("--draws", type=click.IntRange(100, 200_000), default=10_000, show_default=True, help="Draws to make.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same answer.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def rank(
    *,
    file: Path,
    model: str | None,
    top: int | None,
    capacity: str | None,
    weights: str | None,
    columns: str | None,
    words: tuple[str, ...],
    as_stated: bool,
    draws: int,
    seed: int,
    as_json: bool,
) -> int:
    """Rank a spreadsheet of ideas: the chance that each belongs on top, ties, and what the order hinges on.

    FILE is CSV, TSV or XLSX with a row for each idea and columns such as reach, impact, confidence and effort: numbers,
    or ranges like 10-40. Exit 0 where every idea is ranked, 1 where a cell is blank or cannot be used, 2 where nothing
    can be ranked.
    """
    from throughline.strategy.ranking.answering import Wish, answer
    from throughline.strategy.ranking.options import parse_map, parse_weights, parse_words

    wish = Wish(
        model=model,
        weights=parse_weights(weights),
        columns=parse_map(columns),
        words=parse_words(words),
        top=top,
        draws=draws,
        seed=seed,
        capacity=capacity,
        as_stated=as_stated,
    )
    found = answer(file, wish)
    if as_json:
        from throughline.strategy.ranking.document import write_document

        write_json(write_document(found))
    else:
        from throughline.strategy.ranking.showing import show_text

        click.echo(show_text(found))
    return 1 if found.has_findings else 0
