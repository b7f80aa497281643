"""Everything a draft is written from: the topic's evidence, read, sorted by who said it, and grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Corpus, Evidence, Theme
from throughline.specification.contracts import Size
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.groups import FAMILIES, Group, group_items, name_things
from throughline.specification.rules.items import Item, read_items
from throughline.specification.rules.objects import Thing
from throughline.specification.rules.topic import Topic

_STORIES = {Size.ONE_PAGE: 2, Size.STANDARD: 4, Size.FULL: 6}


@dataclass(frozen=True)
class Matter:
    """What the sections are written from. `items` are first-hand; `relayed` is heard but never quoted.

    `reserved` is the evidence that stories will quote as situation or purpose: the problem quotes others where it can.
    """

    topic: Topic
    size: Size
    title: str
    owner: str
    items: tuple[Item, ...] = ()
    relayed: tuple[Evidence, ...] = ()
    groups: tuple[Group, ...] = ()
    things: tuple[Thing, ...] = ()
    base: tuple[tuple[str, int], ...] = ()
    titled_by_author: bool = False
    elsewhere: tuple[tuple[Theme, tuple[Evidence, ...]], ...] = ()
    reserved: frozenset[str] = frozenset()

    @property
    def heard(self) -> tuple[Evidence, ...]:
        """Everybody's evidence on the topic, first- and second-hand."""
        return (*(item.evidence for item in self.items), *self.relayed)

    @property
    def failing(self) -> tuple[Item, ...]:
        """Items that report something going wrong."""
        return tuple(item for item in self.items if item.reports)

    @property
    def working(self) -> tuple[Item, ...]:
        """Items that say it works and report nothing going wrong."""
        return tuple(item for item in self.items if item.works)

    @property
    def words(self) -> tuple[str, ...]:
        """The words quotes on this topic are expected to hold."""
        return tuple(thing.noun for thing in self.things[:3])

    @property
    def thing(self) -> Thing | None:
        """What the topic is about, if it has a name."""
        return self.things[0] if self.things else None

    @property
    def families(self) -> tuple[tuple[Group, ...], ...]:
        """Groups that one story can answer together, the family with most customers first."""
        return sort_families(self.groups, limit=_STORIES[self.size])


def sort_families(groups: Sequence[Group], *, limit: int) -> tuple[tuple[Group, ...], ...]:
    """The families that more than one customer stands behind, or the biggest ones where there is no such family.

    Wishes make stories of their own only where they outweigh everything that goes wrong.
    """
    families = [tuple(g for g in groups if g.failure in family) for family in FAMILIES]
    going_wrong = [family for family in families if family]
    wishes: list[tuple[Group, ...]] = [(group,) for group in groups if group.failure is Failure.WANTED and group.thing]
    most = max((family[0].customers for family in going_wrong), default=0)
    outweigh = sum(group.customers for group in groups if group.failure is Failure.WANTED) > 2 * most
    candidates: list[tuple[Group, ...]] = [*going_wrong, *(wishes if outweigh else [])]
    present = sorted(candidates, key=lambda family: groups.index(family[0]))
    shared = [family for family in present if family[0].customers > 1]
    return tuple((shared or present[:2])[:limit])


def gather(
    topic: Topic, corpus: Corpus, *, size: Size, title: str, owner: str, titled_by_author: bool, names: Sequence[str]
) -> Matter:
    """Read the topic's evidence, first-hand apart from relayed, without the interviewer, and group it."""
    own = tuple(piece for piece in topic.evidence if piece.quotable)
    items = tuple(item for item in read_items(own, known=topic.read) if not item.empty)
    groups, things = name_things(
        group_items(items), items, names=names, about=f"{topic.about} {title if titled_by_author else ''}"
    )
    return Matter(
        topic=topic,
        size=size,
        title=title,
        owner=owner,
        items=items,
        relayed=tuple(p for p in topic.evidence if p.relayed_by and not p.interviewer),
        groups=groups,
        things=things,
        base=tuple(corpus.base.items()),
        titled_by_author=titled_by_author,
        elsewhere=_elsewhere(topic, corpus),
    )


def _elsewhere(topic: Topic, corpus: Corpus) -> tuple[tuple[Theme, tuple[Evidence, ...]], ...]:
    """Other themes in which the topic's customers wrote too, the one that shares most of them first."""
    here = {piece.customer for piece in topic.evidence if piece.customer and piece.quotable}
    own = {piece.id for piece in topic.evidence}
    found: list[tuple[Theme, tuple[Evidence, ...]]] = []
    for theme in topic.elsewhere:
        pieces = [corpus.by_id[m] for m in theme.members if m in corpus.by_id and m not in own]
        shared = tuple(p for p in pieces if p.customer in here and p.quotable)
        if len({p.customer for p in shared}) > 1:
            found.append((theme, shared))
    return tuple(sorted(found, key=lambda pair: (-len({p.customer for p in pair[1]}), pair[0].id))[:3])
