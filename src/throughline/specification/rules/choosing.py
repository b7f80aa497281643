"""Which words to quote: short enough to read, whole, telling, and from as many different people as possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from throughline.discovery.pipeline import holds_personal
from throughline.specification.rules.counting import key_of
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.sentences import Sentence, count_words, is_clean, widen_clause

_WHOLE_ITEM = 240
_LONGEST = 320
_SHORTEST_WORDS = 4
_SHORT_SENTENCE = 9
_CLAUSE_WORDS = 28
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?:[-*•–>]|\d+[.)])\s")
"""An empty line or a list: words across it were not said in one breath."""
_DANGLING = re.compile(
    r"^(?:and|but|so|or|because|also|then|yeah|yes|no|ok|okay|well|like|right|it|this|that|they|he|she|um|uh|"
    r"for example|for instance|additionally|similarly)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:thank you|thanks for (?:joining|having)|welcome|hello|good (?:morning|afternoon)|nice to meet|my name is|"
    r"let me (?:share|know)|can you hear|next question|great question|good question|you know|kind of|sort of)\b",
    re.IGNORECASE,
)


def passages_around(item: Item, sentence: Sentence, *, whole: bool) -> list[Passage]:
    """What may be quoted for a sentence: the whole item where it is short, else the sentence, else its clauses.

    A short sentence takes the next one with it; of one that is too long or holds what cannot be set, the clauses that
    tell of a failure stand in.
    """
    text = item.evidence.text
    first, last = item.sentences[0], item.sentences[-1]
    if whole and _fits(text[first.start : last.end], most=_WHOLE_ITEM):
        return [Passage(item.evidence, first.start, last.end)]
    if not _fits(sentence.text, most=_LONGEST):
        return _clauses(item, sentence)
    place = item.sentences.index(sentence)
    if sentence.words < _SHORT_SENTENCE and place + 1 < len(item.sentences):
        end = item.sentences[place + 1].end
        if _fits(text[sentence.start : end], most=_WHOLE_ITEM):
            return [Passage(item.evidence, sentence.start, end)]
    return [item.passage(sentence)]


def _fits(words: str, *, most: int) -> bool:
    """Whether these words can be set on one line: short, of one paragraph, nothing in them that would be masked."""
    fits = len(words) <= most and not _PARAGRAPH.search(words) and is_clean(words)
    return fits and not holds_personal(words)


def _clauses(item: Item, sentence: Sentence) -> list[Passage]:
    found: list[Passage] = []
    for mention in item.mentions:
        if sentence.start <= mention.start < sentence.end:
            first, last = mention.start - sentence.start, mention.end - sentence.start
            start, end = widen_clause(sentence.text, first, last, most=_CLAUSE_WORDS)
            words = sentence.text[start:end]
            if count_words(words) >= _SHORTEST_WORDS and _fits(words, most=_LONGEST):
                found.append(Passage(item.evidence, sentence.start + start, sentence.start + end))
    return found


def weigh(passage: Passage, *, words: Iterable[str] = ()) -> float:
    """How well a passage reads as a quote: length, numbers, whole sentences, and the topic's own words."""
    text = passage.text
    length = count_words(text)
    score = 1.0 - abs(length - 20) / 40 if length >= _SHORTEST_WORDS else 0.6 if length > 1 else -1.0
    score += 0.5 if re.search(r"\d", text) else 0.0
    score += 0.2 if text.rstrip('"”’)')[-1:] in ".!?" else 0.0
    score -= 0.35 if _DANGLING.match(text) or text[:1].islower() else 0.0
    score -= 0.8 if _TALK.search(text) else 0.0
    score -= 0.4 if text.isupper() else 0.0
    return score + 0.3 * sum(1 for word in words if word and word.lower() in text.lower())


def choose(
    items: Sequence[Item],
    sentences_of: Callable[[Item], Iterable[Sentence]],
    *,
    limit: int,
    words: Sequence[str] = (),
    used: frozenset[str] = frozenset(),
    whole: bool = True,
) -> tuple[Passage, ...]:
    """The best `limit` passages around the sentences named, one a customer while others are left.

    `used` are evidence ids that were quoted before and stand back; `words` are the topic's, and weigh in.
    """
    candidates = list(_candidates(items, sentences_of, words=words, whole=whole))
    candidates.sort(key=lambda c: (c[1].evidence.id in used, -c[0], c[1].evidence.id, c[1].start))
    chosen: list[Passage] = []
    for fresh in (_by_somebody_else, _from_another_piece):
        for score, passage in candidates:
            if len(chosen) < limit and score > 0 and fresh(passage, chosen) and not _says_the_same(passage, chosen):
                chosen.append(passage)
    return tuple(chosen)


def _by_somebody_else(passage: Passage, chosen: Sequence[Passage]) -> bool:
    return all(key_of(passage.evidence) != key_of(other.evidence) for other in chosen)


def _from_another_piece(passage: Passage, chosen: Sequence[Passage]) -> bool:
    return all(passage.evidence.id != other.evidence.id for other in chosen)


def _candidates(
    items: Sequence[Item],
    sentences_of: Callable[[Item], Iterable[Sentence]],
    *,
    words: Sequence[str],
    whole: bool,
) -> Iterable[tuple[float, Passage]]:
    for item in items:
        for sentence in () if item.hostile else sentences_of(item):
            for passage in passages_around(item, sentence, whole=whole):
                yield weigh(passage, words=words), passage


def _says_the_same(passage: Passage, chosen: Sequence[Passage]) -> bool:
    own = set(re.findall(r"\w+", passage.text.lower()))
    for other in chosen:
        theirs = set(re.findall(r"\w+", other.text.lower()))
        if len(own & theirs) >= 0.8 * min(len(own), len(theirs)):
            return True
    return False
