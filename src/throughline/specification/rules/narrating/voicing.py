"""Whose words a narrative quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

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

    `about` are the words of the problem. Sentences that tell of a failure go before others, and so do the pieces in
    `before` (ids), which the PRD quotes. With `praise` it is the sentence that says it works.
    """
    first_hand = [piece for piece in pieces if not piece.relayed_by and not piece.interviewer][:READ]
    bare = (word.lower() for word in _WORD.findall(about))
    words = tuple(dict.fromkeys(word[:_STEM] for word in bare if word not in _SMALL))
    chosen: list[Passage] = []
    for pick in (_list_praise,) if praise else (partial(_list_telling, before=before), _list_others):
        spoken = {key_of(passage.evidence) for passage in chosen}
        items = [item for item in read_items(first_hand) if key_of(item.evidence) not in spoken]
        chosen += choose(items, pick, limit=MOST - len(chosen), words=words)
    return [(set_plain(passage.text), passage.evidence) for passage in chosen]


def _list_telling(item: Item, *, before: frozenset[str]) -> Sequence[Sentence]:
    """The sentences that tell of a failure; of a piece that the PRD quotes, any where none does."""
    told = [item.sentence_at(mention.start) for mention in item.mentions if not mention.negated]
    found = tuple(dict.fromkeys(sentence for sentence in told if sentence))
    return found or (item.sentences if item.evidence.id in before else ())


def _list_others(item: Item) -> Sequence[Sentence]:
    """What tells of none, unless it says that it works."""
    return () if item.works else item.sentences


def _list_praise(item: Item) -> Sequence[Sentence]:
    return (item.praise,) if item.praise else item.sentences
