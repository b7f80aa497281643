"""A sentence may not praise what its source complains of, nor the other way round, even where no word denies."""

from __future__ import annotations

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Computation, Counted, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify


def judge(origin: Origin, text: str, *said: str, computed: float | None = None) -> Finding:
    """The finding for a claim that cites rows holding `said`, each by an account of its own."""
    rows = tuple(
        Evidence(id=f"e{n}", source="notes.csv", text=words, row=n, account=f"Account {n}")
        for n, words in enumerate(said, start=1)
    )
    computations = () if computed is None else (Computation(Counted.ACCOUNTS, computed),)
    cited = tuple(Citation("notes.csv", row=piece.row) for piece in rows)
    return verify([Claim("c", origin, text, cited, computations=computations)], Ground(rows)).findings[0]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Ticket scanning works at the gate", "Ticket scanning fails at the gate every evening."),
        ("Ticket scanning fails at the gate", "Ticket scanning works at the gate."),
        ("The pump runs are fast to log", "The pump runs are slow to log."),
        ("Setting up a rota is easy", "Setting up a rota is hard."),
        ("Setting up a rota is hard", "Setting up a rota is easy, honestly."),
        ("Nurses love the shift rota", "I hate the shift rota."),
        ("Nurses love the shift rota", "The shift rota crashes on my phone."),
        ("Gardeners complain about the watering plan", "We are delighted with the watering plan."),
        ("The meter reading works offline", "The meter reading stopped working offline in June."),
        ("The meter reading works offline", "I wish the meter reading worked offline."),
        ("Boarding passes open quickly and the scanner works", "Boarding passes open quickly but the scanner fails."),
        ("The booking page is fast", "The booking page should be faster."),
    ],
)
def test_an_inference_is_not_the_opposite_of_what_it_cites(claim: str, said: str) -> None:
    assert judge(Origin.INFERENCE, claim, said).verdict is Verdict.DOWNGRADED


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Ticket scanning fails at the gate", "Ticket scanning breaks at the gate every evening."),
        ("The search is slow while the map is fast", "The map is fast, but the search is slow."),
        ("The search is slow", "We love the map. The search is slow."),
        ("The scanner has no problems at the gate", "The scanner never fails at the gate."),
        ("A draft is easy to lose", "It is hard to keep a draft; a draft is easy to lose."),
        ("People want a faster search", "The search is slow, we want a faster one."),
        ("Reading the meter worked until June", "Reading the meter worked until June, then it broke."),
        ("Nurses complain that the rota lacks nights", "Great rota, but it lacks nights, nurses complain."),
    ],
)
def test_what_is_said_in_other_words_of_judgement_is_verified(claim: str, said: str) -> None:
    assert judge(Origin.INFERENCE, claim, said).verdict is Verdict.VERIFIED


def test_a_right_count_of_rows_that_say_the_opposite_is_rejected_with_the_words() -> None:
    rows = ("Ticket scanning is slow.", "Ticket scanning is so slow in the rain.")
    for computed in (None, 2):
        finding = judge(Origin.NUMBER, "2 accounts say that ticket scanning is fast", *rows, computed=computed)
        assert finding.verdict is Verdict.REJECTED
        assert "“slow”" in finding.reason
        assert judge(
            Origin.NUMBER, "2 accounts say that ticket scanning is slow", *rows, computed=computed
        ).verdict is (Verdict.VERIFIED)


def test_a_computed_count_of_rows_that_deny_it_is_rejected() -> None:
    rows = ("The scanner never finishes a batch.", "Our scanner does not finish a batch.")
    text = "2 accounts say that the scanner finishes a batch"
    assert judge(Origin.NUMBER, text, *rows, computed=2).verdict is Verdict.REJECTED


def test_one_counted_row_that_says_the_opposite_is_one_too_many() -> None:
    rows = ("Setting up a rota is easy.", "Setting up a rota is hard.")
    text = "2 accounts say that setting up a rota is easy"
    assert judge(Origin.NUMBER, text, *rows, computed=2).verdict is Verdict.REJECTED
    assert judge(Origin.INFERENCE, "Setting up a rota is easy", *rows).verdict is Verdict.VERIFIED


def test_what_was_merely_written_about_is_no_judgement() -> None:
    rows = ("The pump has never had a fault or a crash.", "No crash since May.")
    assert judge(Origin.NUMBER, "2 accounts wrote about crashes", *rows).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "The other side, saying that it works: 1 account.",
            "Print a spare one and stick it inside the flap, that works.",
        ),
        ("The cover is too thin: 1 account.", "We discover that the cover sheet is thin once it is on the pallet."),
        ("Voices are cut off: 1 account.", "The invoice line has voices cut off after ten seconds."),
    ],
)
def test_a_word_that_only_begins_like_an_opposite_turns_nothing_round(claim: str, said: str):
    assert judge(Origin.NUMBER, claim, said, computed=1).verdict is Verdict.VERIFIED
