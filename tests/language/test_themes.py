"""Theme finding over texts and vectors that are made here, so that the right groups are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from throughline.language.themes import Groups, find_groups
from throughline.language.themes.assigning import make_units
from throughline.language.themes.choosing import compare_groupings, find_peak
from throughline.language.themes.communities import number_by_size
from throughline.language.themes.examples import choose_examples
from throughline.language.themes.finding import find_distinct, group_texts
from throughline.language.themes.linkage import join_nearest
from throughline.language.themes.neighbours import find_among, find_neighbours
from throughline.language.themes.parting import part_opposites
from throughline.language.themes.polarity import find_opposites, read_stance

Vectors = NDArray[np.float32]
WORDS = ["invoice", "parcel", "password", "refund", "calendar", "passport", "recipe", "tractor", "violin", "window"]


def make_topics(sizes: list[int], *, noise: float = 0.9, seed: int = 0) -> tuple[list[str], Vectors, NDArray[np.int64]]:
    """Texts and vectors scattered about one direction for each topic, and the topic of each."""
    random = np.random.default_rng(seed)
    topics = np.repeat(np.arange(len(sizes)), sizes)
    centres = make_units(random.standard_normal((len(sizes), 96), np.float32))
    scatter = make_units(random.standard_normal((len(topics), 96), np.float32))
    order = random.permutation(len(topics))
    texts = [f"{WORDS[topic % len(WORDS)]} note {place} of {chr(97 + topic)}" for place, topic in enumerate(topics)]
    vectors = make_units(centres[topics] + noise * scatter)
    return [texts[place] for place in order], vectors[order], topics[order]


def labels_of(groups: Groups, count: int) -> NDArray[np.int64]:
    labels = np.full(count, -1, np.int64)
    for number, group in enumerate(groups.fine):
        labels[list(group.members)] = number
    return labels


@pytest.mark.parametrize("sizes", [[40] * 3, [60] * 8, [12] * 10, [200, 90, 40, 20, 10], [25] * 24])
def test_well_separated_topics_are_found_whatever_their_number_and_sizes(sizes: list[int]) -> None:
    texts, vectors, topics = make_topics(sizes)
    found = group_texts(texts, vectors)
    assert compare_groupings(topics, found + 1) > 0.9
    assert found.max() + 1 <= 1.5 * len(sizes)


def test_the_same_input_gives_the_same_groups() -> None:
    texts, vectors, _ = make_topics([30] * 6)
    assert find_groups(texts, vectors) == find_groups(texts, vectors)


def test_the_order_of_texts_hardly_matters() -> None:
    texts, vectors, _ = make_topics([30] * 6)
    turned = group_texts(texts[::-1], vectors[::-1])[::-1]
    assert compare_groupings(group_texts(texts, vectors) + 1, turned + 1) > 0.95


def test_texts_beyond_the_sample_join_the_groups_of_their_neighbours() -> None:
    from dataclasses import replace

    from throughline.language.themes.settings import SETTINGS

    texts, vectors, topics = make_topics([150] * 6)
    found = group_texts(texts, vectors, settings=replace(SETTINGS, sample=300))
    assert compare_groupings(topics, found + 1) > 0.95


def test_a_text_far_from_all_groups_stays_out() -> None:
    texts, vectors, _ = make_topics([40] * 4)
    strange = make_units(np.random.default_rng(9).standard_normal((1, 96), np.float32))
    strange -= (strange @ vectors.mean(axis=0)) * vectors.mean(axis=0)
    found = group_texts([*texts, "lorem ipsum dolor"], np.vstack([vectors, make_units(strange)]))
    assert found[-1] == -1
    assert (found[:-1] >= 0).mean() > 0.97


def test_members_stand_nearest_first_and_each_in_one_group() -> None:
    texts, vectors, _ = make_topics([30] * 5)
    groups = find_groups(texts, vectors)
    everyone = [member for group in groups.fine for member in group.members]
    assert len(everyone) == len(set(everyone))
    for group in groups.fine:
        centre = vectors[list(group.members)].mean(axis=0)
        nearness = vectors[list(group.members)] @ centre
        assert (np.diff(nearness) < 1e-4).all()


def test_groups_stand_largest_first_and_every_fine_one_is_in_one_broad_one() -> None:
    texts, vectors, _ = make_topics([50, 40, 30, 20, 20, 20, 20, 20])
    groups = find_groups(texts, vectors)
    sizes = [len(group.members) for group in groups.fine]
    assert sizes == sorted(sizes, reverse=True)
    inside = sorted(place for part in groups.broad for place in part.groups)
    assert inside == list(range(len(groups.fine)))
    assert len(groups.broad) < len(groups.fine)


def test_no_two_groups_share_a_label_even_where_they_share_all_words() -> None:
    _, vectors, _ = make_topics([20] * 6)
    groups = find_groups([f"the same thing again {n}" for n in range(120)], vectors)
    assert len(groups.fine) > 1
    assert len({group.label.lower() for group in groups.fine}) == len(groups.fine)
    assert len({part.label.lower() for part in groups.broad}) == len(groups.broad)


def test_a_label_is_made_of_the_words_of_its_group() -> None:
    texts, vectors, _ = make_topics([25] * 5)
    for group in find_groups(texts, vectors).fine:
        used = {word for member in group.members for word in texts[member].lower().split()}
        assert set(group.label.lower().replace(",", " ").replace("·", " ").split()) <= used


@settings(max_examples=30, deadline=None)
@given(
    texts=st.lists(
        st.one_of(st.text(max_size=30), st.sampled_from(["", "!", "same", "Same!", "no", "😀"])), max_size=40
    ),
    seed=st.integers(0, 9),
)
def test_any_texts_at_all_give_groups_of_different_labels(texts: list[str], seed: int) -> None:
    vectors = make_units(np.random.default_rng(seed).standard_normal((len(texts), 8), np.float32))
    groups = find_groups(texts, vectors)
    members = [member for group in groups.fine for member in group.members]
    assert sorted(set(members)) == sorted(members)
    assert all(0 <= member < len(texts) for member in members)
    assert all(set(group.examples) <= set(group.members) for group in groups.fine)
    assert len({group.label for group in groups.fine}) == len(groups.fine)


def test_case_marks_and_spaces_make_no_different_text() -> None:
    places, place_of = find_distinct(["Too slow!", "too  slow", "TOO SLOW", "too fast"])
    assert places == [0, 3]
    assert place_of.tolist() == [0, 0, 0, 1]


def test_neighbours_are_the_exact_nearest_and_never_oneself() -> None:
    vectors = make_units(np.random.default_rng(1).standard_normal((700, 24), np.float32))
    near = find_neighbours(vectors, 5)
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, -2)
    expected = -np.sort(-nearness, axis=1)[:, :5]
    assert np.allclose(near.nearness, expected, atol=1e-6)
    assert (near.places != np.arange(700)[:, None]).all()
    assert find_among(vectors[:3], vectors, 1).places[:, 0].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The export works", "The export does not work"),
        ("The sync works fine for us", "Sync isn't working for us"),
        ("I love the new dashboard", "I hate the new dashboard"),
        ("Search is fast", "Search is slow"),
        ("Setup was easy", "Setup was not easy at all"),
        ("Notifications arrive on my phone", "Notifications do not arrive on my phone"),
        ("It has never failed", "It has failed again"),
    ],
)
def test_praise_and_complaint_are_opposite(one: str, other: str) -> None:
    assert find_opposites([read_stance(one), read_stance(other)], np.array([[1], [0]], np.int32)).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The export does not work", "Export fails every time"),
        ("My card has not arrived", "When will my card arrive?"),
        ("How does the export work?", "The export does not work"),
        ("Please add an export to CSV", "Not being able to export to CSV costs us hours every week"),
        ("The report takes an hour", "We cannot get the yearly report of all our accounts to finish"),
        ("No problem with the export", "The export works"),
    ],
)
def test_two_ways_of_saying_much_the_same_are_not_opposite(one: str, other: str) -> None:
    assert not find_opposites([read_stance(one), read_stance(other)], np.array([[1], [0]], np.int32)).any()


def test_a_group_with_enough_of_both_signs_is_parted_and_silent_texts_choose_the_nearer_side() -> None:
    east, west = np.eye(2, dtype=np.float32)
    vectors = make_units(np.array([east, east, west, west, east + 0.2 * west, west + 0.2 * east]))
    signs = np.array([1, 1, -1, -1, 0, 0], np.int8)
    parted = part_opposites(vectors, np.zeros(6, np.int64), signs)
    assert parted[0] == parted[1] == parted[4]
    assert parted[2] == parted[3] == parted[5]
    assert parted[0] != parted[2]


def test_one_dissenting_voice_does_not_part_a_group() -> None:
    vectors = make_units(np.random.default_rng(0).standard_normal((10, 4), np.float32))
    assert not part_opposites(vectors, np.zeros(10, np.int64), np.array([1] * 9 + [-1], np.int8)).any()


def test_examples_are_unlike_each_other_and_never_the_same_text_twice() -> None:
    texts = ["slow export"] * 5 + ["export never ends", "export hangs", "reports take hours"]
    vectors = make_units(np.random.default_rng(3).standard_normal((8, 6), np.float32))
    vectors[:5] = vectors[0]
    chosen = choose_examples(texts, vectors, np.arange(8))
    assert sorted(texts[place] for place in chosen) == sorted(set(texts))


def test_linkage_joins_the_nearest_until_they_are_too_far() -> None:
    points = np.array([0.0, 0.1, 0.2, 5.0, 5.1, 9.0])
    labels = join_nearest(np.abs(points[:, None] - points), farthest=1.0)
    assert labels.tolist() == [0, 0, 0, 1, 1, 2]
    assert len(set(join_nearest(np.abs(points[:, None] - points), fewest=2).tolist())) == 2


def test_the_peak_lies_between_the_steps_towards_the_higher_side() -> None:
    assert find_peak(np.array([0.0, 1.0, 0.0])) == 1.0
    assert 1.0 < find_peak(np.array([0.0, 1.0, 0.8])) <= 1.5
    assert find_peak(np.array([-1e6, 1.0, 0.8])) == 1.0
    assert find_peak(np.array([3.0, 1.0])) == 0.0


@given(st.lists(st.integers(0, 4), min_size=2, max_size=40))
def test_a_grouping_is_like_itself_under_any_names(labels: list[int]) -> None:
    numbers = number_by_size(np.array(labels))
    assert compare_groupings(np.array(labels), numbers) == 1.0


def test_the_index_of_likeness_agrees_with_the_standard_one() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(0)
    one, other = random.integers(0, 6, 200), random.integers(0, 4, 200)
    other[:120] = one[:120] % 4
    assert compare_groupings(one, other) == pytest.approx(metrics.adjusted_rand_score(one, other))
