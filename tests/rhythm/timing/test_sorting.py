"""An event's kind: by a person's word, else by the words of its title, else by who meets; and the reason given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rhythm.timing.calendars import make_event
from throughline.rhythm.rules.timing.contracts import Correction, Event, Kind, Sorted
from throughline.rhythm.rules.timing.sorting import sort_events

kinds = st.sampled_from(Kind)
ACME = ("acme.example",)


def sort(event: Event, *corrections: Correction) -> Sorted:
    return sort_events([event], corrections)[0]


@pytest.mark.parametrize(
    ("title", "kind", "because"),
    [
        ("User interview with Jonas", Kind.DISCOVERY, "because “user interview”"),
        ("Candidate interview: backend", Kind.NONE, "because “candidate interview”"),
        ("Sprint Retrospective", Kind.ITERATION, "because “retrospective”"),
        ("Launch checklist", Kind.LAUNCH, "because “launch checklist”"),
        ("Design reviews", Kind.SPECIFICATION, "because “design reviews”"),
        ("Roadmap", Kind.STRATEGY, "because “roadmap”"),
        ("1:1 Ada / Lou", Kind.ALIGNMENT, "because “1:1”"),
        ("Go/No-Go 4.2", Kind.LAUNCH, "because “go/no-go”"),
    ],
)
def test_words_tell_and_are_quoted_as_the_reason(title: str, kind: Kind, because: str):
    found = sort(make_event(title))
    assert (found.kind, found.because) == (kind, because)


@pytest.mark.parametrize(
    ("event", "kind", "because"),
    [
        (make_event("Bo and Ada", outside=ACME), Kind.DISCOVERY, "because someone of acme.example is there"),
        (
            make_event("Bo and Ada", outside=ACME, recurs=True),
            Kind.ALIGNMENT,
            "because it repeats with someone of acme.example",
        ),
        (make_event("Xyzzy", people=1), Kind.NONE, "because nobody else is there and no word tells"),
        (make_event("Xyzzy", recurs=True), Kind.ALIGNMENT, "because colleagues meet again and again and no word tells"),
        (make_event("", private=True), Kind.NONE, "it is private: only its time is counted"),
    ],
)
def test_where_no_word_tells_who_meets_does(event: Event, kind: Kind, because: str):
    found = sort(event)
    assert (found.kind, found.because) == (kind, because)


@given(st.text(max_size=40), kinds)
def test_a_correction_holds_for_its_whole_series_whatever_the_title(title: str, kind: Kind):
    events = [make_event(title, series="s"), make_event("Retro", series="s", at=90)]
    found = sort_events(events, [Correction("s", title, kind)])
    assert {one.kind for one in found} == {kind}
    assert all(one.by_person for one in found)


@given(kinds)
def test_a_correction_holds_for_the_same_title_and_for_like_ones_and_says_of_which(kind: Kind):
    said = Correction("other", "Kestrel crit", kind)
    for title in ("Kestrel crit", "KESTREL CRIT", "Kestrel crit w/ Jo", "Crit: Kestrel"):
        found = sort(make_event(title), said)
        assert (found.kind, found.because) == (kind, "you said so of “Kestrel crit”")


def test_a_correction_says_nothing_of_titles_that_share_only_what_any_meeting_bears():
    said = Correction("other", "Acme weekly sync", Kind.DISCOVERY)
    assert not sort(make_event("Birch weekly sync"), said).by_person
    assert not sort(make_event("Retro"), said).by_person


def test_a_private_event_is_like_no_other_and_can_still_be_sorted():
    private = make_event("", series="p", private=True)
    assert not sort(private, Correction("q", "", Kind.LAUNCH)).by_person
    assert sort(private, Correction("p", "", Kind.LAUNCH)).kind is Kind.LAUNCH


def test_the_later_of_two_corrections_counts():
    said = [Correction("a", "Kestrel", Kind.LAUNCH), Correction("b", "Kestrel", Kind.STRATEGY)]
    assert sort(make_event("Kestrel"), *said).kind is Kind.STRATEGY


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_title_is_sorted_with_a_reason(titles: list[str]):
    found = sort_events([make_event(title, at=n) for n, title in enumerate(titles)], [])
    assert len(found) == len(titles)
    assert all(one.because for one in found)
