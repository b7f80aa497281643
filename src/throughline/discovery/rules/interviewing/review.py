"""How was the interview? The one function that pages call."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.asking import find_questions
from throughline.discovery.rules.interviewing.contracts import InterviewReview
from throughline.discovery.rules.interviewing.talk import measure_talk


def review_interview(turns: Sequence[Evidence]) -> InterviewReview:
    """Review one conversation: its turns in order, each with `person`, `interviewer`, `text` and `at_seconds`.

    Give it all turns of one conversation and of that one alone.
    """
    questions, unjudged = find_questions(turns)
    talk, missing = measure_talk(turns)
    return InterviewReview(talk, questions, notes=(*missing, *unjudged))
