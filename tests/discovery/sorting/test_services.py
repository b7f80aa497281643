"""Themes as people sort them: what each decision does, that it can be undone, and that it survives a new run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.discovery.sorting.conftest import Find, find_again, import_items
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import AppError, BadInput, Conflict, NotFound
from throughline.core.models import Change, ChangedRow
from throughline.core.services import find_last_change, make_workspace, undo_change
from throughline.discovery import services as discovery
from throughline.discovery.contracts import MarkState, ThemeState
from throughline.discovery.models import EvidenceRow, Mark, SourceFile, Theme, ThemeDecision, ThemeMember
from throughline.discovery.opportunities.services import create_opportunity
from throughline.discovery.queries import get_theme, get_themes
from throughline.discovery.sorting import services as sorting
from throughline.discovery.sorting.standing import stand_all

pytestmark = pytest.mark.django_db
FIRST, SECOND = (0, 1, 2, 3), (4, 5, 6)


def where(actor: Actor, ids: Sequence[str]) -> list[str]:
    """The theme each item stands in."""
    places = dict(ThemeMember.objects.filter(workspace=actor.workspace).values_list("evidence__key", "theme"))
    return [places.get(id_, "") for id_ in ids]


def row_of(actor: Actor, theme: str) -> Theme:
    return Theme.objects.get(workspace=actor.workspace, key=theme)


def undo(actor: Actor) -> None:
    undo_change(actor, change_id=find_last_change(actor).pk)


def picture(actor: Actor) -> tuple[list, list]:
    """Everything derived, without its row ids."""
    themes = Theme.objects.filter(workspace=actor.workspace).order_by("key").values()
    places = ThemeMember.objects.filter(workspace=actor.workspace).order_by("evidence").values()
    return tuple([{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in (themes, places))  # type: ignore[return-value]


def test_a_run_counts_what_it_found_in_accounts_items_and_months(actor: Actor, find: Find):
    (one, _) = find([(0, 1, 11), SECOND])
    theme = row_of(actor, one)
    assert (theme.items, theme.accounts, theme.people, theme.second_hand) == (3, 3, 0, 1)
    assert theme.months == {"2026-01": 1, "2026-02": 1, "2026-06": 1}
    assert theme.segments == {"Large": 3}


def test_a_run_is_recorded_in_one_row_however_many_items_it_found(actor: Actor, find: Find):
    before = ChangedRow.objects.count()
    find([FIRST, SECOND])
    assert ChangedRow.objects.count() == before + 1


def test_a_name_stays_when_the_theme_is_found_again(actor: Actor, find: Find):
    one, _ = find([FIRST, SECOND])
    sorting.rename_theme(actor, theme=one, label="  The   export hangs ")
    assert row_of(actor, one).label == "The export hangs"
    assert find([(0, 1, 2, 3, 7), SECOND])[0] == one
    assert row_of(actor, one).label == "The export hangs"
    assert get_theme(actor.workspace, one).label == "The export hangs"


def test_an_accepted_theme_becomes_an_opportunity_with_its_pieces_and_their_reasons(
    actor: Actor, find: Find, items: list[str]
):
    (one,) = find([(0, 1, 11)])
    opportunity = sorting.accept_theme(actor, theme=one, title="Large exports finish")
    marks = Mark.objects.filter(opportunity=opportunity, state=MarkState.ACCEPTED)
    assert opportunity.title == "Large exports finish"
    assert opportunity.from_theme == one
    assert set(marks.values_list("evidence__key", flat=True)) == {items[0], items[1], items[11]}
    assert all("“export”" in mark.because for mark in marks)
    assert row_of(actor, one).state == ThemeState.ACCEPTED
    undo(actor)
    assert not Mark.objects.exists()
    assert row_of(actor, one).state == ThemeState.PROPOSED


def test_what_is_newly_found_in_an_accepted_theme_is_proposed_to_its_opportunity_with_the_reason(
    actor: Actor, find: Find, items: list[str]
):
    (one,) = find([FIRST])
    opportunity = sorting.accept_theme(actor, theme=one)
    find([(*FIRST, 7)])
    (mark,) = Mark.objects.filter(state=MarkState.PROPOSED)
    assert (mark.opportunity, mark.evidence.key) == (opportunity, items[7])
    assert mark.because.startswith(f"found in the theme “Found {one}”: it says “export”")
    undo(actor)
    assert not Mark.objects.filter(state=MarkState.PROPOSED).exists()


def test_a_rejected_piece_is_never_proposed_again(actor: Actor, find: Find, items: list[str]):
    (one,) = find([FIRST])
    sorting.accept_theme(actor, theme=one)
    find([(*FIRST, 7)])
    sorting.take_out(actor, theme=one, pieces=[items[7]])
    find([(*FIRST, 7, 8)])
    proposed = Mark.objects.filter(state=MarkState.PROPOSED)
    assert [mark.evidence.key for mark in proposed] == [items[8]]
    assert where(actor, [items[7]]) == [""]


def test_what_bears_on_an_opportunity_does_not_come_back_to_the_pile(actor: Actor, find: Find, items: list[str]):
    (one,) = find([FIRST])
    sorting.accept_theme(actor, theme=one)
    bearing = create_opportunity(actor, title="Another", evidence_ids=[items[7]])
    other = find([(4, 5, 6, 0, 7)])[0]
    assert where(actor, [items[0], items[7], items[4]]) == [one, bearing.key, other]
    assert row_of(actor, other).items == 3


def test_a_theme_can_be_accepted_into_an_opportunity_that_exists(actor: Actor, find: Find):
    one, _ = find([FIRST, SECOND])
    opportunity = create_opportunity(actor, title="Exports finish")
    sorting.accept_into(actor, theme=one, opportunity=opportunity.key)
    assert Mark.objects.filter(opportunity=opportunity).count() == 4
    assert row_of(actor, one).opportunity == opportunity


def test_a_dismissed_theme_stays_dismissed_when_it_is_found_again_also_in_parts(actor: Actor, find: Find):
    one, two = find([(0, 1, 2, 3, 4, 5), (6, 7)])
    sorting.dismiss_theme(actor, theme=one)
    find([(0, 1, 2), (3, 4, 5), (6, 7)])
    open_ = Theme.objects.filter(state=ThemeState.PROPOSED, items__gt=0)
    assert [theme.key for theme in open_] == [two]
    assert row_of(actor, one).items == 6
    sorting.restore_theme(actor, theme=one)
    assert row_of(actor, one).state == ThemeState.PROPOSED


def test_merged_themes_stay_merged_and_come_apart_again_by_undo(actor: Actor, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    sorting.merge_themes(actor, theme=one, into=two)
    merged = find_last_change(actor).pk
    assert row_of(actor, two).items == 7
    assert row_of(actor, one).items == 0
    find([(*FIRST, 7), (*SECOND, 8)])
    assert set(where(actor, [items[n] for n in range(9)])) == {two}
    undo_change(actor, change_id=merged)
    assert where(actor, [items[0], items[4], items[7], items[8]]) == [one, two, one, two]


def test_pieces_split_off_stay_together_even_when_nothing_like_them_is_found(
    actor: Actor, find: Find, items: list[str]
):
    (one,) = find([range(8)])
    made = sorting.split_theme(actor, theme=one, pieces=[items[0], items[1]], label="By hand")
    assert (row_of(actor, made).items, row_of(actor, one).items) == (2, 6)
    find([range(9)])
    assert where(actor, [items[0], items[1], items[8]]) == [made, made, one]
    assert row_of(actor, made).label == "By hand"
    undo_change(actor, change_id=_change_of("split the theme"))
    assert where(actor, [items[0]]) == [one]
    assert not Theme.objects.filter(key=made).exists()


def _change_of(verb: str) -> int:
    return Change.objects.get(verb=verb).pk


def test_a_moved_piece_stays_where_it_was_put(actor: Actor, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)
    find([(*FIRST, 9), SECOND])
    assert where(actor, [items[0], items[9]]) == [two, one]


def test_a_piece_moved_into_an_accepted_theme_bears_on_its_opportunity_and_leaves_it_when_moved_away(
    actor: Actor, find: Find, items: list[str]
):
    one, two = find([FIRST, SECOND])
    sorting.accept_theme(actor, theme=two)
    sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)
    mark = Mark.objects.get(evidence__key=items[0])
    assert mark.state == MarkState.ACCEPTED
    sorting.move_pieces(actor, theme=two, pieces=[items[0]], into=one)
    mark.refresh_from_db()
    assert mark.state == MarkState.REJECTED
    assert where(actor, [items[0]]) == [one]


def test_a_file_that_is_withdrawn_leaves_its_themes_and_comes_back(actor: Actor, find: Find):
    (one,) = find([FIRST])
    before = picture(actor)
    discovery.withdraw_file(actor, file_id=SourceFile.objects.get().pk)
    assert row_of(actor, one).items == 0
    undo(actor)
    assert picture(actor) == before


def test_a_repeat_is_no_item_and_goes_where_its_first_goes(actor: Actor, find: Find, items: list[str]):
    EvidenceRow.objects.filter(key=items[1]).update(duplicate_of=items[0])
    one, two = find([FIRST, SECOND])
    assert (row_of(actor, one).items, row_of(actor, one).accounts) == (3, 4)
    sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)
    assert where(actor, items[:2]) == [two, two]


def test_what_cannot_be_done_is_said(actor: Actor, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    with pytest.raises(BadInput, match="a theme needs a name"):
        sorting.rename_theme(actor, theme=one, label=" ")
    with pytest.raises(BadInput, match="itself"):
        sorting.merge_themes(actor, theme=one, into=one)
    with pytest.raises(BadInput, match="no item"):
        sorting.split_theme(actor, theme=one, pieces=[], label="New")
    with pytest.raises(Conflict, match="no longer in this theme"):
        sorting.take_out(actor, theme=one, pieces=[items[4]])
    sorting.accept_theme(actor, theme=one)
    with pytest.raises(Conflict, match="an opportunity already"):
        sorting.dismiss_theme(actor, theme=one)
    sorting.dismiss_theme(actor, theme=two)
    with pytest.raises(Conflict, match="bring it back"):
        sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)


def test_a_neighbour_can_decide_nothing_here(actor: Actor, find: Find, items: list[str]):
    (one,) = find([FIRST])
    stranger = make_workspace("Theirs", owner="Eve")
    for act in (
        lambda: sorting.rename_theme(stranger, theme=one, label="Mine"),
        lambda: sorting.accept_theme(stranger, theme=one),
        lambda: sorting.take_out(stranger, theme=one, pieces=[items[0]]),
    ):
        with pytest.raises(NotFound):
            act()


def test_only_what_came_since_the_run_before_makes_a_theme_new_or_growing(actor: Actor, find: Find, tmp_path: Path):
    one, other = find([(0, 1), range(2, 12)])
    find([(0, 1, 2, 3, 4), range(5, 11), (11,)])
    assert [row.news for row in Theme.objects.all()] == [{}] * Theme.objects.count()
    one, other = find([(0, 1), range(2, 12)])[:2]
    ids = import_items(actor, tmp_path, range(12, 17))
    *_, new = find_again(actor, ids, [(0, 1, 12, 13, 14), range(2, 12), (15, 16)])
    assert (row_of(actor, new).news["kind"], row_of(actor, new).news["after"]) == ("new", 2)
    sizes = row_of(actor, one).news
    assert (sizes["kind"], sizes["before"], sizes["after"], sizes["unit"]) == ("growing", 2, 5, "account")
    assert row_of(actor, other).news == {}


def test_themes_are_read_as_they_stand(actor: Actor, find: Find, items: list[str]):
    one, two = find([FIRST, SECOND])
    sorting.move_pieces(actor, theme=one, pieces=[items[0]], into=two)
    sorting.dismiss_theme(actor, theme=one)
    themes = get_themes(actor.workspace)
    assert [(theme.id, set(theme.members)) for theme in themes.themes] == [(two, {items[n] for n in (0, 4, 5, 6)})]


GROUPS = st.lists(st.sampled_from(range(4)), min_size=14, max_size=14)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "accept", "dismiss", "merge", "split", "move", "out", "back"]), st.integers(0, 99)
    ),
    min_size=1,
    max_size=7,
)


def group(numbers: Sequence[int], length: int) -> list[list[int]]:
    found = [[item for item in range(length) if numbers[item] == place] for place in range(3)]
    return [some for some in found if some]


def decide(actor: Actor, step: str, seed: int) -> bool:
    """One decision about whatever stands; whether it was made and changed anything."""
    before = Change.objects.count()
    keys = sorted(Theme.objects.filter(workspace=actor.workspace).values_list("key", flat=True))
    theme, other = keys[seed % len(keys)], keys[(seed // 7) % len(keys)]
    members = ThemeMember.objects.filter(workspace=actor.workspace, theme=theme).order_by("evidence")
    pieces = list(members.values_list("evidence__key", flat=True))[: 1 + seed % 3]
    acts = {
        "rename": lambda: sorting.rename_theme(actor, theme=theme, label=f"Called {seed}"),
        "accept": lambda: sorting.accept_theme(actor, theme=theme),
        "dismiss": lambda: sorting.dismiss_theme(actor, theme=theme),
        "merge": lambda: sorting.merge_themes(actor, theme=theme, into=other),
        "split": lambda: sorting.split_theme(actor, theme=theme, pieces=pieces, label=f"Split {seed}"),
        "move": lambda: sorting.move_pieces(actor, theme=theme, pieces=pieces, into=other),
        "out": lambda: sorting.take_out(actor, theme=theme, pieces=pieces),
        "back": lambda: sorting.restore_theme(actor, theme=theme),
    }
    try:
        acts[step]()
    except AppError:
        return False
    return Change.objects.count() > before


@settings(
    max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=GROUPS, steps=STEPS, again=GROUPS)
def test_any_decisions_survive_a_new_run_over_grown_evidence_and_undo_takes_everything_back(
    first: list[int], steps: list[tuple[str, int]], again: list[int], actor: Actor, items: list[str], tmp_path: Path
):
    with transaction.atomic():
        find_again(actor, items, group(first, 12))
        begun = picture(actor)
        done = sum(decide(actor, step, seed) for step, seed in steps)
        _assert_whole_is_the_same(actor)
        before, pinned = picture(actor), _list_pinned(actor)
        fates = {row.key: (row.state, row.label) for row in Theme.objects.exclude(state=ThemeState.PROPOSED)}
        more = import_items(actor, tmp_path, range(12, 14))
        find_again(actor, more, group(again, 14))
        assert pinned.items() <= _list_pinned(actor).items()
        for key, fate in fates.items():
            assert (row_of(actor, key).state, row_of(actor, key).label) == fate
        _assert_whole_is_the_same(actor)
        undo(actor)
        undo(actor)
        assert picture(actor) == before
        for _ in range(done):
            undo(actor)
        assert picture(actor) == begun
        assert not ThemeDecision.objects.exists()
        transaction.set_rollback(True)


@settings(
    max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(again=GROUPS, once_more=GROUPS)
def test_whatever_is_found_next_what_a_person_decided_about_does_not_come_back_to_the_pile(
    again: list[int], once_more: list[int], actor: Actor, items: list[str], tmp_path: Path
):
    with transaction.atomic():
        accepted, dismissed, named, loose = find_again(actor, items, [(0, 1, 2), (3, 4, 5), (6, 7), (8, 9, 10, 11)])
        opportunity = sorting.accept_theme(actor, theme=accepted)
        sorting.dismiss_theme(actor, theme=dismissed)
        sorting.rename_theme(actor, theme=named, label="A person’s name")
        sorting.take_out(actor, theme=loose, pieces=[items[8]])
        more = import_items(actor, tmp_path, range(12, 14))
        for groups in (again, once_more, [0] * 14):
            find_again(actor, more, group(groups, 14))
            assert where(actor, more[:9]) == [accepted] * 3 + [dismissed] * 3 + [named] * 2 + [""]
            assert (row_of(actor, accepted).state, row_of(actor, accepted).opportunity) == ("accepted", opportunity)
            assert (row_of(actor, dismissed).state, row_of(actor, dismissed).label) == (
                "dismissed",
                f"Found {dismissed}",
            )
            assert row_of(actor, named).label == "A person’s name"
            assert Mark.objects.filter(opportunity=opportunity, state=MarkState.ACCEPTED).count() == 3
        _assert_whole_is_the_same(actor)
        transaction.set_rollback(True)


def _assert_whole_is_the_same(actor: Actor) -> None:
    """What was made again in parts is what would be made again as a whole."""
    parts = picture(actor)
    stand_all(actor.workspace)
    assert picture(actor) == parts


def _list_pinned(actor: Actor) -> dict[str, str]:
    """Where the pieces stand about which a person decided."""
    pieces = ThemeDecision.objects.filter(workspace=actor.workspace).exclude(evidence=None)
    places = ThemeMember.objects.filter(evidence__in=pieces.values("evidence"))
    return {key: theme for key, theme in places.values_list("evidence__key", "theme") if theme}
