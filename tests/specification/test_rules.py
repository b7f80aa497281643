"""How words are read: sentences, failures and their negation, facts, things, wishes, counts."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Claim, Ground, Origin, Verdict
from throughline.grounding.verify import verify
from throughline.specification.rules import stances
from throughline.specification.rules.counting import tally
from throughline.specification.rules.edge_cases import load_catalogue, match_cases, share_out
from throughline.specification.rules.facts import FactKind, find_facts, read_amount
from throughline.specification.rules.failures import Failure, find_mentions
from throughline.specification.rules.items import Item
from throughline.specification.rules.objects import find_things
from throughline.specification.rules.sentences import split_sentences, widen_clause
from throughline.specification.rules.terms import TERMS


def item(text: str, **fields: object) -> Item:
    return Item(Evidence(id="ev-1", source="f.csv", text=text, row=1, **fields))  # type: ignore[arg-type]


@given(st.text(max_size=400))
def test_sentences_stand_in_the_text_in_order_and_never_overlap(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[s.start : s.end] == s.text and s.text.strip() for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))


@given(st.text(alphabet="ab ,;.(): which and so", min_size=3, max_size=120), st.data())
def test_a_widened_clause_holds_what_it_was_widened_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, right = widen_clause(text, start, end, most=12)
    assert left <= end
    assert right >= end
    assert text[start:end].strip(" ,;.(:") in text[left:right] or left > start


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It works, e.g. on my phone. Not on hers.", 2),
        ("First line\nSecond line", 2),
        ("wrapped in\nthe middle", 1),
        ("- one\n- two", 2),
        ("Version 4.2 is fine.", 1),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("The report hangs at 40k rows.", Failure.UNFINISHED),
        ("My card still hasn't arrived.", Failure.OVERDUE),
        ("Half the rows are missing.", Failure.INCOMPLETE),
        ("All my bookmarks are gone.", Failure.LOST),
        ("I was charged twice.", Failure.DUPLICATED),
        ("There is a payment I did not make.", Failure.STRANGER),
        ("My transfer was declined.", Failure.DENIED),
        ("Since the last update nothing opens.", Failure.BREAKS),
        ("The totals don't match the invoice.", Failure.INCONSISTENT),
        ("The exchange rate is wrong.", Failure.WRONG),
        ("I cannot find the settings.", Failure.NOT_FOUND),
        ("The search is painfully slow.", Failure.SLOW),
        ("It is too expensive for a small team.", Failure.COSTLY),
        ("The wording is confusing.", Failure.UNCLEAR),
        ("It is hard to configure.", Failure.HARD),
        ("It does not support French.", Failure.MISSING),
        ("The app crashes when I scroll.", Failure.FAILS),
    ],
)
def test_each_class_is_told_by_its_words(text: str, failure: Failure) -> None:
    assert failure in item(text).failures


@pytest.mark.parametrize(
    "text",
    ["It has never timed out on me.", "The export does not crash.", "We had no problems at all.", "It never fails."],
)
def test_a_denied_failure_is_evidence_against(text: str) -> None:
    assert item(text).works
    assert not item(text).reports


@pytest.mark.parametrize(
    "text",
    ["The button does not work.", "It never finishes.", "No error, no warning.", "The page won't load, never has."],
)
def test_a_failure_made_of_a_negation_is_a_failure(text: str) -> None:
    assert item(text).reports


def test_praise_with_a_but_is_not_the_other_side() -> None:
    assert not item("Great app but the camera is dark.").works


def test_a_number_in_a_number_is_no_error_code() -> None:
    (sentence,) = split_sentences("We have 73,500 rows.")
    assert not find_mentions(sentence)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("It is 84,000 rows.", FactKind.SIZE, "84,000 rows"),
        ("It fails on Mondays between 8 and 10.", FactKind.WHEN, "between 8 and 10"),
        ("Three of us pressed it at once.", FactKind.TOGETHER, "Three of us pressed it at once"),
        ("I get a 504 Gateway Timeout.", FactKind.ERROR, "504 Gateway Timeout"),
        ("It throws a NullPointerException.", FactKind.ERROR, "NullPointerException"),
        ("Broken since we upgraded to 4.2.", FactKind.SINCE, "since we upgraded to 4.2"),
        ("It spins for ten minutes.", FactKind.DURATION, "ten minutes"),
        ("It takes her two hours a week.", FactKind.COST, "takes her two hours a week"),
        ("I paid $1,200 for it.", FactKind.MONEY, "$1,200"),
        ("It happens on iOS 17.2 only.", FactKind.VERSION, "iOS 17.2"),
        ("It fails every time.", FactKind.FREQUENCY, "every time"),
        ("It stops when I close the tab.", FactKind.INTERRUPTED, "when I close the tab"),
    ],
)
def test_what_engineers_ask_is_drawn_out_in_the_customers_words(text: str, kind: FactKind, words: str) -> None:
    facts = {fact.kind: fact for sentence in split_sentences(text) for fact in find_facts(sentence)}
    assert words in facts[kind].words
    assert text[facts[kind].start : facts[kind].end] == facts[kind].words


def test_amounts_are_read_with_their_scale_and_unit() -> None:
    amount = read_amount("about 95k rows")
    assert amount
    assert (amount.value, amount.unit) == (95_000, "rows")


def test_the_thing_is_what_most_customers_name_not_what_they_do() -> None:
    texts = [
        ("a", "The ledger export times out."),
        ("b", "Our export fails at noon."),
        ("c", "I dread the export on Fridays."),
        ("d", "Exporting takes a week of my life."),
    ]
    (first, *_) = find_things(texts)
    assert (first.named, first.customers) == ("the export", 3)


def test_people_and_vague_words_are_never_the_thing() -> None:
    texts = [("a", "The problem is that Acme needs help with things."), ("b", "Acme has the same issue every time.")]
    assert not [t for t in find_things(texts, names=["Acme"]) if t.noun.lower() in {"acme", "problem", "issue", "time"}]


def test_one_thing_has_no_article_where_it_is_a_name_or_cannot_be_counted() -> None:
    things = find_things([("a", "OpenTelemetry documentation is thin."), ("b", "I like documentation with pictures.")])
    assert "documentation" in [thing.named for thing in things]


@pytest.mark.parametrize("text", ["Please add dark mode.", "Would love an API.", "I wish it spoke French."])
def test_a_wish_is_heard(text: str) -> None:
    assert stances.asks_for(text)


@pytest.mark.parametrize("text", ["I would like to add that we are a small team.", "Can you tell me where my card is?"])
def test_manners_are_no_wish(text: str) -> None:
    assert not stances.asks_for(text)


def test_a_bare_answer_is_read_by_its_question() -> None:
    asked = "What would you like to see improved?"
    assert item("More examples for Go developers", question=asked).requests
    named = item("Vendor lock", question="What was the biggest challenge?")
    assert named.failures == {Failure.NAMED}


def test_an_answer_that_says_nothing_is_empty() -> None:
    assert item("n/a").empty
    assert item("none so far").empty
    assert not item("none of the exports work").empty


def test_counts_name_their_unit_and_are_found_again() -> None:
    pieces = [
        Evidence(id="1", source="f", text="a", row=1, account="Acme"),
        Evidence(id="2", source="f", text="b", row=2, account="acme "),
        Evidence(id="3", source="f", text="c", row=3, account="Bolt"),
        Evidence(id="4", source="g", text="d", turn=0, person="Ida"),
    ]
    counted = tally(pieces)
    assert counted.words == "2 accounts and 1 person, 4 items"
    claim = Claim(
        "c1", Origin.NUMBER, f"It hangs: {counted.words}.", counted.citations, computations=counted.computations
    )
    assert verify([claim], Ground(pieces)).findings[0].verdict is Verdict.VERIFIED


def test_the_catalogue_is_whole_and_its_cases_have_terms_of_their_own() -> None:
    cases = load_catalogue()
    assert len({case.id for case in cases}) == len(cases) > 100
    assert all(case.question.endswith("?") and 1 <= case.severity <= 3 for case in cases)


def test_an_edge_case_needs_the_storys_own_thing_and_no_covering_criterion() -> None:
    story = "the export to CSV stops, we download it each week"
    ids = {match.case.id for match in match_cases(story, covered="", names=["export"])}
    assert "EX-02" in ids
    assert not match_cases(story, covered="", names=["lamp"])
    assert "EX-02" not in {m.case.id for m in match_cases(story, covered="respects permission", names=["export"])}


def test_documentation_is_not_a_document() -> None:
    found = match_cases("documentation and docs are thin, file an issue", covered="", names=["documentation"])
    assert not [match for match in found if "document" in match.hits]


def test_a_case_is_shown_once_and_five_a_story_at_most() -> None:
    matches = match_cases("export download csv share link email report list", covered="", names=["export", "report"])
    shared = share_out([matches, matches], most=20)
    assert len({match.case.id for _, match in shared}) == len(shared)
    assert all(sum(place == story for place, _ in shared) <= 5 for story in (0, 1))


@pytest.mark.parametrize("failure", list(TERMS))
def test_terms_stand_for_one_thing_as_well_as_for_many(failure: Failure) -> None:
    terms = TERMS[failure]
    for template in (terms.happy, terms.unhappy, terms.requirement, terms.metric, terms.title, terms.question):
        text = template.format(o="the cards", n="cards", N="Cards", c="“c”", w="w")
        assert "{" not in text
        assert not re.search(r"(?:^|that |when |then |if |IF |WHEN )the cards (?:is|has|was|does|goes)\b", text)
