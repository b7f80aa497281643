"""Walk the line from any object: down to what it rests on, up to what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Registry, Station, Stop, registry
from throughline.core.models import Link, Workspace


@dataclass(frozen=True, slots=True)
class LineStation:
    """One station as seen from one object: what stands there, and whether it is the one looked from."""

    station: Station
    stops: tuple[Stop, ...]
    current: bool

    @property
    def count(self) -> int:
        return len(self.stops)


def walk_line(workspace: Workspace, ref: Ref, *, known: Registry = registry) -> list[LineStation]:
    """Every registered station in order, each with the objects that are linked to `ref`, directly or in steps."""
    reached: dict[str, list[str]] = defaultdict(list)
    both_ways = (ref, *_follow(workspace, ref, up=True), *_follow(workspace, ref, up=False))
    for found in dict.fromkeys(both_ways):
        reached[found.kind].append(found.id)
    return [
        LineStation(station, tuple(station.find(workspace, reached[station.kind])), station.kind == ref.kind)
        for station in known.in_order()
    ]


def _follow(workspace: Workspace, start: Ref, *, up: bool) -> list[Ref]:
    seen, frontier, found = {start}, [start], []
    while frontier:
        frontier = [ref for ref in _next(workspace, frontier, up=up) if ref not in seen]
        seen.update(frontier)
        found.extend(frontier)
    return found


def _next(workspace: Workspace, refs: Sequence[Ref], *, up: bool) -> Iterable[Ref]:
    here, there = ("lower", "upper") if up else ("upper", "lower")
    by_kind: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    for kind, ids in by_kind.items():
        links = Link.objects.filter(workspace=workspace, **{f"{here}_kind": kind, f"{here}_id__in": ids})
        pairs = links.order_by("pk").values_list(f"{there}_kind", f"{there}_id")
        yield from dict.fromkeys(Ref(kind, id_) for kind, id_ in pairs)
