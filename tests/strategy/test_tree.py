"""The tree: what stands under what, what is open, and that its page stays as fast with five hundred opportunities."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.contracts import Actor
from throughline.core.kernel.errors import Conflict
from throughline.discovery.models import Opportunity, OpportunityCount
from throughline.discovery.opportunities import services as opportunities
from throughline.strategy import services
from throughline.strategy.models import Goal, Idea, Placement
from throughline.strategy.rules.spark import draw_spark
from throughline.strategy.rules.tree import UNPLACED, Node, find_below, lay_out
from throughline.strategy.showing import OpenState, show_tree

django_db = pytest.mark.django_db


def outline(actor: Actor, state: OpenState | None = None) -> list[tuple[int, str]]:
    """What the tree shows, as levels and titles."""
    rows = [branch.row for branch in show_tree(actor.workspace, state or OpenState()).branches]
    return [(row.level, row.node.title) for row in rows]


@django_db
def test_goals_stand_over_opportunities_over_ideas_and_what_is_placed_nowhere_stands_apart(actor: Actor):
    goal = services.add_goal(actor, title="Trust")
    first = services.create_under(actor, title="Nothing breaks", goal=goal.key)
    services.create_under(actor, title="Mondays are calm", parent=first)
    services.add_idea(actor, opportunity=first, title="Test it")
    services.create_under(actor, title="Loose")
    assert outline(actor) == [
        (1, "Trust"),
        (2, "Nothing breaks"),
        (3, "Mondays are calm"),
        (3, "Test it"),
        (1, "Under no goal yet"),
        (2, "Loose"),
    ]


@django_db
def test_what_moves_under_another_opportunity_leaves_its_goal_and_takes_its_own_along(actor: Actor):
    goal = services.add_goal(actor, title="Trust")
    first, second = (services.create_under(actor, title=title, goal=goal.key) for title in ("First", "Second"))
    services.create_under(actor, title="Below", parent=first)
    services.move_opportunity(actor, opportunity=first, parent=second)
    assert outline(actor) == [(1, "Trust"), (2, "Second"), (3, "First"), (4, "Below")]
    assert not Placement.objects.filter(opportunity=first).exists()


@django_db
def test_a_neighbour_can_be_put_before_another(actor: Actor):
    goal = services.add_goal(actor, title="Trust")
    keys = [services.create_under(actor, title=title, goal=goal.key) for title in ("a", "b", "c")]
    services.move_opportunity(actor, opportunity=keys[2], goal=goal.key, before=keys[0])
    assert [title for _, title in outline(actor)] == ["Trust", "c", "a", "b"]


@django_db
def test_nothing_can_be_put_under_what_stands_below_it(actor: Actor):
    top = services.create_under(actor, title="Top")
    middle = services.create_under(actor, title="Middle", parent=top)
    low = services.create_under(actor, title="Low", parent=middle)
    with pytest.raises(Conflict, match="under itself"):
        services.move_opportunity(actor, opportunity=top, parent=low)
    assert outline(actor) == [(1, "Under no goal yet"), (2, "Top"), (3, "Middle"), (4, "Low")]


@django_db
def test_an_idea_goes_on_where_its_opportunity_was_merged_into(actor: Actor):
    first, second = services.create_under(actor, title="First"), services.create_under(actor, title="Second")
    services.add_idea(actor, opportunity=first, title="Test it")
    opportunities.merge_opportunity(actor, opportunity=first, into=second)
    assert outline(actor) == [(1, "Under no goal yet"), (2, "Second"), (3, "Test it")]


@django_db
def test_a_branch_is_shut_and_opened_by_its_address(actor: Actor, client: Client):
    top = services.create_under(actor, title="Top")
    services.create_under(actor, title="Low", parent=top)
    shut = client.get(f"/strategy/tree?shut=opportunity:{top}").content.decode()
    assert re.search(rf'id="opportunity:{top}"[^>]*aria-expanded="false"', shut)
    assert outline(actor, OpenState(shut=frozenset([f"opportunity:{top}"]))) == [(1, "Under no goal yet"), (2, "Top")]


@django_db
def test_a_hostile_title_is_shown_as_words(actor: Actor, client: Client):
    goal = services.add_goal(actor, title='"><script>alert(1)</script>')
    services.create_under(actor, title="<img src=x onerror=alert(1)>{0}{ref}'", goal=goal.key)
    page = client.get("/strategy/tree").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;{0}{ref}&#x27;" in page


@django_db
def test_moving_by_a_plain_form_needs_no_script(actor: Actor, client: Client):
    goal, key = services.add_goal(actor, title="Trust"), services.create_under(actor, title="Loose")
    form = client.get(f"/strategy/tree/opportunity/{key}/move").content.decode()
    assert f'value="goal:{goal.key}"' in form
    answer = client.post(f"/strategy/tree/opportunity/{key}/move", {"under": f"goal:{goal.key}"})
    assert answer["Location"].startswith(f"/strategy/tree?at=opportunity:{key}&changed=")
    assert outline(actor) == [(1, "Trust"), (2, "Loose")]


@django_db
@pytest.mark.parametrize("path", ["goal/none/rename", "idea/x/rename", "goal/x/new/", "opportunity/x/move", "moon"])
def test_what_is_not_in_the_tree_is_answered_with_a_sentence(client: Client, path: str):
    answer = client.get(f"/strategy/tree/{path}")
    assert answer.status_code == 404


def grow(actor: Actor, count: int) -> None:
    """A goal with `count` opportunities, every fifth below another, each with counts and two ideas."""
    goal = Goal.objects.create(workspace=actor.workspace, key=f"go-{count}", title="Growth")
    rows = Opportunity.objects.bulk_create(
        Opportunity(workspace=actor.workspace, key=f"op-{count}-{n}", title=f"Need {n}", position=n)
        for n in range(count)
    )
    for row in rows[4::5]:
        row.parent = rows[0]
    Opportunity.objects.bulk_update(rows, ["parent"])
    months = {f"2026-{month:02d}": month for month in range(1, 10)}
    OpportunityCount.objects.bulk_create(
        OpportunityCount(opportunity=row, items=9, accounts=4, months=months) for row in rows
    )
    Placement.objects.bulk_create(Placement(workspace=actor.workspace, goal=goal, opportunity=row.key) for row in rows)
    Idea.objects.bulk_create(
        Idea(workspace=actor.workspace, key=f"id-{row.key}-{n}", title=f"Idea {n}", opportunity=row.key)
        for row in rows
        for n in range(2)
    )


@django_db
def test_the_page_asks_the_database_as_often_for_five_hundred_as_for_five(actor: Actor, client: Client):
    asked = []
    for count in (5, 500):
        grow(actor, count)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/strategy/tree").content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.count('role="treeitem"') == 2 + 505 - 101
    assert max_depth(page) == 0


def max_depth(page: str) -> int:
    """How many lists and items are left open at the end of the page."""
    counter = _Nesting()
    counter.feed(page)
    return counter.open


class _Nesting(HTMLParser):
    open = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.open += tag in {"ul", "li"}

    def handle_endtag(self, tag: str) -> None:
        self.open -= tag in {"ul", "li"}


@st.composite
def forests(draw: st.DrawFn) -> list[Node]:
    """Nodes whose parents are any other node, or none, or nobody known: circles among them too."""
    count = draw(st.integers(0, 12))
    refs = [f"opportunity:{n}" for n in range(count)]
    parents = [draw(st.sampled_from([*refs, "", "goal:gone"])) for _ in refs]
    return [Node(ref, ref, parent) for ref, parent in zip(refs, parents, strict=True)]


@given(nodes=forests())
def test_every_node_is_drawn_exactly_once_and_every_branch_is_ended(nodes: list[Node]):
    rows = lay_out(nodes)
    assert sorted(row.node.ref for row in rows) == sorted(node.ref for node in nodes)
    assert sum(row.children > 0 for row in rows) == sum(row.closes for row in rows)


@given(nodes=forests())
def test_what_is_below_a_node_never_holds_what_is_beside_it(nodes: list[Node]):
    for node in nodes:
        below = find_below(node.ref, nodes)
        assert node.ref in below
        assert UNPLACED not in below


@given(counts=st.lists(st.integers(0, 10_000), min_size=2, max_size=20))
def test_a_spark_has_a_bar_for_each_of_the_last_twelve_months_within_its_frame(counts: list[int]):
    span = [f"{2025 + n // 12}-{n % 12 + 1:02d}" for n in range(20)][-len(counts) :]
    path = draw_spark(dict(zip(span, counts, strict=True)), today=date(2026, 8, 15))
    bars = re.findall(r"M(\d+) 16h4v-(\d+)h-4z", path)
    assert len(bars) == (12 if any(counts[-12:]) else 0)
    assert all(0 <= int(x) <= 56 and 1 <= int(height) <= 16 for x, height in bars)
