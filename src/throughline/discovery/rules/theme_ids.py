"""Ids that stay with a theme while items come and go."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from throughline.core.kernel.ids import derive_id
from throughline.discovery.contracts import Themes

_SAME = 0.5
_LEAST = 0.25
"""The share of a theme that must have been there before: what is mostly new is another theme."""


def choose_ids(
    members: Sequence[Sequence[str]], *, previous: Themes | None = None, prefix: str = "th"
) -> tuple[str, ...]:
    """One id for each list of evidence ids, all different.

    A theme that shares more than half of its known members (Jaccard) with a previous one keeps that one's id: growing
    alone makes no other theme of it. Otherwise the id comes from the member with the smallest digest (MinHash, Broder
    1997): it changes only if that member leaves or a smaller one joins, which a few new items rarely do. The id of a
    previous theme is never given to another one: what was decided about that theme does not hold here.
    """
    kept = _match(members, previous) if previous else {}
    taken = {*kept.values(), *(theme.id for theme in previous.themes)} if previous else set[str]()
    return tuple(kept.get(place) or _derive(prefix, part, taken) for place, part in enumerate(members))


def _derive(prefix: str, part: Sequence[str], taken: set[str]) -> str:
    """The id of the smallest digest whose id is free; a kept id may stem from a member that has moved here."""
    ids = (derive_id(prefix, digest) for digest in sorted(map(_digest, part)))
    return next((id_ for id_ in ids if id_ not in taken), derive_id(prefix, *part))


def _match(members: Sequence[Sequence[str]], previous: Themes) -> dict[int, str]:
    """The previous id of each place that has one; each id goes to the theme it overlaps most."""
    overlaps = sorted(_measure(members, previous), key=lambda one: (-one[0], one[1], one[2]))
    kept: dict[int, str] = {}
    for _, place, id_ in overlaps:
        if place not in kept and id_ not in kept.values():
            kept[place] = id_
    return kept


def _measure(members: Sequence[Sequence[str]], previous: Themes) -> Iterator[tuple[float, int, str]]:
    """Each overlap above `_SAME`: how much, the place, the previous id. An id may stand for a theme in two shapes."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, theme in enumerate(previous.themes):
        for member in theme.members:
            holders[member].append(number)
    for place, part in enumerate(members):
        shared = Counter(number for member in part for number in holders.get(member, ()))
        known = sum(member in holders for member in part)
        for number, count in shared.items():
            old = previous.themes[number]
            overlap = count / (len(old.members) + known - count)
            if overlap > _SAME and count > _LEAST * len(part):
                yield overlap, place, old.id


def _digest(member: str) -> str:
    return hashlib.sha256(member.encode()).hexdigest()
