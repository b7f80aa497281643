"""Clean documents whose lines are marked with what they are, so that a planter needs no reading of its own.

A line ends in `{s}` (a story), `{a}` (a criterion of the story above; `{af}` a failing case, `{ae}` an empty state,
`{ap}` who may not), `{r}` (a requirement), `{g}` (a goal), `{m}` and `{mg}` (a metric, a guardrail), `{e}` (evidence),
`{q}` (an open question) or `{l}` (what a story serves). Words within a line are marked by `{kind:words}`: a metric's
baseline `b`, target `t`, date `d` and source `o`; a question's owner `w`; a citation `k`, a claim `c`, a quotation
`cq`; an engineer's note `tl`, a review day `v`; `x` and `n` hold words that are not in the document: a story that does
what the line rules out, and the line without its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_INLINE = re.compile(r"\{(?P<kind>[a-z]{1,2}\d?):(?P<words>[^{}]*)\}")
_ENDS = re.compile(r"\s*\{(?P<kinds>[a-z]{1,2}\d?(?:,[a-z]{1,2})*)\}\s*$")
ASIDE = frozenset({"x", "n"})
"""Marks whose words do not stand in the document."""


@dataclass(frozen=True)
class Part:
    """Marked words of a line, from `start` to `end`."""

    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """A line without its marks; `number` counts from 1."""

    number: int
    text: str
    kinds: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def part(self, *kinds: str) -> Part | None:
        return next((part for part in self.parts if part.kind in kinds), None)

    def without(self, part: Part, instead: str = "") -> str:
        """The line with other words in the place of a part."""
        return self.text[: part.start] + instead + self.text[part.end :]


@dataclass(frozen=True)
class Story:
    """A story's lines and its criteria's."""

    lines: tuple[Line, ...]
    criteria: tuple[Line, ...] = ()
    links: tuple[Line, ...] = ()

    @property
    def last(self) -> Line:
        return (*self.lines, *self.criteria, *self.links)[-1]


@dataclass(frozen=True)
class Marked:
    """A clean document and what its lines are."""

    name: str
    lines: tuple[Line, ...]
    stories: tuple[Story, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def of(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if set(kinds) & set(line.kinds)]

    def holding(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.part(*kinds)]


def read_marked(path: Path) -> Marked:
    """A document and its marks."""
    lines = tuple(_read(n, raw) for n, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1))
    return Marked(path.stem, lines, tuple(_gather(lines)))


def _read(number: int, raw: str) -> Line:
    found = _ENDS.search(raw)
    kinds = tuple(found["kinds"].split(",")) if found else ()
    raw = raw[: found.start()] if found else raw
    text, at, parts = "", 0, list[Part]()
    for match in _INLINE.finditer(raw):
        text += raw[at : match.start()]
        shown = "" if match["kind"] in ASIDE else match["words"]
        parts.append(Part(match["kind"], match["words"], len(text), len(text) + len(shown)))
        text, at = text + shown, match.end()
    return Line(number, (text + raw[at:]).rstrip(), kinds, tuple(parts))


def _gather(lines: tuple[Line, ...]) -> list[Story]:
    stories, inside = list[Story](), False
    for at, line in enumerate(lines):
        if {"s", "s3"} & set(line.kinds):
            stories.append(Story(lines[at - 2 : at + 1] if "s3" in line.kinds else (line,)))
            inside = True
        elif inside and {"a", "af", "ae", "ap"} & set(line.kinds):
            one = stories[-1]
            stories[-1] = Story(one.lines, (*one.criteria, line), one.links)
        elif inside and "l" in line.kinds:
            one = stories[-1]
            stories[-1] = Story(one.lines, one.criteria, (*one.links, line))
        elif set(line.kinds) & {"r", "m", "x", "q"}:
            inside = False
    return stories
