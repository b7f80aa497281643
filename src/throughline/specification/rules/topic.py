"""What a draft is about: what the author asked for, a theme, or what the corpus itself is about; and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from throughline.discovery.contracts import Evidence, Theme
from throughline.specification.rules.counting import count_customers
from throughline.specification.rules.items import Item
from throughline.specification.rules.lexicon import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FOREIGN_MARKS,
    PREPOSITIONS,
    PRONOUNS,
    VAGUE_NOUNS,
    read_words,
)
from throughline.specification.rules.tagging import stem

SMALL = 30
_SHARED = 0.4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FUNCTION = PRONOUNS | PREPOSITIONS | CONJUNCTIONS | DETERMINERS | AUXILIARIES | ADVERBS
_EVERYWHERE = read_words(
    """
    use using used get got make need want help work product app feature issue problem
    """
)


@dataclass(frozen=True)
class Topic:
    """The evidence a draft is drawn from; `label` names it in its own words, `why` says how it was chosen.

    `read` holds items that were read while choosing, by evidence id.
    """

    evidence: tuple[Evidence, ...]
    label: str = ""
    about: str = ""
    why: str = ""
    elsewhere: tuple[Theme, ...] = ()
    read: Mapping[str, Item] = field(default_factory=dict[str, Item])


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    words = (w.lower().replace("’", "'") for w in _WORD.findall(text))
    return tuple(stem(word) for word in words if word not in _FUNCTION and len(word) > 2)


def is_one_topic(evidence: Sequence[Evidence]) -> bool:
    """Whether a corpus is small, or one word runs through two in five of its pieces, so that all of it is the topic."""
    if len(evidence) <= SMALL:
        return True
    counts: Counter[str] = Counter()
    for piece in evidence:
        counts.update(word for word in set(content_stems(piece.text)) if word not in _EVERYWHERE)
    common = max((n for word, n in counts.items() if word not in VAGUE_NOUNS and word not in ADJECTIVES), default=0)
    return common >= _SHARED * len(evidence)


def widest_theme(themes: Iterable[Theme], items: Mapping[str, Item]) -> Theme | None:
    """The theme with most customers who report, ask or ask for something; praise alone makes no PRD.

    `items` are the customers' own pieces by evidence id. Themes are read from the one with most customers down, until
    no other can have more, so that most of a large corpus stays unread.
    """
    members = [(theme, tuple(items[m] for m in theme.members if m in items)) for theme in themes]
    heard = {theme.id: count_customers(item.evidence for item in own) for theme, own in members}
    best: tuple[int, int, str] | None = None
    chosen: Theme | None = None
    for theme, own in sorted(members, key=lambda pair: (-heard[pair[0].id], pair[0].id)):
        if best and heard[theme.id] < best[0]:
            break
        needs = (count_customers(item.evidence for item in own if item.failures), len(own), theme.id)
        if best is None or needs > best:
            best, chosen = needs, theme
    return chosen


def match_words(about: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The pieces that share the words of `about`: all of a short one, at least half the weight of a longer one.

    Words that few pieces have weigh more, so that the telling one decides.
    """
    wanted = set(content_stems(about))
    if not wanted:
        return ()
    stems = [set(content_stems(piece.text)) for piece in evidence]
    weights = {word: 1 / (1 + sum(word in found for found in stems)) ** 0.5 for word in wanted}
    total = sum(weights[word] for word in wanted if any(word in found for found in stems))
    if not total:
        return ()
    shares = [sum(weights[word] for word in wanted & found) / total for found in stems]
    return tuple(piece for piece, share in zip(evidence, shares, strict=True) if share >= 0.5)


def commonest_word(items: Sequence[Item]) -> str:
    """The word most items share, for languages the patterns do not read; empty where no two share one."""
    counts: Counter[str] = Counter()
    for item in items:
        words = {word for word in _WORD.findall(item.evidence.text) if len(word) > 4}
        counts.update(word for word in words if word.lower() not in FOREIGN_MARKS)
    best = max(counts, key=lambda word: (counts[word], word[0].isupper(), word), default="")
    return best if counts[best] > 1 else ""


def reads_as_title(label: str) -> bool:
    """Whether a theme's label names a thing: words that carry meaning, joined by a preposition at most."""
    words = [word.lower() for word in _WORD.findall(label)]
    joining = {"of", "for", "to", "in", "with", "and", "on", "by", "from", "without"}
    return bool(words) and not any(word in _FUNCTION and word not in joining for word in words)
