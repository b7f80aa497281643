"""Names for groups, made of their own words: the phrases many of their texts use and few others do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from throughline.grounding.negation import is_negator
from throughline.grounding.words import STOPWORDS
from throughline.language.themes.phrasing import propose_phrases
from throughline.language.themes.words import FOREIGN, PARTICLES, split_words, stem_word

_LONGEST, _READ = 2, 200
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Naming:
    """A group's label and the words it was chosen from, strongest first."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: tuple[str, ...]
    score: float
    written: str


def name_groups(texts: Sequence[str], groups: Sequence[NDArray[np.int64]]) -> list[Naming]:
    """A naming for each group, in order; no two labels are the same."""
    counts = [_count_phrases(texts, members) for members in groups]
    everywhere: dict[tuple[str, ...], float] = defaultdict(float)
    for members, (using, _) in zip(groups, counts, strict=True):
        share = len(members) / max(1, min(len(members), _READ))
        for phrase, count in using.items():
            everywhere[phrase] += count * share
    total = sum(len(members) for members in groups)
    ranked = [
        _rank(using, written, everywhere, read=min(len(members), _READ), total=total)
        for members, (using, written) in zip(groups, counts, strict=True)
    ]
    return _choose_labels(ranked, texts, groups)


def _count_phrases(
    texts: Sequence[str], members: NDArray[np.int64]
) -> tuple[Counter[tuple[str, ...]], dict[tuple[str, ...], str]]:
    """In how many texts each phrase stands, and how the one nearest to the centre writes it."""
    using: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    places: list[int] = members[:_READ].tolist()
    for member in places:
        seen: set[tuple[str, ...]] = set()
        for phrase in _phrases(split_words(texts[member])):
            key = tuple(stem_word(word) for word in phrase)
            if key not in seen:
                seen.add(key)
                written.setdefault(key, " ".join(phrase))
        using.update(seen)
    return using, written


def _phrases(words: list[str]) -> Iterator[list[str]]:
    """One or two words that begin and end with one that means something; a denial belongs to what follows."""
    for start, word in enumerate(words):
        if not (_means(word) or is_negator(word)) or (start and is_negator(words[start - 1])):
            continue
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            if _means(words[end - 1]) or (end - start > 1 and words[end - 1] in PARTICLES):
                yield words[start:end]


@lru_cache(maxsize=1 << 16)
def _means(word: str) -> bool:
    return (
        word not in STOPWORDS and word not in FOREIGN and not is_negator(word) and len(word) > 1 and not word.isdigit()
    )


def _rank(
    using: Counter[tuple[str, ...]],
    written: Mapping[tuple[str, ...], str],
    everywhere: Mapping[tuple[str, ...], float],
    *,
    read: int,
    total: int,
) -> list[_Phrase]:
    """Phrases by share of the group's texts, times how much they are the group's own; longer ones a little ahead."""
    least = 1 if read < 4 else 2
    ranked: list[_Phrase] = []
    for key, count in using.items():
        if count < least:
            continue
        own = np.log(1 + total / everywhere[key])
        score = count / read * own * (1 + 0.35 * (len(key) - 1))
        ranked.append(_Phrase(key, float(score), written[key]))
    ranked.sort(key=lambda phrase: (-phrase.score, phrase.key))
    return ranked


def _choose_labels(
    ranked: Sequence[Sequence[_Phrase]], texts: Sequence[str], groups: Sequence[NDArray[np.int64]]
) -> list[Naming]:
    taken: set[str] = set()
    namings: list[Naming] = []
    for phrases, members in zip(ranked, groups, strict=True):
        places: list[int] = members[:_READ].tolist()
        near = [texts[place] for place in places]
        weights = {phrase.key[0]: phrase.score for phrase in phrases if len(phrase.key) == 1}
        written = propose_phrases(near, weights) if weights else iter(())
        label = _first_free(chain(written, _propose(phrases), _excerpts(texts, members)), taken)
        taken.add(_same(label))
        namings.append(Naming(label, _choose_words(phrases)))
    return namings


def _first_free(proposals: Iterator[str], taken: set[str]) -> str:
    return next((label for label in proposals if _same(label) not in taken), "")


def _same(label: str) -> str:
    return " ".join(sorted(stem_word(word) for word in split_words(label)))


def _propose(phrases: Sequence[_Phrase]) -> Iterator[str]:
    """The best phrase with the next one that adds something; then with others."""
    for first in phrases[:3]:
        for second in phrases[:12]:
            if not set(first.key) & set(second.key):
                yield f"{first.written.capitalize()}, {second.written}"
        yield first.written.capitalize()


def _excerpts(texts: Sequence[str], members: NDArray[np.int64]) -> Iterator[str]:
    """Where words do not suffice: the beginning of a member, longer and longer, numbered at last."""
    words = " ".join(texts[int(members[0])].split()).split(" ") if len(members) else []
    for length in (8, 14, 24):
        if words and words[0]:
            yield " ".join(words[:length])[:120] + ("…" if len(words) > length else "")
    for number in range(1, 100_000):
        yield f"Group {number}"


def _choose_words(phrases: Sequence[_Phrase]) -> tuple[str, ...]:
    chosen: list[str] = []
    used: set[str] = set()
    for phrase in phrases:
        if not set(phrase.key) & used:
            chosen.append(phrase.written)
            used |= set(phrase.key)
        if len(chosen) == _WORDS:
            break
    return tuple(chosen)


def name_broadly(namings: Sequence[Naming], parts: Sequence[Sequence[int]]) -> list[str]:
    """A label for each broad group from those of its largest groups, which come first; all different."""
    taken: set[str] = set()
    labels: list[str] = []
    for part in parts:
        label = _first_free(_propose_broadly([namings[place].label for place in part]), taken)
        taken.add(_same(label))
        labels.append(label)
    return labels


def _propose_broadly(labels: Sequence[str]) -> Iterator[str]:
    first, *others = labels
    yield from (f"{first} · {other}" for other in others)
    yield first
    for number in range(1, 100_000):
        yield f"{first} ({number})"
