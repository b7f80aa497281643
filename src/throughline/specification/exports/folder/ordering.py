"""Which of several things were moved: the fewest that, put elsewhere, explain the new order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def find_moved(order: Sequence[int]) -> set[int]:
    """The places in `order` of what was moved; `order` holds where each thing stood before.

    What was not moved is a longest increasing subsequence (patience sorting, Schensted 1961).
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, was in enumerate(order):
        at = bisect_left(tails, was)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [was]
        ends[at : at + 1] = [place]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return set(range(len(order))) - kept
