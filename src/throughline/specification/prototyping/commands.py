"""`throughline prototype`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from throughline.core.kernel.terminal import write_json

if TYPE_CHECKING:
    from throughline.specification.prototyping.making import Made

PATH = click.Path(path_type=Path)


@click.command("prototype")
@click.argument("file", type=PATH, metavar="FILE")
@click.option("-o", "--out", type=PATH, help="The page to write, - for standard output; else FILE's name with .html.")
@click.option("--answers", type=PATH, help="An answers.json that the page gave: draft criteria, and new names.")
@click.option("--model", type=PATH, help="A language model's answer: better names, more fields, checked strictly.")
@click.option("--seed", default="", metavar="WORDS", help="Chooses colours and sample data; else the document does.")
@click.option("--json", "as_json", is_flag=True, help="One document on stdout; a page only with --out.")
def prototype(
    *, file: Path, out: Path | None, answers: Path | None, model: Path | None, seed: str, as_json: bool
) -> int:
    """Make a clickable prototype of stories: one HTML file that works from a disk, without a network or a model.

    FILE is a Markdown PRD from anywhere, the JSON that `throughline prd` writes, or a few sentences of an idea; - reads
    standard input. States that no criterion speaks of are hatched and ask their question. Exit 0 where it was made, 1
    where its screens do not hang together or something given with --answers or --model could not be used, and 2 where
    a file cannot be read.
    """
    from throughline.specification.prototyping.making import choose_place, make_prototype, write_page
    from throughline.specification.prototyping.reporting import describe_made, write_made

    place = choose_place(file, out, as_json=as_json)
    made = make_prototype(file, answers=answers, model=model, seed=seed)
    written = write_page(made, place) if place is not None else 0
    if as_json:
        write_json(describe_made(made, out=place))
    else:
        click.echo(write_made(made, out=place, size=written), err=place is not None and str(place) == "-")
    return 1 if is_wanting(made) else 0


def is_wanting(made: Made) -> bool:
    """Whether something is wrong with what was made, or with what was given."""
    from throughline.specification.prototyping.making import BROKEN

    refused = any(change.kind == "refused" for change in made.changes)
    return refused or bool(made.lost) or any(gap.kind in BROKEN for gap in made.gaps)
