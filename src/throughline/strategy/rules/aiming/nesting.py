"""Where a node of the north-star tree may stand, and in which order neighbours come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def stands_below(key: int, above: int, parents: Mapping[int, int | None]) -> bool:
    """Whether `key` is `above` or under it; `parents` names each one's parent. Ends in a circle too."""
    at, seen = key, set[int]()
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def step(order: Sequence[int], one: int, *, up: bool) -> list[int]:
    """The order with `one` changed for its neighbour; the same where it is at the end."""
    new, at = list(order), order.index(one)
    to = at - 1 if up else at + 1
    if 0 <= to < len(new):
        new[at], new[to] = new[to], new[at]
    return new
