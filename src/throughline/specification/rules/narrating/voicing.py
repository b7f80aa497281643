"""Whose words a narrative quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import key_of
from throughline.specification.rules.items import Item, Passage, read_items
from throughline.specification.rules.sentences import Sentence, set_plain

MOST, READ = 3, 200
_WORD = re.compile(r"[^\W\d_]{5,}")
_SMALL = frozenset({"because", "cannot", "without", "while", "which", "their", "there", "about", "after", "before"})
_STEM = 5


def choose_voices(
    pieces: Sequence[Evidence], about: str, *, before: frozenset[str] = frozenset(), praise: bool = False
) -> list[tuple[str, Evidence]]:
    """The words and who said them, each another customer; what was passed on by somebody else is no quote.

    `about` are the words of the problem, `before` the ids of the pieces to quote before all others. What seems to say
    that it works is quoted only from among these, or with `praise`, which takes the sentence that says so.
    """
    first_hand = [piece for piece in pieces if not piece.relayed_by and not piece.interviewer]
    bare = (word.lower() for word in _WORD.findall(about))
    words = tuple(dict.fromkeys(word[:_STEM] for word in bare if word not in _SMALL))
    chosen: list[Passage] = []
    for some in ([p for p in first_hand if p.id in before], [p for p in first_hand if p.id not in before][:READ]):
        spoken = {key_of(passage.evidence) for passage in chosen}
        items = [item for item in read_items(some) if key_of(item.evidence) not in spoken]
        if not praise:
            items = [item for item in items if item.evidence.id in before or not item.works]
        chosen += choose(
            items, lambda item: _list_sentences(item, praise=praise), limit=MOST - len(chosen), words=words
        )
    return [(set_plain(passage.text), passage.evidence) for passage in chosen]


def _list_sentences(item: Item, *, praise: bool) -> Sequence[Sentence]:
    return (item.praise,) if praise and item.praise else item.sentences
