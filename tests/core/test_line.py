"""The line is walked both ways, through any number of links, without an upward import."""

from __future__ import annotations

import pytest

from throughline.core import services
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Registry, Station, Stop
from throughline.core.line.steps import draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Link

pytestmark = pytest.mark.django_db


def make_registry() -> Registry:
    registry = Registry()
    orders = {"launch": 4, "evidence": 1, "prd": 3, "idea": 2}
    for kind, order in orders.items():
        registry.add_station(Station(kind, kind.title(), order, _find(kind)))
    return registry


def _find(kind: str):
    return lambda _, ids: [Stop(Ref(kind, id_), id_) for id_ in ids]


@pytest.fixture
def actor() -> Actor:
    owner = services.make_workspace("Ours", owner="Ada")
    services.add_links(owner, upper=Ref("prd", "p1"), lowers=[Ref("idea", "i1")])
    services.add_links(owner, upper=Ref("idea", "i1"), lowers=[Ref("evidence", "e1"), Ref("evidence", "e2")])
    services.add_links(owner, upper=Ref("prd", "other"), lowers=[Ref("evidence", "e3")])
    return owner


def names(actor: Actor, ref: Ref) -> dict[str, list[str]]:
    line = walk_line(actor.workspace, ref, known=make_registry())
    return {station.station.kind: [stop.title for stop in station.stops] for station in line}


def test_from_a_prd_one_reaches_every_piece_it_rests_on(actor: Actor):
    assert names(actor, Ref("prd", "p1")) == {"evidence": ["e1", "e2"], "idea": ["i1"], "prd": ["p1"], "launch": []}


def test_from_a_sentence_one_reaches_what_came_of_it(actor: Actor):
    assert names(actor, Ref("evidence", "e1")) == {"evidence": ["e1"], "idea": ["i1"], "prd": ["p1"], "launch": []}


def test_the_stations_stand_in_their_order_and_the_present_one_is_marked(actor: Actor):
    line = walk_line(actor.workspace, Ref("idea", "i1"), known=make_registry())
    assert [station.station.kind for station in line] == ["evidence", "idea", "prd", "launch"]
    assert [station.current for station in line] == [False, True, False, False]


def test_a_circle_of_links_ends(actor: Actor):
    services.add_links(actor, upper=Ref("evidence", "e1"), lowers=[Ref("prd", "p1")])
    assert names(actor, Ref("prd", "p1"))["evidence"] == ["e1", "e2"]


def test_the_same_link_is_kept_once(actor: Actor):
    before = Link.objects.count()
    services.add_links(actor, upper=Ref("prd", "p1"), lowers=[Ref("idea", "i1"), Ref("idea", "i1")])
    assert Link.objects.count() == before


def test_another_workspace_sees_nothing_of_it(actor: Actor):
    stranger = services.make_workspace("Elsewhere", owner="Eve")
    assert names(stranger, Ref("prd", "p1"))["evidence"] == []


def offer_edges(registry: Registry, *, thousands: int) -> None:
    """The idea `i1` rests on a need of its own slice, the need on this many pieces that are in no table of links."""
    registry.add_station(Station("need", "Need", 2, _find("need")))
    of_idea = {"i1": ["n1"]}
    registry.add_edges(
        Edges(
            upper="idea",
            lower="need",
            down=lambda _, ids: [need for idea in ids for need in of_idea.get(idea, ())],
            up=lambda _, ids: ["i1"] if "n1" in ids else [],
        )
    )
    pieces = [f"e{n}" for n in range(thousands)]
    registry.add_edges(
        Edges(
            upper="need",
            lower="evidence",
            down=lambda _, ids: pieces[:50] if "n1" in ids else [],
            up=lambda _, ids: ["n1"] if set(ids) & set(pieces) else [],
            count=lambda _, ids, besides: len(set(pieces) - set(besides)) if "n1" in ids else 0,
        )
    )


def test_the_links_that_a_slice_keeps_itself_are_walked_both_ways(actor: Actor):
    registry = make_registry()
    offer_edges(registry, thousands=4)
    upwards = {s.station.kind: s.count for s in walk_line(actor.workspace, Ref("evidence", "e0"), known=registry)}
    assert (upwards["need"], upwards["idea"], upwards["prd"]) == (1, 1, 1)
    downwards = {s.station.kind: s.count for s in walk_line(actor.workspace, Ref("prd", "p1"), known=registry)}
    assert (downwards["need"], downwards["evidence"]) == (1, 4)


def test_thousands_of_pieces_are_counted_once_each_and_only_the_first_are_named(actor: Actor):
    registry = make_registry()
    offer_edges(registry, thousands=5000)
    evidence = walk_line(actor.workspace, Ref("prd", "p1"), known=registry)[0]
    assert (evidence.count, len(evidence.stops)) == (5000, 50)


def test_a_station_aside_is_drawn_only_where_something_stands(actor: Actor):
    registry = make_registry()
    registry.add_station(Station("theme", "Theme", 2, _find("theme"), aside=True))
    assert "Theme" not in names_of(actor, registry, Ref("prd", "p1"))
    services.add_links(actor, upper=Ref("prd", "p1"), lowers=[Ref("theme", "t1")])
    assert "Theme" in names_of(actor, registry, Ref("prd", "p1"))


def names_of(actor: Actor, registry: Registry, ref: Ref) -> list[str]:
    return [step.title for step in draw_steps(walk_line(actor.workspace, ref, known=registry))]
