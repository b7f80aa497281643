"""An inference says nothing that its sources do not show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify

Check = Callable[..., Finding]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Exporting large reports times out for Aldgate Press", [1]),
        ("Customers say that the sales report export times out", [1]),
        ("Birch & Sons has never seen a timeout", [3]),
        ("Files stop early without an error or a warning", [4]),
        ("At Calder Foods the table is copied by hand on Fridays", [5]),
        ("The spinner does not stop", [6]),
        ("Someone asks for an email with a link once the file is ready", [7]),
        ("The totals have not matched since version 4.12", [8]),
        ("Exports time out at month end, and files stop early", [2, 4]),
    ],
)
def test_a_light_rewording_of_what_it_cites_is_verified(infer: Check, text: str, rows: list[int]) -> None:
    assert infer(text, rows=rows).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Customers love the new dashboard colours", [1]),
        ("Finance directors plan to leave for a competitor", [2]),
        ("Copying by hand violates the audit policy of the board", [7]),
        ("The database runs out of memory", [6]),
    ],
)
def test_a_sentence_nothing_supports_becomes_a_proposal(infer: Check, text: str, rows: list[int]) -> None:
    finding = infer(text, rows=rows)
    assert (finding.verdict, finding.becomes) == (Verdict.DOWNGRADED, Origin.PROPOSAL)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("It has timed out for Birch & Sons", [3]),
        ("Aldgate Press would say it is fast", [2]),
        ("There is an error and a warning when the file stops", [4]),
        ("The spinner stops", [6]),
        ("The totals match since version 4.12", [8]),
        ("The table is not copied by hand", [5]),
    ],
)
def test_a_denial_dropped_or_added_is_caught(infer: Check, text: str, rows: list[int]) -> None:
    assert infer(text, rows=rows).verdict is Verdict.DOWNGRADED


@pytest.mark.parametrize(
    "text",
    [
        "As a compliance officer, I get a 502 after two minutes when exporting the sales report",
        "Maria, a finance lead, gets a 502 when exporting the sales report",
        "Maria wants to export the sales report without a timeout",
        "Auditors export the sales report and get a 502",
        "A pharmacist who exports the sales report gets a 502",
    ],
)
def test_an_invented_persona_is_caught(infer: Check, text: str) -> None:
    assert infer(text, rows=[1]).verdict is Verdict.DOWNGRADED


def test_a_role_that_the_evidence_shows_is_no_invention(infer: Check) -> None:
    assert infer("The file had already been sent to the auditor", rows=[4]).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "text",
    [
        "Exporting the sales report times out for Dorset Rail",
        "Exporting the sales report to Salesforce times out",
        "Exporting the sales report times out for Mid-market customers",
        "Exporting the sales report of 73,000 rows times out",
        "Three accounts cannot export the sales report because it times out",
    ],
)
def test_names_segments_and_numbers_must_occur_in_what_it_cites(infer: Check, text: str) -> None:
    assert infer(text, rows=[1]).verdict is Verdict.DOWNGRADED


def test_words_set_as_a_quote_inside_it_must_have_been_said(infer: Check) -> None:
    assert infer("The export “times out. It is 72,000 rows” long", rows=[1]).verdict is Verdict.VERIFIED
    assert (
        infer("The sales report export “times out all day long” at 72,000 rows", rows=[1]).verdict is Verdict.DOWNGRADED
    )


def test_an_inference_without_citations_is_a_proposal(infer: Check) -> None:
    assert infer("Exports time out").verdict is Verdict.DOWNGRADED


def test_what_only_the_interviewer_said_is_nobodys_need(infer: Check) -> None:
    assert infer("Exports happen every month", turns=[0]).verdict is Verdict.DOWNGRADED
    assert infer("Exports happen every month", turns=[0, 1]).verdict is Verdict.VERIFIED


def test_a_second_hand_note_counts_as_heard(infer: Check) -> None:
    assert infer("The export is unusable above 90,000 rows", rows=[9]).verdict is Verdict.VERIFIED


def test_meaning_helps_where_words_differ_and_holds_back_where_they_only_look_alike() -> None:
    pieces = (Evidence(id="e1", source="f.csv", text="Full-year ledger export never finishes.", row=1),)
    claim = Claim("c", Origin.INFERENCE, "Long ledger downloads never come to an end", (Citation("f.csv", row=1),))

    def verdict(cosine: float) -> Verdict:
        def compare(text: str, others: Sequence[str]) -> list[float]:
            return [cosine for _ in others]

        return verify([claim], Ground(pieces, similarity=compare)).findings[0].verdict

    assert verdict(0.8) is Verdict.VERIFIED
    assert verdict(0.1) is Verdict.DOWNGRADED
