"""Which texts are about a question: some, none or all of them, each with its reason."""

from __future__ import annotations

import pytest

from throughline.language.embedding import embed_texts
from throughline.language.relevance import Relevant, find_relevant

EXPORTS = (
    "Exporting the ledger to CSV times out on large reports every month.",
    "The CSV export never finishes, the spinner just keeps going.",
    "I get a gateway timeout when I export 80,000 rows to a file.",
    "Export to CSV has never timed out for me, works every week.",
    "Our yearly report export hangs and then nothing is downloaded.",
)
OTHERS = (
    "The new colours of the calendar are hard to read at night.",
    "Please add a second language for the invitations we send to guests.",
    "Your support team answered my letter within the hour, thank you.",
    "I forgot my password and the reset mail went to an old address.",
    "The phone app drains the battery of my tablet during the day.",
    "Invoices should carry our purchase order number at the top.",
    "Parking in front of your office is always full on Tuesdays.",
    "The map shows our shop on the wrong side of the river.",
    "Could the newsletter come once a month rather than weekly?",
    "My colleague cannot upload a portrait picture to the profile.",
    "We liked the webinar about planning shifts for nurses.",
    "Printing badges for visitors needs a special kind of paper.",
)


def ask(texts: tuple[str, ...], query: str) -> tuple[Relevant, ...]:
    vectors = embed_texts([query, *texts]).vectors
    return find_relevant(texts, vectors[1:], query=query, asked=vectors[0])


def find_places(texts: tuple[str, ...], query: str) -> set[int]:
    return {one.place for one in ask(texts, query)}


def test_what_is_about_the_question_is_found_and_nothing_else() -> None:
    assert find_places(EXPORTS + OTHERS, "CSV export times out") == set(range(len(EXPORTS)))


def test_who_denies_the_problem_speaks_of_it_too() -> None:
    assert EXPORTS.index("Export to CSV has never timed out for me, works every week.") in find_places(
        EXPORTS + OTHERS, "CSV export times out"
    )


@pytest.mark.parametrize("query", ["quantum teleportation of llamas", "How do volcanoes form?", "  ", "?!"])
def test_a_question_nobody_speaks_of_finds_nothing(query: str) -> None:
    assert ask(EXPORTS + OTHERS, query) == ()


def test_where_all_texts_are_about_the_question_all_are_found() -> None:
    assert find_places(EXPORTS, "CSV export times out") == set(range(len(EXPORTS)))


def test_a_word_or_two_that_name_nothing_are_not_about_anything() -> None:
    texts = (*EXPORTS, "Yes, every day.", "Mm.", "", *OTHERS)
    assert find_places(texts, "CSV export times out") == set(range(len(EXPORTS)))


def test_a_single_word_that_was_asked_for_is_enough_to_be_weighed() -> None:
    texts = (*EXPORTS, "Export.", *OTHERS)
    reasons = {one.place: one.why for one in ask(texts, "CSV export times out")}
    assert reasons[len(EXPORTS)] == "shares “export”"


def test_the_reason_names_shared_words_as_they_were_asked_in_any_form() -> None:
    (first, *_) = ask(EXPORTS + OTHERS, "CSV export times out")
    assert first.why == "shares “csv”, “export”, “times”"


def test_nothing_is_found_among_no_texts() -> None:
    vectors = embed_texts(["CSV export", "one"]).vectors
    assert find_relevant((), vectors[:0], query="CSV export", asked=vectors[0]) == ()


def test_one_text_is_found_if_it_is_about_the_question_and_not_otherwise() -> None:
    assert find_places(EXPORTS[:1], "CSV export times out") == {0}
    assert find_places(OTHERS[:1], "CSV export times out") == set()


GOATS = ("Goat {n} lost its ear tag near the fence.", "The ear tag of goat {n} cannot be read any more.")
BUSES = ("The night bus to stop {n} came late.", "Late again: the bus at stop {n} on a night in the rain.")
PIES = ("Oven {n} burns the crust of the pie.", "The pie from oven {n} has a burnt crust and a cold heart.")


def many(kinds: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple(kinds[n % len(kinds)].format(n=n + 2) for n in range(count))


@pytest.mark.parametrize(("query", "place"), [("lost ear tags", 0), ("late buses at night", 1), ("burnt pie crust", 2)])
def test_of_three_subjects_the_whole_of_one_is_found_and_nothing_of_the_others(query: str, place: int) -> None:
    texts = many(GOATS, 40) + many(BUSES, 40) + many(PIES, 40)
    assert find_places(texts, query) == set(range(40 * place, 40 * place + 40))


def test_a_small_subject_among_others_is_found_alone() -> None:
    texts = many(GOATS, 60) + many(BUSES, 50) + EXPORTS
    assert find_places(texts, "CSV export times out") == set(range(110, 115))


def test_a_code_is_no_cod() -> None:
    texts = ("Fresh cod and cod liver, please.", "The code on the crate was empty.", *OTHERS)
    reasons = {one.place: one.why for one in ask(texts, "codes are empty")}
    assert 1 in reasons
    assert "shares" not in reasons.get(0, "")
