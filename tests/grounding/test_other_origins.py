"""Proposals wait for a person, judgements and assumptions say what they are, anything else is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Claim, Finding, Ground, Origin, Report, Verdict
from throughline.grounding.verify import verify

Check = Callable[..., Finding]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Given reports of 40,000 and 72,000 rows, when each is exported, then the file has as many rows", [3, 1]),
        ("Tell the person before the export starts that it is too big", [2]),
        ("The review takes place 90 days after launch", [2]),
        ("Given two files, when one fails, then the person is told", [4]),
        ("The 4 items about it are answered", [1, 2, 3, 4]),
    ],
)
def test_a_proposal_that_names_what_it_rests_on_is_verified_as_one(propose: Check, text: str, rows: list[int]) -> None:
    assert propose(text, rows=rows).verdict is Verdict.VERIFIED


def test_a_catalogue_entry_is_enough_to_rest_on(propose: Check) -> None:
    assert propose("The file respects the same permissions", rests_on=("EX-02",)).verdict is Verdict.VERIFIED


def test_a_proposal_that_rests_on_nothing_stays_one_and_is_listed(propose: Check) -> None:
    finding = propose("The file respects the same permissions")
    assert (finding.verdict, finding.becomes) == (Verdict.DOWNGRADED, Origin.PROPOSAL)


@pytest.mark.parametrize(
    "text",
    [
        "Given a report of 73,000 rows, when it is exported, then it is complete",
        "We decided to email a link",
        "It was agreed that files are complete",
        "As a compliance officer, I want complete files",
        "Given an export by Dorset Rail, when it ends, then it is complete",
        "The 4 items about it are answered",
    ],
)
def test_a_proposal_neither_invents_nor_agrees(propose: Check, text: str) -> None:
    assert propose(text, rows=[1]).verdict is Verdict.REJECTED


@pytest.mark.parametrize("origin", [Origin.JUDGEMENT, Origin.ASSUMPTION])
def test_judgements_and_assumptions_are_verified_as_what_they_say_they_are(check: Check, origin: Origin) -> None:
    assert check(origin, "One in ten customers would pay for this").verdict is Verdict.VERIFIED


def test_an_unknown_origin_is_rejected_by_its_name(check: Check) -> None:
    finding = check(Origin.ASSUMPTION, "Exports time out", rows=[1], stated_origin="hunch")
    assert finding.verdict is Verdict.REJECTED
    assert "'hunch'" in finding.reason


def test_every_claim_is_answered_once_in_order(evidence: tuple[Evidence, ...]) -> None:
    claims = [Claim(str(n % 3), origin, "Exports time out") for n, origin in enumerate([*Origin, *Origin])]
    assert [finding.claim for finding in verify(claims, Ground(evidence)).findings] == claims


def test_no_claims_and_no_evidence_make_an_empty_report() -> None:
    assert verify([], Ground(())) == Report()
