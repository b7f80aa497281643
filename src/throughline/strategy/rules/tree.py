"""Goals, opportunities and ideas as one tree: who stands under whom, and which branches are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """One node where it is drawn. `closes` is how many open branches end after it."""

    node: Node
    level: int
    children: int
    open: bool
    closes: int


def lay_out(
    nodes: Sequence[Node], *, opened: frozenset[str] = frozenset(), shut: frozenset[str] = frozenset()
) -> list[Row]:
    """The nodes that are seen, in drawing order, neighbours as they come; what is in a shut branch is left out.

    What is under nobody known, or in a circle, stands at the root, so that nothing is ever lost.
    """
    known = {node.ref for node in nodes}
    below: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent if node.parent in known else ""].append(node)
    state = _Open(len(nodes) <= SMALL, opened, shut)
    reached = _descend([root.ref for root in below[""]], nodes)
    circling = [node for node in nodes if node.ref not in reached]
    return [*_draw(below[""], below, 1, state), *_draw(circling, {}, 1, state)]


@dataclass(frozen=True, slots=True)
class _Open:
    everything: bool
    opened: frozenset[str]
    shut: frozenset[str]

    def holds(self, node: Node) -> bool:
        if node.ref in self.shut:
            return False
        return self.everything or node.kind == "goal" or node.ref in self.opened


def _draw(nodes: Sequence[Node], below: Mapping[str, Sequence[Node]], level: int, state: _Open) -> Iterator[Row]:
    for node in nodes:
        under = below.get(node.ref, ())
        is_open = bool(under) and state.holds(node)
        yield Row(node, level, len(under), is_open, 0)
        if is_open:
            rows = list(_draw(under, below, level + 1, state))
            yield from rows[:-1]
            yield replace(rows[-1], closes=rows[-1].closes + 1)


def find_below(ref: str, nodes: Sequence[Node]) -> set[str]:
    """`ref` and everything under it: where it cannot be moved."""
    return _descend([ref], nodes)


def _descend(refs: Sequence[str], nodes: Sequence[Node]) -> set[str]:
    below: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        below[node.parent].append(node.ref)
    found, waiting = set[str](), [*refs]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += below[at]
    return found
