"""`throughline edge-cases`."""

from __future__ import annotations

from pathlib import Path

import click

from throughline.core.kernel.terminal import write_json


@click.command("edge-cases")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--most", type=click.IntRange(1, 500), default=20, show_default=True, help="Questions at most, in all.")
@click.option("--json", "as_json", is_flag=True, help="One document on stdout.")
def edge_cases(*, file: Path, most: int, as_json: bool) -> int:
    """Ask what a specification leaves open: at most five questions a story, the likeliest first.

    FILE is a Markdown PRD from anywhere, the JSON that `throughline prd` writes, or a few sentences of an idea; - reads
    standard input. What a story's criteria answer already is not asked. Exit 0 where the file could be read, whatever
    there is to ask, and 2 where it could not.
    """
    from throughline.specification.checking.files import name_file
    from throughline.specification.edge_cases.reading import read_outline
    from throughline.specification.edge_cases.showing import describe_questions, write_questions
    from throughline.specification.rules.edge_cases import ask

    outline = read_outline(file)
    asked = ask(outline, most=most)
    if as_json:
        write_json(describe_questions(outline, asked, file=name_file(file)))
    else:
        click.echo(write_questions(outline, asked))
    return 0
