"""The invented specifications, with the catalogued case that each criterion covers; read from YAML or from Markdown."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from throughline.specification.rules.checking.outlining import outline_text
from throughline.specification.rules.stories.contracts import Outline, Point, Story

HERE = Path(__file__).parent
NONE = "-"
_LABEL = re.compile(r"\s*<!-- (?P<case>[A-Z0-9]{2}-\d\d|-) -->")


@dataclass(frozen=True)
class Trial:
    """A specification without the criterion that covers `case` of `story` (an id in the outline)."""

    document: str
    outline: Outline
    story: str
    case: str


def list_sets() -> list[str]:
    """The names of the sets: YAML files, and folders of Markdown."""
    found = [*HERE.glob("*.yaml"), *(path for path in HERE.iterdir() if path.is_dir() and any(path.glob("*.md")))]
    return sorted(path.stem for path in found)


def read_trials(name: str) -> list[Trial]:
    """Every trial of a set."""
    path = HERE / f"{name}.yaml"
    if path.exists():
        return [trial for spec in yaml.safe_load(path.read_text("utf-8")) for trial in _read_spec(spec)]
    files = sorted((HERE / name).glob("*.md"))
    return [trial for file in files for trial in _read_document(file.stem, file.read_text("utf-8"))]


def _read_spec(spec: dict) -> Iterator[Trial]:
    labelled = {f"s{n}": [row.split(": ", 1) for row in story["criteria"]] for n, story in enumerate(spec["stories"])}
    stories = tuple(
        Story(
            f"s{n}",
            story.get("title", ""),
            story["text"],
            criteria=tuple(Point(f"s{n}c{m}", words) for m, (_, words) in enumerate(labelled[f"s{n}"])),
        )
        for n, story in enumerate(spec["stories"])
    )
    shared = tuple(Point(f"x{n}", row.split(": ", 1)[1]) for n, row in enumerate(spec.get("cross_cutting") or ()))
    outline = Outline("spec", spec["title"], stories, summary=spec.get("summary", ""), cross_cutting=shared)
    for story in stories:
        for (case, _), point in zip(labelled[story.id], story.criteria, strict=True):
            if case != NONE:
                yield Trial(spec["title"], _leave_out(outline, point), story.id, case)


def _leave_out(outline: Outline, gone: Point) -> Outline:
    stories = (replace(story, criteria=tuple(p for p in story.criteria if p != gone)) for story in outline.stories)
    return replace(outline, stories=tuple(stories))


def _read_document(name: str, text: str) -> Iterator[Trial]:
    """The line with the label is deleted, and the document read anew, as anybody would do it."""
    lines = text.splitlines()
    plain = [_LABEL.sub("", line) for line in lines]
    whole = outline_text("\n".join(plain))
    for number, line in enumerate(lines, 1):
        label = _LABEL.search(line)
        if label is None or label["case"] == NONE:
            continue
        place = next(
            (n for n, story in enumerate(whole.stories) if any(p.line == number for p in story.criteria)), None
        )
        if place is None:
            print(f"{name}.md:{number}: no criterion was read here", file=sys.stderr)
            continue
        left = outline_text("\n".join([*plain[: number - 1], "", *plain[number:]]))
        yield Trial(name, left, left.stories[place].id, label["case"])


def _list_lines(story: Story) -> set[int]:
    return {point.line for point in story.criteria}
