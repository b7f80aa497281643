"""The few words, as somebody wrote them, that say most of what a group's texts share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log

from throughline.grounding.negation import is_negator
from throughline.grounding.words import STOPWORDS
from throughline.language.themes.words import WORD, stem_word

_CENTRAL = 60
_SHORTEST, _LONGEST = 2, 6
_REACH = 4
"""How many words before a phrase are searched for a denial that it would cut off."""
_BREAK = re.compile(r"[.!?](?!\w)|[;:,()\[\]\"“”‘\n—]|(?<!\w)'|'(?!\w)|\s[-–]\s")
_JOINED_BEFORE = re.compile(r"\w[-/.]$")
_JOINED_AFTER = re.compile(r"[-/.]\w")
_Word = tuple[int, int, str]


def propose_phrases(texts: Sequence[str], weights: Mapping[str, float]) -> Iterator[str]:
    """Verbatim phrases of two to six words, the weightiest first; `texts` are a group's, nearest its centre first.

    `weights` says how much each word stem is the group's own. A phrase lies within one clause, begins and ends with a
    word that means something, and never cuts off a denial before it.
    """
    best: dict[str, float] = {}
    written: dict[str, str] = {}
    times: Counter[str] = Counter()
    for place, text in enumerate(texts[:_CENTRAL]):
        for phrase, score in dict(_phrases_of(text, weights)).items():
            key = phrase.lower()
            times[key] += 1
            best[key] = max(best.get(key, 0.0), score * (1 - 0.3 * place / _CENTRAL))
            written[key] = phrase if key not in written or not phrase.isupper() else written[key]
    for key in sorted(best, key=lambda key: (-best[key] * (1 + 0.1 * log(times[key])), key)):
        yield _set(written[key])


def _set(phrase: str) -> str:
    """With a capital first; a shouted phrase is said quietly."""
    quiet = phrase.lower() if phrase.isupper() and " " in phrase else phrase
    return quiet[:1].upper() + quiet[1:]


def _phrases_of(text: str, weights: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for clause in _clauses(text):
        for start, (begin, _, first) in enumerate(clause):
            if not _may_begin(clause, start, first):
                continue
            for end in range(start + _SHORTEST, min(start + _LONGEST, len(clause)) + 1):
                stop = clause[end - 1][1]
                if _means(clause[end - 1][2]) and _stands_free(text, begin, stop):
                    yield text[begin:stop], _weigh(clause[start:end], weights)


def _stands_free(text: str, begin: int, stop: int) -> bool:
    """Whether neither end cuts a word that is joined by a hyphen, a slash or a point."""
    return not (_JOINED_BEFORE.search(text[:begin][-2:]) or _JOINED_AFTER.match(text[stop : stop + 2]))


def _clauses(text: str) -> Iterator[list[_Word]]:
    begin = 0
    for stop in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        words = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in WORD.finditer(text, begin, stop)]
        if words:
            yield words
        begin = stop


def _may_begin(clause: Sequence[_Word], start: int, word: str) -> bool:
    before = [earlier for _, _, earlier in clause[max(0, start - _REACH) : start]]
    return (is_negator(word) or _means(word)) and not any(is_negator(earlier) for earlier in before)


def _means(word: str) -> bool:
    return word not in STOPWORDS and not is_negator(word) and len(word) > 1 and not word.isdigit()


def _weigh(words: Sequence[_Word], weights: Mapping[str, float]) -> float:
    """What its different stems weigh together; words that add nothing cost a little."""
    stems = {stem_word(word) for _, _, word in words if _means(word)}
    gained = sum(weights.get(stem, 0.0) for stem in stems)
    idle = sum(1 for stem in stems if weights.get(stem, 0.0) < 0.05 * max(weights.values(), default=1.0))
    return gained / (1 + 0.08 * (len(words) - 2) + 0.3 * idle)
