"""Walk the line from any object: down to what it rests on, up to what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Registry, Station, Stop, registry
from throughline.core.models import Link, Workspace

MOST_STOPS = 50
"""Objects of one station that are named; where more stand there, the rest is only counted."""


@dataclass(frozen=True, slots=True)
class LineStation:
    """One station as seen from one object: the first that stand there, how many do, and whether one stands here."""

    station: Station
    stops: tuple[Stop, ...]
    current: bool
    count: int


@dataclass
class _Walk:
    """What was met on the way, by kind; `uppers` came to a lower side that is counted and not walked."""

    workspace: Workspace
    known: Registry
    reached: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    uppers: dict[Edges, list[str]] = field(default_factory=lambda: defaultdict(list))


def walk_line(workspace: Workspace, ref: Ref, *, known: Registry = registry) -> list[LineStation]:
    """Every registered station in order, each with the objects that are linked to `ref`, directly or in steps."""
    walk = _Walk(workspace, known)
    both_ways = (ref, *_follow(walk, ref, up=True), *_follow(walk, ref, up=False))
    for found in dict.fromkeys(both_ways):
        walk.reached[found.kind].append(found.id)
    return [_describe(walk, station, ref) for station in known.in_order()]


def _describe(walk: _Walk, station: Station, ref: Ref) -> LineStation:
    known = walk.reached[station.kind]
    counted = [(edges, uppers) for edges, uppers in walk.uppers.items() if edges.lower == station.kind]
    total = len(known) + sum(edges.count(walk.workspace, uppers, known) for edges, uppers in counted if edges.count)
    first = [*known, *(id_ for edges, uppers in counted for id_ in edges.down(walk.workspace, uppers))]
    stops = tuple(station.find(walk.workspace, list(dict.fromkeys(first))[:MOST_STOPS]))
    count = len(stops) if total <= MOST_STOPS else total
    return LineStation(station, stops, station.kind == ref.kind, count)


def _follow(walk: _Walk, start: Ref, *, up: bool) -> list[Ref]:
    seen, frontier, found = {start}, [start], []
    while frontier:
        frontier = [ref for ref in _next(walk, frontier, up=up) if ref not in seen]
        seen.update(frontier)
        found.extend(frontier)
    return found


def _next(walk: _Walk, refs: Sequence[Ref], *, up: bool) -> Iterable[Ref]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    for kind, ids in by_kind.items():
        yield from _next_by_links(walk.workspace, kind, ids, up=up)
        yield from _next_by_edges(walk, kind, ids, up=up)


def _next_by_links(workspace: Workspace, kind: str, ids: Sequence[str], *, up: bool) -> Iterable[Ref]:
    here, there = ("lower", "upper") if up else ("upper", "lower")
    links = Link.objects.filter(workspace=workspace, **{f"{here}_kind": kind, f"{here}_id__in": ids})
    pairs = links.order_by("pk").values_list(f"{there}_kind", f"{there}_id")
    return dict.fromkeys(Ref(kind, id_) for kind, id_ in pairs)


def _next_by_edges(walk: _Walk, kind: str, ids: Sequence[str], *, up: bool) -> Iterable[Ref]:
    for edges in walk.known.edges:
        if up and edges.lower == kind:
            yield from (Ref(edges.upper, id_) for id_ in edges.up(walk.workspace, ids))
        elif not up and edges.upper == kind and edges.count:
            walk.uppers[edges] += [id_ for id_ in ids if id_ not in walk.uppers[edges]]
        elif not up and edges.upper == kind:
            yield from (Ref(edges.lower, id_) for id_ in edges.down(walk.workspace, ids))
