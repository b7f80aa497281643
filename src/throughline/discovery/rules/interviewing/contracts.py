"""What a review of an interview says: who talked how much, each question the interviewer asked, and its faults."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_ENOUGH = 0.8
"""The share of all words whose speaker must be known before anything is said of who talked how much."""


class Form(StrEnum):
    """How a question may be answered. Only open and closed ones are set against each other.

    `TAG` asks for a nod ("…, right?"), `CHECK` repeats or clarifies what was just said, `RHETORICAL` wants no answer,
    `LOGISTICS` is about the call itself ("Can you hear me?").
    """

    OPEN = "open"
    CLOSED = "closed"
    TAG = "tag"
    CHECK = "check"
    RHETORICAL = "rhetorical"
    LOGISTICS = "logistics"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of asking: its id, a title, why it holds in one sentence, a wording that fits anywhere, its source."""

    id: str
    title: str
    reason: str
    wording: str
    source: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A question breaks a rule: which (`rule` is a `Rule.id`), why in one sentence, and what could be said instead.

    `own_words` is true where `wording` was made for this question, false where it is the rule's general wording.
    """

    rule: str
    why: str
    wording: str
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question of the interviewer: `text` is the slice `start:end` of the text of the turn `evidence`.

    `ordinal` counts the questions of a turn from 1. `turn` is the turn's number in its file. Where captions cut the
    question into several turns, `text` is its longest part and `whole` all of its words; else `whole` is empty.
    """

    evidence: str
    turn: int | None
    ordinal: int
    start: int
    end: int
    text: str
    form: Form
    faults: tuple[Fault, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one voice said: words, its share of all words of known voices (0 to 1), minutes where the file has times.

    `name` is None for voices that nobody named, which then stand together.
    """

    name: str | None
    interviewer: bool
    turns: int
    words: int
    share: float
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class TalkShare:
    """Who talked how much; the shares of `voices` sum to 1, and so do those of interviewers and customers.

    The share is of words. `aside_words` are those of turns that hold several voices or nobody's: they are in no share.
    `minutes` is None where the file has no times.
    """

    voices: tuple[Voice, ...]
    interviewers: float
    customers: float
    aside_words: int = 0
    minutes: float | None = None

    @property
    def known_words(self) -> int:
        """Words of which it is known who said them."""
        return sum(voice.words for voice in self.voices)

    @property
    def all_words(self) -> int:
        """Words of the whole conversation."""
        return self.known_words + self.aside_words

    @property
    def is_enough(self) -> bool:
        """Whether enough words are somebody's for a share to say who talked how much."""
        return self.known_words >= _ENOUGH * self.all_words

    @property
    def answering(self) -> int:
        """How many voices are customers'."""
        return sum(1 for voice in self.voices if not voice.interviewer)


@dataclass(frozen=True, slots=True)
class InterviewReview:
    """How the interview was led, without a score.

    `talk` is None where it cannot be known, and `questions` is empty where no interviewer is known: `notes` says each
    such limit in a sentence fit to print.
    """

    talk: TalkShare | None
    questions: tuple[AskedQuestion, ...]
    notes: tuple[str, ...] = ()

    def count(self, form: Form) -> int:
        """Questions of that form."""
        return sum(1 for question in self.questions if question.form is form)

    @property
    def open(self) -> int:
        """Questions that invite a story."""
        return self.count(Form.OPEN)

    @property
    def closed(self) -> int:
        """Questions that a yes, a no or one word answers."""
        return self.count(Form.CLOSED)

    @property
    def marked(self) -> tuple[AskedQuestion, ...]:
        """Questions that break a rule."""
        return tuple(question for question in self.questions if question.faults)
