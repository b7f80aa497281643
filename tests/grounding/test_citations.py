"""A citation leads to evidence, or its claim falls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.grounding.contracts import Citation, Finding, Origin, Verdict

Check = Callable[..., Finding]
WORDS = "It takes her three hours."


@pytest.mark.parametrize(
    "citation",
    [
        Citation(source="feedback.csv", row=5),
        Citation(source="data/feedback.csv", row=5),
        Citation(evidence="ev-5"),
        Citation(source="feedback.csv", row=5, evidence="ev-5"),
        Citation(source="feedback.csv", row=5, quote="copies the table by hand"),
        Citation(source="feedback.csv", quote=WORDS),
        Citation(quote=WORDS),
    ],
)
def test_a_citation_may_name_a_place_an_id_or_words(quote: Check, citation: Citation) -> None:
    assert quote(WORDS, citations=(citation,)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "citation",
    [
        Citation(source="feedback.csv", row=99),
        Citation(source="feedback.csv", row=0),
        Citation(source="feedback.csv", turn=5),
        Citation(source="nowhere.csv", row=5),
        Citation(source="feedback.csv", row=5, evidence="ev-1"),
        Citation(source="feedback.csv", row=5, quote="words that stand in row one"),
        Citation(evidence="ev-none"),
        Citation(quote="words that nobody ever said here"),
        Citation(),
    ],
)
@pytest.mark.parametrize("origin", list(Origin))
def test_a_citation_that_points_nowhere_rejects_any_claim(check: Check, origin: Origin, citation: Citation) -> None:
    good = Citation(source="feedback.csv", row=5)
    finding = check(origin, WORDS, citations=(good, citation))
    assert finding.verdict is Verdict.REJECTED
    assert "points nowhere" in finding.reason


def test_words_sought_everywhere_do_not_make_the_interviewer_a_customer(quote: Check) -> None:
    words = "So you export every month, right?"
    assert quote(words, citations=(Citation(quote=words),)).verdict is Verdict.REJECTED
