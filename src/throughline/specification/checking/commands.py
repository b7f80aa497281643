"""`throughline check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.terminal import choose_progress, clear_progress, write_json
from throughline.specification.checking.files import STDIN, find_settings, name_file, read_document_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.grounding.contracts import Ground
    from throughline.specification.checking.showing import Answer
    from throughline.specification.rules.checking.contracts import Settings

PATH = click.Path(path_type=Path)
FORMATS = ("text", "json", "sarif", "github")


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="text", show_default=True, help="How to answer.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json: one list on stdout.")
@click.option(
    "--evidence", "first", multiple=True, type=PATH, help="Hold numbers and quotes against this and the files after it."
)
@click.option("--config", type=PATH, help="The settings; else the nearest throughline.toml above the file.")
def check(*, files: tuple[Path, ...], fmt: str, as_json: bool, first: tuple[Path, ...], config: Path | None) -> int:
    """Check any Markdown PRD: every finding with its line, the words, why, and a better version.

    FILE is a Markdown file, or - for standard input. Numbers and quotes are held against the evidence that the
    document itself holds, and against files given with --evidence: then the first FILE is the document, and all
    others are evidence. Exit 0 where nothing fails the check, 1 where something does, 2 where a file cannot be read.
    """
    from throughline.specification.rules.checking.check import is_failing

    documents, evidence = (files[:1], (*first, *files[1:])) if first else (files, ())
    ground = _read_ground(evidence) if evidence else None
    chosen = [(path, _choose_settings(config, path)) for path in documents]
    answers = [_answer(path, settings, ground) for path, settings in chosen]
    _write(answers, "json" if as_json else fmt)
    failing = [is_failing(a.checked.findings, s) for a, (_, s) in zip(answers, chosen, strict=True)]
    return 1 if any(failing) else 0


def _choose_settings(config: Path | None, path: Path) -> Settings:
    from throughline.specification.checking.configuring import read_settings

    return read_settings(config if config is not None else find_settings(path))


def _read_ground(evidence: Sequence[Path]) -> Ground:
    """The evidence files as a ground. Raises `BadInput` where one cannot be read."""
    from throughline.discovery.pipeline import read_files
    from throughline.specification.pipeline import ground_of

    if STDIN in evidence:
        raise BadInput("evidence is not read from standard input", mend="name files after --evidence")
    progress = choose_progress()
    try:
        return ground_of(read_files(evidence, progress=progress))
    finally:
        clear_progress(progress)


def _answer(path: Path, settings: Settings, ground: Ground | None) -> Answer:
    from throughline.specification.checking.showing import Answer
    from throughline.specification.rules.checking.check import check_text

    text = read_document_file(path)
    checked = check_text(text, settings=settings, ground=ground)
    return Answer(name_file(path), checked, checked.sections)


def _write(answers: Sequence[Answer], fmt: str) -> None:
    if fmt == "json":
        from throughline.specification.checking.showing import list_findings

        write_json(list_findings(answers))
    elif fmt == "sarif":
        from throughline.specification.checking.sarif import write_sarif

        write_json(write_sarif(answers))
    elif fmt == "github":
        from throughline.specification.checking.github import write_commands

        click.echo(write_commands(answers))
    else:
        from throughline.specification.checking.showing import show_text

        click.echo(show_text(answers))
