"""How was the interview? The rules' review of a stored conversation, as the page sets it."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.discovery.conversations.queries import turns_of
from throughline.discovery.conversations.showing import tell_time
from throughline.discovery.models import EvidenceRow, SourceFile
from throughline.discovery.records import read_evidence
from throughline.discovery.rules.interviewing.catalogue import RULES
from throughline.discovery.rules.interviewing.contracts import AskedQuestion, Fault, InterviewReview, Rule
from throughline.discovery.rules.interviewing.review import review_interview


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a question breaks, in full."""

    rule: Rule
    fault: Fault


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its place and the rules it breaks."""

    question: AskedQuestion
    row: EvidenceRow
    broken: tuple[Broken, ...]

    @property
    def time(self) -> str:
        return tell_time(self.row.at_seconds)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review, its questions with their places, and how often each rule was broken."""

    review: InterviewReview
    asked: tuple[Asked, ...]
    rules: tuple[tuple[Rule, int], ...]

    @property
    def marked(self) -> tuple[Asked, ...]:
        """Questions that break a rule."""
        return tuple(one for one in self.asked if one.broken)

    @property
    def others(self) -> tuple[Asked, ...]:
        """Questions that break none."""
        return tuple(one for one in self.asked if not one.broken)


def review_conversation(file: SourceFile) -> ReviewView:
    """Review all turns of this conversation."""
    rows = list(turns_of(file))
    review = review_interview([_read(row, file) for row in rows])
    by_key = {row.key: row for row in rows}
    asked = tuple(Asked(one, by_key[one.evidence], _name(one)) for one in review.questions)
    counts = {rule: sum(1 for one in asked for broken in one.broken if broken.rule == rule) for rule in RULES.values()}
    return ReviewView(review, asked, tuple((rule, number) for rule, number in counts.items() if number))


def _read(row: EvidenceRow, file: SourceFile) -> Evidence:
    row.file = file
    return read_evidence(row, file.name)


def _name(question: AskedQuestion) -> tuple[Broken, ...]:
    return tuple(Broken(RULES[fault.rule], fault) for fault in question.faults if fault.rule in RULES)
