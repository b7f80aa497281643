"""Retrieval: anchors, ranges, and questions of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.language.retrieval import Index, Segment, index_segments

TALK = [
    ("Ann", "Good morning, shall we start?"),
    ("Bo", "Yes."),
    ("Ann", "How do you get your invoices out of the system today?"),
    ("Bo", "I export them to a spreadsheet every Friday, and the export runs into a timeout."),
    ("Ann", "How often?"),
    ("Bo", "Nearly every week. The download stops after two minutes and the file is cut off."),
    ("Ann", "   "),
    ("Bo", "Then I do it by hand, month by month."),
    ("Ann", "Let us talk about holidays instead."),
    ("Bo", "We went to the mountains and the children learned to ski."),
    ("Ann", "Was there enough snow?"),
    ("Bo", "Plenty, and the hut was warm."),
]


def index_talk(*, group: int = 0) -> Index:
    return index_segments([Segment(text, speaker, group) for speaker, text in TALK])


@pytest.fixture(scope="module")
def talk() -> Index:
    return index_talk()


def rank_places(index: Index, query: str, *, limit: int = 50) -> list[int]:
    return [anchor.place for anchor in index.rank_anchors(query, limit=limit)]


def test_the_first_anchor_shares_words_with_the_question_and_names_them(talk: Index) -> None:
    first = talk.rank_anchors("Why does the export run into a timeout?", limit=1)[0]
    assert first.place == 3
    assert {"export", "timeout"} <= set(first.words)


def test_a_question_in_other_words_finds_what_means_the_same(talk: Index) -> None:
    assert rank_places(talk, "winter sports vacation")[0] in {8, 9, 10}


def test_every_segment_that_says_something_comes_back_once_and_keeps_its_number(talk: Index) -> None:
    assert sorted(rank_places(talk, "export")) == [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11]


def test_scores_fall_from_the_first_anchor_to_the_last(talk: Index) -> None:
    scores = [anchor.score for anchor in talk.rank_anchors("export timeout", limit=50)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_limit_shortens_the_list_and_changes_nothing_else(talk: Index) -> None:
    assert rank_places(talk, "export", limit=3) == rank_places(talk, "export")[:3]


def test_ranges_hold_every_segment_once_and_the_best_one_holds_the_answer(talk: Index) -> None:
    ranges = talk.rank_ranges("Why does the export run into a timeout?", limit=50)
    held = [place for one in ranges for place in range(one.first, one.last + 1)]
    assert ranges[0].first <= 3 <= ranges[0].last
    assert len(held) == len(set(held))
    assert set(held) >= {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11}


def test_a_range_never_reaches_into_another_group() -> None:
    segments = [Segment(text, speaker, group) for group in (1, 2) for speaker, text in TALK]
    for one in index_segments(segments).rank_ranges("export timeout", limit=99):
        assert segments[one.first].group == segments[one.last].group


def test_neighbours_of_another_group_change_no_nearness() -> None:
    alone = [Segment("The export stops after two minutes.", group=1)]
    beside = [*alone, Segment("We went skiing in the mountains.", group=2)]
    near = [index_segments(s).rank_anchors("export", limit=1)[0].nearness for s in (alone, beside)]
    assert near[0] == pytest.approx(near[1], abs=1e-3)


def test_the_same_question_gets_the_same_answer_twice() -> None:
    query = "What did Bo say about snow?"
    assert index_talk().rank_anchors(query, limit=50) == index_talk().rank_anchors(query, limit=50)


def test_words_without_meaning_are_looked_for_when_there_are_no_others(talk: Index) -> None:
    assert "was" in talk.rank_anchors("was there", limit=1)[0].words


def test_no_question_has_no_answer(talk: Index) -> None:
    assert talk.rank_anchors("  \n", limit=5) == []
    assert talk.rank_ranges("", limit=5) == []


def test_nothing_to_search_has_no_answer() -> None:
    for segments in ([], [Segment(" ", "Ann")]):
        empty = index_segments(segments)
        assert empty.rank_anchors("export", limit=5) == []
        assert empty.rank_ranges("export", limit=5) == []


@pytest.mark.parametrize(
    "query", ['" OR *', "NEAR(a b)", "a AND NOT", "words: -x ^y", "it's", "🙂", "日本語", "\x00", "'; --"]
)
def test_signs_of_a_query_language_are_only_signs(talk: Index, query: str) -> None:
    assert len(rank_places(talk, query)) == 11


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_may_be_asked(query: str) -> None:
    index = index_talk()
    places = rank_places(index, query)
    assert len(places) == len(set(places)) == (11 if query.strip() else 0)


def test_a_long_answer_is_found_by_its_end() -> None:
    filler = "and then we spoke about the weather and the garden for a while " * 30
    segments = [
        Segment(f"{filler}. Finally the scanner broke and could not read a barcode.", "Ann"),
        Segment(filler, "Bo"),
        Segment("Fine.", "Ann"),
    ]
    first = index_segments(segments).rank_ranges("scanner could not read barcodes", limit=1)[0]
    assert (first.first, first.last) == (0, 0)
