"""From files to a prototype and its page: stories, answers that came back, and a model's answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughline.core.kernel.errors import BadInput
from throughline.specification.checking.files import STDIN, name_file, read_document_file
from throughline.specification.rules.prototyping import (
    Answer,
    Change,
    Coverage,
    Drafted,
    Gap,
    Prototype,
    add_drafted,
    build_prototype,
    describe_coverage,
    draft_answers,
    find_gaps,
    merge_model,
    read_answers,
    render_prototype,
)
from throughline.specification.rules.prototyping.contracts import GapKind

if TYPE_CHECKING:
    from throughline.specification.rules.stories.contracts import Outline

BROKEN = frozenset({GapKind.UNREACHABLE, GapKind.DEAD_END, GapKind.NO_WAY_BACK, GapKind.UNHANDLED, GapKind.NO_EXIT})
"""Findings that say that the screens do not hang together; the others ask something of the stories."""
_LARGEST_MODEL = 8_000_000
"""Bytes of a model's answer that are read at all; far less is accepted, and said so."""


@dataclass(frozen=True, slots=True)
class Made:
    """A prototype made of a file, with its reports and what became of answers and of a model's answer."""

    file: str
    outline: Outline
    prototype: Prototype
    coverage: Coverage
    gaps: tuple[Gap, ...]
    drafted: tuple[Drafted, ...] = ()
    lost: tuple[Answer, ...] = ()
    changes: tuple[Change, ...] = ()


def make_prototype(file: Path, *, answers: Path | None = None, model: Path | None = None, seed: str = "") -> Made:
    """Make it. Raises `BadInput`, in one sentence, where a file cannot be read or holds no story."""
    from throughline.specification.edge_cases.reading import read_outline

    outline = read_outline(file)
    given, renames = _read_answers(answers) if answers is not None else ((), {})
    drafted, lost = draft_answers(outline, given)
    outline = add_drafted(outline, drafted)
    prototype, changes = build_prototype(outline, seed=seed, renames=renames), ()
    if model is not None:
        prototype, changes = merge_model(prototype, _read_model(model))
    coverage, gaps = describe_coverage(prototype), find_gaps(prototype)
    return Made(name_file(file), outline, prototype, coverage, gaps, drafted, lost, changes)


def _read_answers(path: Path) -> tuple[tuple[Answer, ...], dict[str, str]]:
    text = read_document_file(path)
    try:
        data: Any = json.loads(text)
        return read_answers(data)
    except (ValueError, RecursionError) as error:
        mend = "give the answers.json that the prototype's page saved"
        raise BadInput(f"these are no answers ({error})", where=name_file(path), mend=mend) from None


def _read_model(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_MODEL).decode("utf-8-sig", "replace")
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise BadInput(what, where=str(path), mend="name the file with the model's answer") from None


def choose_place(file: Path, out: Path | None, *, as_json: bool) -> Path | None:
    """Where the page is written: OUT, else the document's name with .html in this folder; nowhere for JSON alone."""
    if out is None and as_json:
        return None
    place = out or Path("prototype.html" if file == STDIN else f"{file.stem}.html")
    if place == STDIN and as_json:
        raise BadInput("page and JSON cannot both go to standard output", mend="name a file with -o")
    if place != STDIN and place.exists() and file.exists() and place.samefile(file):
        raise BadInput("this is the document itself", where=str(place), mend="name another file with -o")
    return place


def write_page(made: Made, place: Path) -> int:
    """Write the page, whole or not at all, and give its size in bytes. Raises `BadInput` where it cannot be written."""
    from throughline.specification.commands import write_out

    page = render_prototype(made.prototype).encode()
    write_out(page, None if place == STDIN else place)
    return len(page)
