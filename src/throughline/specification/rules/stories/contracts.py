"""What is read out of a story, a criterion, and a whole specification, whoever wrote it and in whichever form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a story is written: "As a …, I want …", "When …, I want …, so I can …", or neither."""

    STORY = "story"
    JOB = "job story"
    BARE = "bare"


class Kind(StrEnum):
    """What a person does in a story, told by its verb; it decides the screen, and which edge cases bear on it."""

    LIST = "list"
    SEARCH = "search"
    DASHBOARD = "dashboard"
    DETAIL = "detail"
    FORM = "form"
    SETTINGS = "settings"
    UPLOAD = "upload"
    EXPORT = "export"
    DELETE = "delete"
    APPROVE = "approve"
    NOTIFY = "notify"
    AUTH = "auth"
    PAY = "pay"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class StoryParts:
    """A story taken apart; what it does not say is empty.

    `role` is bare ("first-time seller"), `means` what is wanted without "I want to", `benefit` without "so that".
    `verb` is the first verb of the means, as it stands in a dictionary; `entity` the thing it is done to ("shipment
    report"); `fields` what the means says the thing holds ("with name, date and amount"). `kind` is None where the verb
    does not tell. `situation` is when it is wanted, in a job story ("When a file fails, …") or after the role.
    """

    form: Form
    role: str = ""
    means: str = ""
    benefit: str = ""
    verb: str = ""
    entity: str = ""
    fields: tuple[str, ...] = ()
    kind: Kind | None = None
    situation: str = ""


@dataclass(frozen=True, slots=True)
class CriterionParts:
    """A criterion taken apart into steps, whether written as Given/When/Then, as EARS or as a plain sentence.

    A plain sentence is all `then`. Each step is without its keyword; "and" steps stand one by one.
    """

    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered sentence of a specification: a criterion, a requirement, a metric, a question, a risk, a non-goal.

    `id` is what others refer to it by, `label` what a reader calls it (C3). `cites` are ids of evidence, `owner` who
    answers for it, `origin` the letter of its claim or empty, `line` its line in a file, from 1, or 0.
    """

    id: str
    text: str
    label: str = ""
    owner: str = ""
    origin: str = ""
    cites: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One story with its criteria. `text` is the story's own sentence, or empty where only a title and quotes stand.

    `situation` and `purpose` are customers' words, `said` further quotes of the story, `edge_cases` what was asked of
    it and not yet answered.
    """

    id: str
    title: str
    text: str = ""
    label: str = ""
    priority: str = ""
    situation: str = ""
    purpose: str = ""
    said: tuple[Point, ...] = ()
    criteria: tuple[Point, ...] = ()
    edge_cases: tuple[Point, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A specification as its readers need it: checks, edge cases, prototypes and the formats of other tools.

    `personas` are roles that the document defines; `cross_cutting` are sentences that hold for every story (errors,
    permissions, accessibility). `opportunity` is the id of what it was written for, or empty.
    """

    id: str
    title: str
    stories: tuple[Story, ...] = ()
    summary: str = ""
    personas: tuple[str, ...] = ()
    requirements: tuple[Point, ...] = ()
    metrics: tuple[Point, ...] = ()
    non_goals: tuple[Point, ...] = ()
    assumptions: tuple[Point, ...] = ()
    questions: tuple[Point, ...] = ()
    risks: tuple[Point, ...] = ()
    edge_cases: tuple[Point, ...] = ()
    cross_cutting: tuple[Point, ...] = ()
    opportunity: str = ""
