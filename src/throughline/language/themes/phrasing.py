"""The few words, as somebody wrote them, that say most of what a group's texts share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from throughline.grounding.negation import is_negator
from throughline.grounding.words import STOPWORDS, word_set
from throughline.language.themes.words import FOREIGN, MEASURES, PARTICLES, WORD, split_words, stem_word

_CENTRAL = 60
_SHORTEST, _LONGEST = 2, 6
_REACH = 4
"""How many words before a phrase are searched for a denial that it would cut off."""
_BREAK = re.compile(r"[.!?](?!\w)|[;:,()\[\]\"“”‘\n—]|(?<!\w)'|'(?!\w)|\s[-–]\s")
_JOINED_BEFORE = re.compile(r"\w[-/.]$")
_JOINED_AFTER = re.compile(r"[-/.]\w")
_FIGURES = word_set(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred
    thousand million half quarter dozen first second third last past today yesterday tomorrow ago"""
)
"""How much and when: true of one text, never what a group is about."""
_CUTTING = word_set("when where which who whom whose that because if while whether until since than as")
"""Words that begin a clause of their own: a phrase that goes on past one of them ends in the middle of it."""
_DANGLING = word_set("new old same other own next whole several certain little big good bad really very just too")
"""Words that wait for the one after them: a phrase does not end with one."""
_WHIM = 0.5
"""What the weight of a phrase counts for that only one of several texts uses: somebody's own way of putting it."""
_READ = 600
"""Characters of a text that are searched: what it is about is said early."""
_TRIED = 300
_IDLE = 0.05
"""The weight, as a share of the group's weightiest stem, under which a word adds nothing."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in its place; `stem` is empty where it means nothing by itself."""

    begin: int
    stop: int
    low: str
    stem: str
    denies: bool
    verb: bool
    """Whether its denial is a verb's own: can't, won't, cannot."""

    @property
    def means(self) -> bool:
        return bool(self.stem)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words as somebody wrote them, the stems in them that mean something, and what these weigh."""

    written: str
    stems: frozenset[str]
    weight: float


def propose_phrases(texts: Sequence[str], weights: Mapping[str, float]) -> Iterator[str]:
    """Verbatim phrases of two to six words, the weightiest first; `texts` are a group's, nearest its centre first.

    `weights` says how much each word stem is the group's own. A phrase lies within one clause, begins and ends with a
    word that means something, and never cuts off a denial before it.
    """
    heaviest = max(weights.values(), default=1.0)
    shares = {stem: weight / heaviest for stem, weight in weights.items()}
    best: dict[str, tuple[float, _Phrase]] = {}
    for place, text in enumerate(texts[:_CENTRAL]):
        for phrase in _phrases_of(text, shares):
            near = phrase.weight * (1 - 0.3 * place / _CENTRAL)
            key = phrase.written.lower()
            if key not in best or near > best[key][0]:
                best[key] = (near, phrase)
    uses = [{stem_word(word) for word in split_words(text)} for text in texts[:_CENTRAL]]
    leading = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:_TRIED]
    shared = [(-score * _weigh_sharing(phrase, uses), key) for key, (score, phrase) in leading]
    for _, key in sorted(shared):
        yield _set(best[key][1].written)


def _weigh_sharing(phrase: _Phrase, uses: Sequence[set[str]]) -> float:
    """More where more texts use all of the phrase's words that mean something: what one person put so may be a whim."""
    count = sum(1 for stems in uses if phrase.stems <= stems)
    return 1 + log(count) if count > 1 or len(uses) < 2 else _WHIM


def _set(phrase: str) -> str:
    """With a capital first; a shouted phrase is said quietly."""
    quiet = phrase.lower() if phrase.isupper() and " " in phrase else phrase
    return quiet[:1].upper() + quiet[1:]


def _phrases_of(text: str, weights: Mapping[str, float]) -> Iterator[_Phrase]:
    for clause in _clauses(text[:_READ]):
        for start, word in enumerate(clause):
            if not _may_begin(clause, start):
                continue
            for end in range(start + _SHORTEST, min(start + _LONGEST, len(clause)) + 1):
                stop = clause[end - 1].stop
                if _may_end(clause, start, end) and _stands_free(text, word.begin, stop):
                    yield _make_phrase(text[word.begin : stop], clause[start:end], weights)


def _stands_free(text: str, begin: int, stop: int) -> bool:
    """Whether neither end cuts a word that is joined by a hyphen, a slash or a point."""
    return not (_JOINED_BEFORE.search(text[:begin][-2:]) or _JOINED_AFTER.match(text[stop : stop + 2]))


def _clauses(text: str) -> Iterator[list[_Word]]:
    begin = 0
    for stop in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        words = [_look(match) for match in WORD.finditer(text, begin, stop)]
        if words:
            yield words
        begin = stop


def _look(match: re.Match[str]) -> _Word:
    word = match.group().lower().replace("’", "'")
    return _Word(match.start(), match.end(), word, *_know(word))


@lru_cache(maxsize=1 << 16)
def _know(word: str) -> tuple[str, bool, bool]:
    """The stem, if the word means something by itself; whether it denies, and does so as a verb's own denial."""
    denies = is_negator(word)
    empty = word in STOPWORDS or word in FOREIGN or word in _FIGURES
    means = not denies and not empty and len(word) > 1 and not word[0].isdigit()
    return stem_word(word) if means else "", denies, word.endswith(("n't", "nnot"))


def _may_begin(clause: Sequence[_Word], start: int) -> bool:
    """With a word that means something, "how long", or a verb's own denial ("can't open"); no denial is cut off."""
    word, following = clause[start], clause[start + 1] if start + 1 < len(clause) else None
    if any(earlier.denies for earlier in clause[max(0, start - _REACH) : start]):
        return False
    if word.low in MEASURES and start and clause[start - 1].low == "how":
        return False
    if following and (word.low == "how" or (word.denies and word.verb)):
        return following.low in MEASURES if word.low == "how" else following.means
    return word.means


def _may_end(clause: Sequence[_Word], start: int, end: int) -> bool:
    """With a word that means something and waits for none, or the particle that belongs to it ("top | up").

    What goes on past the beginning of another clause would end in the middle of that.
    """
    last = clause[end - 1]
    if any(word.low in _CUTTING for word in clause[start + 1 : end]) or last.low in _DANGLING or _owns(last):
        return False
    if last.low in PARTICLES:
        return end - start > 1 and clause[end - 2].means
    return last.means and not (end < len(clause) and clause[end].low in PARTICLES)


def _owns(word: _Word) -> bool:
    """Whether it says whose, and not what: "a colleague's"."""
    return word.low.endswith("'s") and not word.denies


def _make_phrase(written: str, words: Sequence[_Word], weights: Mapping[str, float]) -> _Phrase:
    """Weighs what its different stems weigh together; words that add nothing cost a little."""
    stems = frozenset(word.stem for word in words if word.stem)
    gained = sum(weights.get(stem, 0.0) for stem in stems)
    idle = sum(1 for stem in stems if weights.get(stem, 0.0) < _IDLE)
    return _Phrase(written, stems, gained / (1 + 0.08 * (len(words) - 2) + 0.3 * idle))
