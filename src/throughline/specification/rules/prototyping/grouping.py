"""Which things a prototype has, and to which of them each story belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.specification.rules.prototyping.deeds import Deed, is_weak, make_id
from throughline.specification.rules.tagging import stem

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Group:
    """One thing with the stories that are done to it; its id is that of its words."""

    id: str
    thing: str
    deeds: tuple[Deed, ...]


def group_deeds(deeds: Sequence[Deed], *, most: int) -> tuple[Group, ...]:
    """At most `most` things, those of most stories, in the order in which the stories name them.

    A thing that ends in the words of another is the same: "expense claim" and "claim" are expense claims, but where
    there are several such ("upcoming booking", "large booking") all are bookings. A weak one, one that
    is a field of another, and one too many, joins the thing that its story speaks of.
    """
    names = _unite([deed.thing for deed in deeds if not deed.has_own_screen] or [deed.thing for deed in deeds])
    counts = Counter(names.get(deed.thing.lower(), deed.thing) for deed in deeds if not deed.has_own_screen)
    parts = {label.lower() for deed in deeds for label in deed.parts.fields}
    strong = [name for name in counts if not is_weak(name) and name.lower() not in parts] or list(counts)
    order = {name: place for place, name in enumerate(counts)}
    kept = sorted(sorted(strong, key=lambda name: -counts[name])[:most], key=lambda name: order[name])
    members: dict[str, list[Deed]] = {name: [] for name in kept}
    for deed in deeds:
        own = names.get(deed.thing.lower(), deed.thing)
        name = own if own in members else _find_meant(deed, members)
        if name:
            members[name].append(deed)
    return tuple(Group(make_id(name), name, tuple(own)) for name, own in _apart(members).items())


def _apart(members: Mapping[str, list[Deed]]) -> dict[str, list[Deed]]:
    """Two things whose ids would be the same are one."""
    by_id: dict[str, str] = {}
    joined: dict[str, list[Deed]] = {}
    for name, deeds in members.items():
        first = by_id.setdefault(make_id(name), name)
        joined.setdefault(first, []).extend(deeds)
    return joined


def _unite(things: Sequence[str]) -> dict[str, str]:
    """For each thing, in lower case, the one that stands for it."""
    first: dict[str, str] = {}
    for thing in things:
        first.setdefault(thing.lower(), thing)
    united = dict(first)
    for short in sorted(first, key=len, reverse=True):
        longer = [other for other in first if other.endswith(f" {short}")]
        if len(longer) == 1 and not is_weak(longer[0]):
            united[short] = united[longer[0]]
        for other in longer if len(longer) > 1 else ():
            united[other] = first[short]
    return united


def _find_meant(deed: Deed, members: Mapping[str, list[Deed]]) -> str:
    """The thing a story speaks of besides: the most of its words, then that of the same role, then the first."""
    told = " ".join([deed.story.title, deed.story.text, *(point.text for point in deed.story.criteria)])
    stems = {stem(word) for word in _WORD.findall(told.lower())}
    scored = [(_share(name, stems), _counts_role(deed, own), name) for name, own in members.items()]
    best = max(scored, key=lambda entry: entry[:2], default=(0.0, 0, ""))
    return best[2]


def _share(name: str, stems: set[str]) -> float:
    own = [stem(word) for word in _WORD.findall(name.lower())]
    return sum(word in stems for word in own) / len(own) if own else 0.0


def _counts_role(deed: Deed, own: Sequence[Deed]) -> int:
    return sum(other.role == deed.role != "" for other in own)
