"""The parts of retrieval: questions, fusion, smoothing, ranges, passages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from throughline.language.retrieval.asking import choose_words, find_subject
from throughline.language.retrieval.fusing import fuse_ranks, keep_apart, rank_scores, smooth_groups, smooth_scores
from throughline.language.retrieval.lexical import WordIndex
from throughline.language.retrieval.ranges import grow_ranges
from throughline.language.retrieval.segments import PASSAGE, Segment, build_passages, build_windows, find_groups

SCORES = arrays(np.float64, st.integers(2, 40), elements=st.floats(-5, 5, width=32))


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("What did the editor think of the colours when discussing the print run?", "colours"),
        ("Summarize the discussion about battery life.", "battery life"),
        ("export timeout", "export timeout"),
        ("Why?", "Why?"),
    ],
)
def test_the_subject_is_what_the_question_is_about(query: str, subject: str) -> None:
    assert find_subject(query, speakers=frozenset({"editor"})) == subject


def test_words_by_which_people_ask_are_not_looked_for() -> None:
    assert choose_words("What did they say about the export's timeouts?") == ["export", "timeouts"]


def test_a_question_of_such_words_alone_is_looked_for_as_it_stands() -> None:
    assert choose_words("summary") == ["summary"]
    assert choose_words("what is it") == ["what", "is", "it"]


def test_another_form_of_a_word_matches_and_its_absence_scores_nothing() -> None:
    index = WordIndex(["The exports were running", "Nothing here"])
    assert index.find("export") == {0}
    assert list(index.score(["run"]) > 0) == [True, False]


def test_first_in_every_list_scores_one() -> None:
    assert fuse_ranks([np.array([3.0, 1.0, 2.0]), np.array([9.0, 8.0, 7.0])])[0] == 1


@given(SCORES)
def test_equal_scores_share_the_last_of_their_ranks_wherever_they_stand(scores: np.ndarray) -> None:
    assert list(rank_scores(scores)) == list(rank_scores(scores[::-1]))[::-1]
    assert all(rank == (scores >= one).sum() - 1 for rank, one in zip(rank_scores(scores), scores, strict=True))


@given(SCORES)
def test_smoothing_stays_between_the_lowest_and_the_highest(scores: np.ndarray) -> None:
    smooth = smooth_scores(scores, np.arange(len(scores)) * 10.0)
    assert smooth.min() >= scores.min() - 1e-9
    assert smooth.max() <= scores.max() + 1e-9


def test_smoothing_lifts_the_neighbours_of_a_peak_by_their_distance() -> None:
    scores = np.zeros(9)
    scores[4] = 1.0
    smooth = smooth_scores(scores, np.arange(9) * 100.0)
    assert smooth.argmax() == 4
    assert smooth[5] > smooth[6] > 0


def test_a_group_of_one_is_never_smoothed() -> None:
    scores = np.array([5.0, 0.0, 1.0, 4.0])
    smooth = smooth_groups(scores, np.arange(4) * 10.0, [range(0, 1), range(1, 4)])
    assert smooth[0] == 5.0


def test_what_stands_beside_an_answer_waits_for_other_places() -> None:
    scores = np.array([0.9, 1.0, 0.9, 0.1, 0.1, 0.6])
    at = np.arange(6) * 50.0
    assert [place for place, _ in keep_apart(scores, at, [range(6)], limit=6)][:2] == [1, 5]
    lone = [range(place, place + 1) for place in range(6)]
    assert [place for place, _ in keep_apart(scores, at, lone, limit=6)][:3] == [1, 0, 2]


@given(SCORES, st.integers(1, 60))
def test_keeping_apart_gives_each_place_once(scores: np.ndarray, limit: int) -> None:
    chosen = keep_apart(np.abs(scores), np.arange(len(scores)) * 10.0, [range(len(scores))], limit=limit)
    assert len({place for place, _ in chosen}) == len(chosen) == min(limit, len(scores))


@given(SCORES)
def test_ranges_in_order_use_the_best_sixth_of_the_words_first(scores: np.ndarray) -> None:
    lengths = np.full(len(scores), 180)
    ranges = list(grow_ranges(scores, scores, lengths=lengths, groups=[range(len(scores))]))
    order = [place for one in ranges for place in range(one.first, one.last + 1)]
    sixth = max(1, len(scores) // 6)
    assert sorted(order) == list(range(len(scores)))
    assert sorted(scores[order[:sixth]]) == sorted(np.sort(scores)[-sixth:])
    assert [one.score for one in ranges] == sorted((one.score for one in ranges), reverse=True)


def test_a_long_run_is_cut_and_the_part_with_the_sharpest_answer_comes_first() -> None:
    smooth, sharp = np.zeros(240), np.zeros(240)
    smooth[100:140], sharp[130] = 1.0, 1.0
    first, *rest = grow_ranges(smooth, sharp, lengths=np.full(240, 20), groups=[range(240)])
    assert first.first <= 130 <= first.last
    assert all(one.last - one.first <= 10 for one in [first, *rest])


def test_a_short_conversation_is_one_range() -> None:
    scores = np.array([0.0, 1.0, 0.0, 0.5])
    ranges = list(grow_ranges(scores, scores, lengths=np.full(4, 20), groups=[range(4)]))
    assert [(one.first, one.last) for one in ranges] == [(0, 3)]


def test_windows_hold_neighbours_of_the_same_group_only() -> None:
    segments = [Segment("one", "Ann", 1), Segment("two", "Bo", 1), Segment("three", group=2)]
    groups = find_groups(segments)
    windows = [window for group in groups for window in build_windows(segments, group)]
    assert windows == ["Ann: one\nBo: two", "Ann: one\nBo: two", "three"]


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12))
def test_passages_hold_every_word_once_in_order(lengths: list[int]) -> None:
    segments = [Segment(" ".join(f"w{place}" for _ in range(size))) for place, size in enumerate(lengths)]
    passages = list(build_passages(segments, range(len(segments))))
    assert " ".join(p.text for p in passages) == " ".join(s.text for s in segments)
    assert all(len(p.text.split()) <= PASSAGE for p in passages)
    assert all(p.text.startswith(f"w{p.first}") and p.text.endswith(f"w{p.last}") for p in passages)
