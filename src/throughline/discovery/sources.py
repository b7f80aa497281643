"""Where a command takes its evidence from: files alone, or a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import Any

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.progress import Progress
from throughline.core.kernel.terminal import choose_progress, clear_progress
from throughline.discovery import pipeline
from throughline.discovery.contracts import Corpus

PATH = click.Path(path_type=Path)
OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option("--map", "mapping", metavar="ROLE=COLUMN,...", help="What columns hold: text=Comment,customer=Email."),
    click.option("--speaker", "speakers", multiple=True, metavar="NAME=PART", help="Who is customer or interviewer."),
    click.option("--customers", type=PATH, help="A table of accounts with their segments."),
    click.option("--workspace", type=PATH, help="Work on this workspace folder."),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files and how to read them, or the workspace folder."""

    files: tuple[Path, ...]
    mapping: str | None
    speakers: tuple[str, ...]
    customers: Path | None
    workspace: Path | None

    @property
    def columns(self) -> dict[str, str] | None:
        """`--map` as roles and columns. Raises `BadMapping`."""
        from throughline.discovery.reading.mapping import parse_mapping

        return parse_mapping(self.mapping) if self.mapping else None

    @property
    def parts(self) -> dict[str, str]:
        """`--speaker` as names and parts; what they may be is checked by the reader."""
        pairs = [pair.rpartition("=") for pair in self.speakers]
        for name, equals, part in pairs:
            if not (name and equals and part):
                raise BadInput(
                    "nobody is named", where=f"--speaker {name or part}", mend="write --speaker Dan=interviewer"
                )
        return {name.strip(): part.strip() for name, _, part in pairs}


def with_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Pass FILE… and the options above as one `sources`; and `progress`, whose line is gone at the end."""

    @wraps(command)
    def run(**options: Any) -> Any:
        taken = {name: options.pop(name) for name in ("files", "mapping", "speakers", "customers", "workspace")}
        progress = choose_progress()
        try:
            return command(sources=Sources(**taken), progress=progress, **options)
        finally:
            clear_progress(progress)

    return reduce(lambda wrapped, option: option(wrapped), reversed(OPTIONS), run)


files_argument = click.argument("files", nargs=-1, type=PATH, metavar="FILE...")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


def gather(sources: Sources, progress: Progress) -> Corpus:
    """The corpus of the files, or of the workspace where no file is named. Raises `BadInput` without either."""
    if sources.files:
        return pipeline.read_files(
            sources.files,
            mapping=sources.columns,
            speakers=sources.parts,
            customers=sources.customers,
            progress=progress,
        )
    if sources.workspace is None:
        raise BadInput("no evidence was named", mend="name one or more files, or a --workspace folder")
    return _load(sources.workspace)


def _load(folder: Path) -> Corpus:
    from throughline.core.opening import open_workspace

    actor = open_workspace(folder)
    from throughline.discovery.queries import load_corpus

    corpus = load_corpus(actor.workspace)
    if not corpus.evidence:
        raise BadInput("this workspace holds no evidence yet", where=str(folder), mend="import a file first")
    return corpus
