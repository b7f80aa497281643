"""Goals, opportunities and ideas as one tree: who stands under whom, and which branches are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

UNPLACED = "goal:none"
"""Stands above every opportunity that hangs under no goal."""
SMALL = 60
"""Nodes up to which the whole tree is open at first; a larger one shows its opportunities closed."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the tree. `ref` is `goal:…`, `opportunity:…` or `idea:…`; `parent` is what stands above it."""

    ref: str
    title: str
    parent: str = ""

    @property
    def kind(self) -> str:
        return self.ref.partition(":")[0]

    @property
    def key(self) -> str:
        return self.ref.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One node where it is drawn, the `place`-th `of` its neighbours. `closes` is how many branches end after it."""

    node: Node
    level: int
    children: int
    open: bool
    place: int
    of: int
    closes: int
    shown: bool


def lay_out(
    nodes: Sequence[Node], *, opened: frozenset[str] = frozenset(), shut: frozenset[str] = frozenset()
) -> list[Row]:
    """The nodes in drawing order, neighbours as they come. What is under nobody known, or under itself, is a root."""
    known = {node.ref for node in nodes}
    below: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent if node.parent in known else ""].append(node)
    drawn = list(_draw(below[""], below, 1, _Open(len(nodes) <= SMALL, opened, shut), True))
    if len(drawn) < len(nodes):
        seen = {row.node.ref for row in drawn}
        rest = [Node(node.ref, node.title) for node in nodes if node.ref not in seen]
        drawn += list(_draw(rest, {}, 1, _Open(True, opened, shut), True))
    return drawn


@dataclass(frozen=True, slots=True)
class _Open:
    everything: bool
    opened: frozenset[str]
    shut: frozenset[str]

    def holds(self, node: Node) -> bool:
        if node.ref in self.shut:
            return False
        return self.everything or node.kind == "goal" or node.ref in self.opened


def _draw(
    nodes: Sequence[Node], below: Mapping[str, Sequence[Node]], level: int, state: _Open, shown: bool
) -> Iterator[Row]:
    for place, node in enumerate(nodes, 1):
        under = below.get(node.ref, ())
        is_open = bool(under) and state.holds(node)
        rows = list(_draw(under, below, level + 1, state, shown and is_open))
        yield Row(node, level, len(under), is_open, place, len(nodes), 0 if rows else 1, shown)
        if rows:
            last = rows[-1]
            ends = Row(
                last.node, last.level, last.children, last.open, last.place, last.of, last.closes + 1, last.shown
            )
            yield from rows[:-1]
            yield ends


def find_below(ref: str, nodes: Sequence[Node]) -> set[str]:
    """`ref` and everything under it: where it cannot be moved."""
    below: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        below[node.parent].append(node.ref)
    found, waiting = set[str](), [ref]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += below[at]
    return found
