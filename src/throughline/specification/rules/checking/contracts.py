"""The words of the check: a document read into units, what a rule finds in it, and how the two sides balance."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from throughline.specification.rules.stories.contracts import StoryParts


class Severity(StrEnum):
    """How bad a finding is: an error blocks approval, a warning asks, information stands for the house template."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Three for an error, one for information."""
        return {"error": 3, "warn": 2, "info": 1}[self.value]


class UnitKind(StrEnum):
    """What a line of a document is. The first five bear requirements; word lists look at no others."""

    STORY = "story"
    CRITERION = "criterion"
    REQUIREMENT = "requirement"
    GOAL = "goal"
    METRIC = "metric"
    NON_GOAL = "non-goal"
    QUESTION = "question"
    RISK = "risk"
    PROBLEM = "problem"
    EVIDENCE = "evidence"
    TECHNICAL = "technical"
    DESIGN = "design"
    PERSONA = "persona"
    TERM = "term"
    SUMMARY = "summary"
    OTHER = "other"


BEARING = frozenset({UnitKind.STORY, UnitKind.CRITERION, UnitKind.REQUIREMENT, UnitKind.GOAL, UnitKind.METRIC})
"""The kinds that bear requirements."""


@dataclass(frozen=True, slots=True)
class Spot:
    """From character `at` of a text on, its characters stand at `line` and `column` of the file, both from 1."""

    at: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as a reader sees it, without Markdown's marks, and the way back to the file.

    `bare` has the same length; what is no sentence of the author's (code, quoted words, citations, addresses, struck
    text) is blank in it. `spots` are in order and begin at character 0.
    """

    text: str
    bare: str
    spots: tuple[Spot, ...]
    code: tuple[tuple[int, int], ...] = ()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of character `at`."""
        spot = self.spots[max(0, bisect_right(self.spots, at, key=lambda s: s.at) - 1)]
        return spot.line, spot.column + max(0, at - spot.at)

    @property
    def line(self) -> int:
        return self.spots[0].line

    def cut(self, start: int, end: int | None = None) -> Plain:
        """The part from `start` to `end`, without white space at its edges."""
        stop = len(self.text) if end is None else end
        part = self.text[start:stop]
        start += len(part) - len(part.lstrip())
        stop = max(start, stop - (len(part) - len(part.rstrip())))
        line, column = self.place(start)
        later = tuple(Spot(s.at - start, s.line, s.column) for s in self.spots if start < s.at < stop)
        code = tuple((max(a, start) - start, min(b, stop) - start) for a, b in self.code if a < stop and b > start)
        return Plain(self.text[start:stop], self.bare[start:stop], (Spot(0, line, column), *later), code)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading. `kind` is None where neither it nor a heading above says what it holds."""

    title: str
    level: int
    line: int
    kind: UnitKind | None = None
    named: bool = False
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a document that says something: an item, a row, a paragraph, a criterion of several steps.

    `label` is what others refer to it by (S1, FR-003), `owner` the number of the story or requirement it belongs to,
    `cells` a row's cells by what their column holds, `columns` the columns' own names. `depth` counts the lists around
    it. `lead` are bold words it begins with.
    """

    number: int
    kind: UnitKind
    plain: Plain
    section: Section
    label: str = ""
    lead: str = ""
    owner: int | None = None
    depth: int = 0
    cells: Mapping[str, Plain] = field(default_factory=dict[str, Plain])
    columns: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def text(self) -> str:
        return self.plain.text

    @property
    def bare(self) -> str:
        return self.plain.bare

    @property
    def line(self) -> int:
        return self.plain.line


@dataclass(frozen=True, slots=True)
class Told:
    """A story with what belongs to it: its criteria, the ids it says it serves, and its parts.

    `asides` are its other lines (priority, notes), `title` its heading's, or empty. `benefit` is where its benefit
    stands in its text, or None.
    """

    unit: Unit
    parts: StoryParts
    title: str = ""
    priority: str = ""
    serves: tuple[str, ...] = ()
    criteria: tuple[Unit, ...] = ()
    asides: tuple[Unit, ...] = ()
    benefit: tuple[int, int] | None = None
    epic: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence that the document itself holds: by `id`, in the words that stand there."""

    id: str
    text: str
    line: int


@dataclass(frozen=True)
class Document:
    """A Markdown file read into units, in the order of its lines."""

    title: str
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    stories: tuple[Told, ...]
    front: Mapping[str, str] = field(default_factory=dict[str, str])
    personas: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict[str, int])
    lines: tuple[str, ...] = ()
    code_lines: frozenset[int] = frozenset()
    words: int = 0

    def of(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        """The units of these kinds, in order."""
        return tuple(unit for unit in self.units if unit.kind in kinds)

    @cached_property
    def bearing(self) -> tuple[Unit, ...]:
        """The units that bear requirements."""
        return tuple(unit for unit in self.units if unit.kind in BEARING)

    @cached_property
    def told(self) -> Mapping[int, Told]:
        """Every story by its unit's number."""
        return {story.unit.number: story for story in self.stories}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: where (line and column from 1), the words, why it matters, and a better version.

    `related` are lines that belong to it, as the other side of a contradiction. `house` marks what is said once of the
    whole document: template completeness.
    """

    rule: str
    severity: Severity
    line: int
    column: int
    text: str
    message: str
    suggestion: str
    related: tuple[int, ...] = ()
    house: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue. `family` is its side: "under", "over", "unsupported", "inconsistent", "template"."""

    id: str
    name: str
    title: str
    severity: Severity
    unit: str
    family: str
    why: str
    guard: str
    bad: str
    good: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team decided about its checks; the defaults are what holds without a `throughline.toml`.

    `off` maps rules that are not run to the reason, `severity` rules to another severity. `fail_on` is the least
    severity that makes a check fail, None for never; `maximum` how many findings of a severity are let through.
    """

    fail_on: Severity | None = Severity.WARN
    maximum: Mapping[Severity, int] = field(default_factory=dict[Severity, int])
    off: Mapping[str, str] = field(default_factory=dict[str, str])
    severity: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    house_rules: bool = True
    personas: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaning:
    """One section's counts: what engineers would have to guess there, and where their hands are tied."""

    section: str
    line: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a document leaves engineers guessing, and where it ties their hands; `sentence` says it."""

    under: int
    over: int
    sections: tuple[Leaning, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that the document itself sets aside, and the reason it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole answer: findings in the order of their lines, what was set aside, and the balance.

    `sections` are the headings' lines and titles, in order.
    """

    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]
    balance: Balance
    words: int
    sections: tuple[tuple[int, str], ...] = ()

    def count(self, severity: Severity) -> int:
        """Findings of that severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)


Finder = Callable[[Document, Settings], "list[Finding]"]
"""One rule at work: a document and what the team decided, to what it finds."""
