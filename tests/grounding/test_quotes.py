"""A quote is what somebody said: these words, whole, from the one who is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify

Check = Callable[..., Finding]


@pytest.mark.parametrize(
    "text",
    [
        "“It is 72,000 rows and I get a 502 after two minutes.”",
        '"It is 72,000 rows and I get a 502 after two minutes."',
        "It is 72,000 rows and I get a 502 after two minutes",
        "  «It is 72,000 rows\nand I get a 502 after two minutes.» ",
    ],
)
def test_words_that_stand_in_the_cited_row_are_verified_however_they_are_marked(quote: Check, text: str) -> None:
    assert quote(text, rows=[1]).verdict is Verdict.VERIFIED


def test_a_verified_quote_says_where_its_words_stand(quote: Check, evidence: tuple[Evidence, ...]) -> None:
    finding = quote("no error, no warning. We’d already sent it", rows=[4])
    (span,) = finding.spans
    text = next(piece.text for piece in evidence if piece.id == span.evidence)
    assert text[span.start : span.end] == "no error, no warning. We'd already sent it"


def test_an_elided_quote_is_said_to_be_elided_not_to_stand_word_for_word(quote: Check) -> None:
    elided = quote("It is 72,000 rows … after two minutes.", rows=[1])
    assert elided.verdict is Verdict.VERIFIED
    assert elided.reason.startswith("elided: its 2 parts")
    assert quote("It is 72,000 rows", rows=[1]).reason.startswith("stands word for word")


@pytest.mark.parametrize(
    "words",
    [
        "It is 73,000 rows and I get a 502 after two minutes.",
        "It is 72,000 rows and we get a 502 after two minutes.",
        "It is 72,000 rows and I got a 502 after two minutes.",
        "it is 72,000 rows and I get a 502 after two minutes.",
        "It is 72,000 rows, and I get a 502 after two minutes.",
        "I get a 502 after two minutes. It is 72,000 rows",
    ],
)
def test_a_quote_with_anything_changed_is_rejected(quote: Check, words: str) -> None:
    assert quote(words, rows=[1]).verdict is Verdict.REJECTED


def test_a_rejected_quote_is_offered_as_it_was_said(quote: Check) -> None:
    finding = quote("It is 73,000 rows and I get a 502 after two minutes.", rows=[1])
    assert finding.recomputed is not None
    assert "It is 72,000 rows and I get a 502 after two minutes." in finding.recomputed


def test_a_quote_from_another_row_is_rejected_and_its_place_is_told(quote: Check) -> None:
    finding = quote("It takes her three hours.", rows=[1])
    assert finding.verdict is Verdict.REJECTED
    assert finding.recomputed == "these words stand in feedback.csv row 5"


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("timed out on me and I export 40,000 rows", 3),
        ("it is fast", 2),
        ("say it is fast.", 2),
        ("stop.", 6),
        ("The spinner does", 6),
        ("match since version 4.12", 8),
        ("It has … timed out on me", 3),
        ("I would … say it is fast", 2),
    ],
)
def test_a_quote_that_cuts_off_a_denial_is_rejected(quote: Check, words: str, row: int) -> None:
    assert quote(words, rows=[row]).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("I export 40,000 rows every week.", 3),
        ("the totals don't match since version 4.12", 8),
        ("The file stops at row 20,000", 4),
        ("and then nothing. The spinner doesn't stop.", 6),
        ("It has never timed out on me … every week.", 3),
        ("Exporting the sales report times out. … I get a 502 after two minutes.", 1),
        ("Exporting the sales report times out. [...] a 502 after two minutes", 1),
    ],
)
def test_a_part_that_keeps_its_meaning_is_verified(quote: Check, words: str, row: int) -> None:
    assert quote(words, rows=[row]).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "words", ["porting the sales report", "Exporting the sales rep", "2,000 rows and I get", "It is 72"]
)
def test_a_quote_cut_inside_a_word_or_number_is_rejected(quote: Check, words: str) -> None:
    finding = quote(words, rows=[1])
    assert finding.verdict is Verdict.REJECTED
    assert "cut inside a word" in finding.reason


@pytest.mark.parametrize("mark", [" … ", " ", ", and "])
def test_words_of_two_people_are_never_one_quote(quote: Check, mark: str) -> None:
    joined = f"Exporting the sales report times out.{mark}It takes her three hours."
    assert quote(joined, rows=[1, 5]).verdict is Verdict.REJECTED


def test_an_ellipsis_keeps_the_order_of_what_was_said(quote: Check) -> None:
    finding = quote("I get a 502 after two minutes. … Exporting the sales report times out.", rows=[1])
    assert finding.verdict is Verdict.REJECTED
    assert "another order" in finding.reason


def test_an_ellipsis_cannot_string_single_words_together(quote: Check) -> None:
    assert quote("Exporting … is … minutes", rows=[1]).verdict is Verdict.REJECTED


def test_the_interviewer_is_not_a_customer(quote: Check) -> None:
    finding = quote("So you export every month, right?", turns=[0])
    assert finding.verdict is Verdict.REJECTED
    assert "interviewer" in finding.reason


def test_what_somebody_passed_on_is_not_quoted_as_the_customer(quote: Check) -> None:
    finding = quote("the export is unusable above 90,000 rows", rows=[9])
    assert finding.verdict is Verdict.REJECTED
    assert "P. Lang (sales)" in finding.reason


@pytest.mark.parametrize(
    "name",
    ["Ines Duarte", "ines  duarte", "Gable Homes", "Ines Duarte, Gable Homes", "Gable Homes - Ines Duarte", "Gable"],
)
def test_the_customer_named_may_be_the_person_or_the_account(quote: Check, name: str) -> None:
    assert quote("I start it before lunch", turns=[1], customer=name).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("name", ["Aldgate Press", "Ines Silva", "Duarte Homes", "Ines Duarte, Aldgate Press", "Host"])
def test_a_quote_under_another_name_is_rejected(quote: Check, name: str) -> None:
    assert quote("I start it before lunch", turns=[1], customer=name).verdict is Verdict.REJECTED


def test_a_name_that_two_customers_share_is_not_enough() -> None:
    pieces = tuple(
        Evidence(id=f"e{n}", source="f.csv", text="It fails every time.", row=n, account=name)
        for n, name in ((1, "North Bank"), (2, "North Rail"))
    )
    claim = Claim("c", Origin.QUOTE, "It fails every time.", (Citation("f.csv", row=1),), customer="North")
    assert verify([claim], Ground(pieces)).findings[0].verdict is Verdict.REJECTED


def test_an_attribution_in_the_text_must_be_the_speakers(quote: Check) -> None:
    words = "It takes her three hours."
    assert (
        quote(f"“{words}” Calder Foods, Mid-market, 10 Mar [Q r5]", rows=[5], quote=words).verdict is Verdict.VERIFIED
    )
    assert quote(f"“{words}” — Calder Foods", rows=[5]).verdict is Verdict.VERIFIED
    assert quote(f"“{words}” — Dorset Rail", rows=[5], quote=words).verdict is Verdict.REJECTED
    assert quote(f"“{words}” — Globex", rows=[5], quote=words).verdict is Verdict.REJECTED


def test_a_text_that_shows_other_words_than_the_quote_is_rejected(quote: Check) -> None:
    finding = quote("“It takes her four hours.”", rows=[5], quote="It takes her three hours.")
    assert finding.verdict is Verdict.REJECTED


def test_invented_words_around_a_real_quote_are_no_quote(quote: Check) -> None:
    finding = quote("Everybody hates it: “It takes her three hours.” and we will leave", rows=[5])
    assert finding.verdict is Verdict.REJECTED


def test_a_quote_that_cites_nothing_is_rejected(quote: Check) -> None:
    finding = quote("It takes her three hours.")
    assert finding.verdict is Verdict.REJECTED
    assert finding.recomputed == "these words stand in feedback.csv row 5"


def test_words_with_inner_marks_are_found_as_they_were_typed(quote: Check) -> None:
    assert quote('"Please wait", it says, and then nothing.', rows=[6]).verdict is Verdict.VERIFIED


def test_writing_without_spaces_may_be_quoted_in_part() -> None:
    piece = Evidence(id="e1", source="f.csv", text="エクスポートが毎回タイムアウトします。困っています。", row=1)
    claim = Claim("c", Origin.QUOTE, "毎回タイムアウトします", (Citation("f.csv", row=1),))
    assert verify([claim], Ground([piece])).findings[0].verdict is Verdict.VERIFIED
