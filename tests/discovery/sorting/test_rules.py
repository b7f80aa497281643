"""What decisions about themes come to, whatever is found next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from throughline.discovery.contracts import Theme, Themes, ThemeState, Verdict
from throughline.discovery.rules.announcing import Arrival, find_news, read_news, write_news
from throughline.discovery.rules.carrying import follow_decided
from throughline.discovery.rules.sorting import Bearing, Decided, place_piece, settle_decisions
from throughline.discovery.rules.tallying import Said, tally_pieces
from throughline.discovery.rules.theme_ids import choose_ids

A, B, C = "th-a", "th-b", "th-c"


def put(piece: int, found: str, *decided: Decided, bearing: Bearing | None = None) -> str:
    return place_piece(piece, found=found, settled=settle_decisions(decided), bearing=bearing)


def test_a_merged_theme_stands_in_the_other_through_every_merge_after_it():
    merged = Decided(Verdict.MERGE, A, into=B), Decided(Verdict.MERGE, B, into=C)
    assert put(1, A, *merged) == C
    assert put(1, C, *merged) == C


def test_a_merge_that_would_lead_back_is_left_out():
    settled = settle_decisions([Decided(Verdict.MERGE, A, into=B), Decided(Verdict.MERGE, B, into=A)])
    assert settled.resolve(A) == settled.resolve(B) == B


def test_what_was_taken_out_stands_nowhere_wherever_it_is_found_next_until_it_is_put_somewhere():
    out = Decided(Verdict.OUT, A, piece=1)
    assert put(1, A, out) == ""
    assert put(1, A, out, Decided(Verdict.MERGE, A, into=B)) == ""
    assert put(1, B, out) == ""
    assert put(1, B, out, Decided(Verdict.MOVE, "", piece=1, into=C, label="C")) == C
    assert put(2, A, out) == A


def test_what_stood_in_a_theme_when_it_was_decided_about_stays_in_it():
    for verdict in (Verdict.DISMISS, Verdict.RENAME, Verdict.ACCEPT):
        held = Decided(verdict, A, label="Ours", holds=[1])
        assert put(1, B, held) == A
        assert put(1, A, held, Decided(Verdict.OUT, A, piece=1)) == ""
        assert put(1, B, held, Decided(Verdict.MERGE, A, into=C)) == C
        assert settle_decisions([held]).find_name(A, found="Renamed by the run") == "Ours"


def test_a_dismissed_theme_that_is_merged_is_dismissed_no_longer():
    decided = Decided(Verdict.DISMISS, A, label="A"), Decided(Verdict.MERGE, A, into=B)
    assert settle_decisions(decided).find_fate(A).state == ThemeState.PROPOSED


def test_the_last_word_about_a_piece_holds():
    moved = Decided(Verdict.MOVE, A, piece=1, into=B, label="B")
    assert put(1, A, moved) == B
    assert put(1, A, moved, Decided(Verdict.OUT, B, piece=1)) == ""
    assert put(1, A, moved, Decided(Verdict.MOVE, B, piece=1, into=A, label="A")) == A


def test_a_name_given_goes_before_the_name_found_and_the_name_remembered_comes_last():
    settled = settle_decisions(
        [Decided(Verdict.RENAME, A, label="Ours"), Decided(Verdict.MOVE, A, piece=1, into=B, label="By hand")]
    )
    assert settled.find_name(A, found="Found") == "Ours"
    assert settled.find_name(B) == "By hand"
    assert settled.find_name(C, found="Found") == "Found"


def test_what_bears_on_an_opportunity_does_not_come_back_to_the_pile():
    accepted = Decided(Verdict.ACCEPT, A, label="A", opportunity=7)
    mine, other = Bearing(accepted={7: "op-7"}), Bearing(accepted={8: "op-8"})
    assert put(1, A, accepted, bearing=mine) == A
    assert put(1, B, accepted, bearing=mine) == "op-7"
    assert put(1, A, accepted, bearing=other) == "op-8"
    assert put(1, A, accepted, bearing=Bearing(rejected={7})) == ""
    assert put(1, B, accepted, bearing=Bearing(rejected={7})) == B


def test_part_of_a_decided_theme_that_is_found_apart_belongs_to_it():
    settled = settle_decisions([Decided(Verdict.DISMISS, A, label="A")], follows={"th-part": A})
    assert settled.resolve("th-part") == A
    assert settled.find_fate(settled.resolve("th-part")).state == ThemeState.DISMISSED


def theme(id_: str, members: str) -> Theme:
    return Theme(id_, "", id_, tuple(members), (), None)


def test_a_new_theme_follows_the_decided_one_that_most_of_it_stood_in():
    found = Themes((theme("new", "abcx"), theme("other", "dxyz"), theme("free", "pq")))
    standing = dict.fromkeys("abcd", A) | dict.fromkeys("pq", B)
    followed = follow_decided(found, standing=standing, firm={A}, before={})
    assert [one.follows for one in followed.themes] == [A, "", ""]


def test_who_followed_before_follows_still_and_nobody_else_begins_to():
    found = Themes((theme("part", "ab"), theme("whole", "cd")))
    standing = dict.fromkeys("abcd", A)
    followed = follow_decided(found, standing=standing, firm={A}, before={"part": A, "whole": ""})
    assert [one.follows for one in followed.themes] == [A, ""]


def test_an_id_stays_with_the_shape_that_fits_best():
    previous = Themes((theme(A, "abcdef"), theme(B, "uvw"), theme(B, "uvwabcdef")))
    assert choose_ids(["abcdef", "uvw"], previous=previous) == (A, B)
    assert choose_ids(["abcdefuvw"], previous=previous) == (B,)


def test_the_id_of_a_theme_that_was_decided_about_goes_to_no_other_one():
    grown = "abcdefghijklmnop"
    (id_,) = choose_ids([grown])
    assert choose_ids([grown], previous=Themes((theme(id_, ""),))) != (id_,)


def test_a_repeat_is_no_item_and_its_customer_counts_once():
    said = [
        Said(account="Acme", listed="Large", segment="Large", month="2026-03"),
        Said(account="Acme", listed="Large", segment="Large", month="2026-04", relayed=True),
        Said(account="Birch", segment="Small", repeats=True),
        Said(person="Bo"),
    ]
    tally = tally_pieces(said)
    assert (tally.items, tally.accounts, tally.people, tally.second_hand) == (3, 2, 1, 1)
    assert tally.months == {"2026-03": 1, "2026-04": 1}
    assert tally.heard == {"Large": 1}


DAY = date(2026, 11, 16)


def heard(numbers: Sequence[int], *, fresh: bool) -> list[Arrival]:
    return [Arrival(fresh, person=f"P{number}") for number in numbers]


def test_a_theme_grows_by_customers_who_came_since_the_run_before_and_were_not_in_it():
    themes = {A: heard(range(41), fresh=False) + heard(range(39, 44), fresh=True), B: heard(range(400), fresh=False)}
    news = find_news(themes, known={A, B}, since=DAY)
    assert list(news) == [A]
    assert news[A].sentence == "3 people more since 16 November 2026, 41 before"
    assert read_news(write_news(news[A])) == news[A]


def test_a_theme_is_new_only_if_most_of_it_came_since():
    old, fresh = heard(range(3), fresh=False), heard(range(10, 14), fresh=True)
    everything = {C: heard(range(500), fresh=False)}
    assert find_news({A: fresh, **everything}, known={C}, since=DAY)[A].sentence == (
        "4 people since 16 November 2026, none before"
    )
    assert find_news({A: fresh + old, **everything}, known={C}, since=DAY)[A].kind == "new"
    assert find_news({A: heard(range(300), fresh=False), **everything}, known={C}, since=DAY) == {}


def test_one_loud_customer_makes_nothing_grow_and_where_nobody_is_named_items_do():
    many = {B: heard(range(900), fresh=False)}
    loud = [*heard(range(3), fresh=False), *(Arrival(True, person="P1") for _ in range(45))]
    assert find_news({A: loud, **many}, known={A, B}, since=DAY) == {}
    nameless = [*(Arrival(False) for _ in range(5)), *(Arrival(True) for _ in range(45))]
    assert find_news({A: nameless, **many}, known={A, B}, since=DAY)[A].sentence == (
        "45 items more since 16 November 2026, 5 before"
    )


@given(parts=st.lists(st.lists(st.integers(0, 9), max_size=20), max_size=5), known=st.sets(st.integers(0, 5)))
def test_without_anything_that_came_nothing_is_news_however_the_themes_shifted(parts: list[list[int]], known: set[int]):
    themes = {str(number): heard(part, fresh=False) for number, part in enumerate(parts)}
    assert find_news(themes, known={str(number) for number in known}, since=DAY) == {}


THEMES = st.sampled_from([A, B, C, "th-hand"])
DECISIONS = st.lists(
    st.builds(
        Decided,
        verdict=st.sampled_from(Verdict),
        theme=THEMES,
        piece=st.none() | st.integers(0, 5),
        into=THEMES,
        label=st.text(max_size=3),
        opportunity=st.none() | st.integers(1, 2),
    ),
    max_size=20,
)


@given(decided=DECISIONS, piece=st.integers(0, 5), found=THEMES | st.just(""), again=THEMES | st.just(""))
def test_a_moved_piece_stands_where_it_was_put_wherever_it_is_found_next(
    decided: list[Decided], piece: int, found: str, again: str
):
    settled = settle_decisions(decided)
    if piece in settled.pins:
        assert place_piece(piece, found=found, settled=settled) == place_piece(piece, found=again, settled=settled)


@given(decided=DECISIONS, piece=st.integers(0, 5), found=THEMES)
def test_nothing_comes_to_stand_in_a_theme_that_was_merged_away_or_that_it_was_taken_out_of(
    decided: list[Decided], piece: int, found: str
):
    settled = settle_decisions(decided)
    theme = place_piece(piece, found=found, settled=settled)
    assert theme not in settled.into
    assert theme == "" or theme not in settled.barred.get(piece, set())
