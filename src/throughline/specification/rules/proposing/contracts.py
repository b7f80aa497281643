"""The words of proposing: questions to the person, what a model said, and what became of each of its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Role

MOST_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the person before anything is drafted. `options` are choices the draft left open, if any."""

    id: str
    text: str
    options: tuple[str, ...] = ()
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What the person said to a question: their judgement, which a proposal may rest on."""

    id: str
    question: str
    text: str


class Part(StrEnum):
    """The sections a model may propose for. The technical one is engineering's; the tables of counts are computed."""

    PROBLEM = "problem"
    WHY_NOW = "why-now"
    GOALS = "goals"
    NON_GOALS = "non-goals"
    AUDIENCE = "audience"
    APPROACH = "approach"
    STORIES = "stories"
    RISKS = "risks"
    QUESTIONS = "questions"


STORY = "story"
"""The role of the sentence that a story's criteria follow; it has no role of its own on the page."""
ROLES: dict[Part, dict[str, Role]] = {
    Part.PROBLEM: {"sentence": Role.SENTENCE, "quote": Role.QUOTE, "count": Role.COUNT},
    Part.WHY_NOW: {"sentence": Role.SENTENCE, "quote": Role.QUOTE, "count": Role.COUNT},
    Part.GOALS: {"metric": Role.METRIC, "sentence": Role.SENTENCE},
    Part.NON_GOALS: {"non-goal": Role.NON_GOAL, "quote": Role.QUOTE},
    Part.AUDIENCE: {"sentence": Role.SENTENCE, "quote": Role.QUOTE, "count": Role.COUNT},
    Part.APPROACH: {"sentence": Role.SENTENCE},
    Part.STORIES: {STORY: Role.SENTENCE, "criterion": Role.CRITERION, "quote": Role.QUOTE},
    Part.RISKS: {"risk": Role.RISK, "quote": Role.QUOTE},
    Part.QUESTIONS: {"question": Role.QUESTION},
}
"""What a model may call its sentences in each section, and what they are on the page. The first is what one without a
name is."""
NORMATIVE = frozenset({STORY, "criterion", "metric", "non-goal", "question", "risk"})
"""What says how something should be, or might be: never a fact, whatever the model calls it."""
FACTS = frozenset({Origin.QUOTE, Origin.NUMBER})
"""What code can prove letter by letter or count again: all that a model's words may become as a fact."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a model's answer, its codes already led back to what they stand for.

    `origin` and `role` are as it wrote them; `claim` is what it claims, with the citations that could be led back and
    those that could not. `answers` are the person's answers it rests on, `instead` the claim of the line whose place it
    would take, if any.
    """

    section: str
    origin: str
    role: str
    claim: Claim
    answers: tuple[str, ...] = ()
    instead: str = ""


class Fate(StrEnum):
    """What became of a sentence: it may stand, it may be taken although nothing shows it, or it is not let through."""

    STANDS = "stands"
    UNSHOWN = "unshown"
    REFUSED = "refused"


class Invention(StrEnum):
    """What a sentence that was not let through had invented, in the words of the report."""

    QUOTE = "words nobody said"
    SPEAKER = "somebody else’s words"
    NUMBER = "numbers the rows do not give"
    PERSON = "people, names or roles that are not there"
    SOURCE = "sources that do not exist"
    AGREEMENT = "agreement or judgement nobody gave"
    SUPPORT = "sentences nothing shows"
    FORM = "what was not asked for"


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence with its fate. `claim` is what would stand on the page; `was` what the model claimed.

    `reason` says why it may stand or may not; `kind` what was invented, None where nothing was.
    """

    section: str
    role: str
    claim: Claim
    was: Claim
    fate: Fate
    reason: str
    kind: Invention | None = None
    recomputed: str | None = None
    answers: tuple[str, ...] = ()
    instead: str = ""
