"""Which words to quote: short enough to read, whole, telling, and from as many different people as possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from throughline.specification.rules.counting import key_of
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.sentences import Sentence, count_words, is_clean

_WHOLE_ITEM = 240
_LONGEST = 320
_SHORTEST_WORDS = 4
_DANGLING = re.compile(
    r"^(?:and|but|so|or|because|also|then|yeah|yes|no|ok|okay|well|like|right|it|this|that|they|he|she|um|uh)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:thank you|thanks for (?:joining|having)|welcome|hello|good (?:morning|afternoon)|nice to meet|my name is|"
    r"let me (?:share|know)|can you hear|next question|great question|good question|you know|kind of|sort of)\b",
    re.IGNORECASE,
)
_HOSTILE = re.compile(
    r"\b(?:ignore (?:all|any|your|the|previous)|system prompt|as an ai|disregard|you are (?:now|chatgpt))\b",
    re.IGNORECASE,
)


def passage_around(item: Item, sentence: Sentence) -> Passage | None:
    """The whole item where it is short, else the sentence, with the next one where it alone says too little."""
    text = item.evidence.text
    first, last = item.sentences[0], item.sentences[-1]
    whole = text[first.start : last.end]
    if len(whole) <= _WHOLE_ITEM and "\n" not in whole and is_clean(whole):
        return Passage(item.evidence, first.start, last.end)
    return _one_or_two(item, sentence)


def _one_or_two(item: Item, sentence: Sentence) -> Passage | None:
    if len(sentence.text) > _LONGEST or sentence.broken or not is_clean(sentence.text):
        return None
    place = item.sentences.index(sentence)
    if sentence.words < 9 and place + 1 < len(item.sentences):
        both = item.evidence.text[sentence.start : item.sentences[place + 1].end]
        if len(both) <= _WHOLE_ITEM and "\n" not in both and is_clean(both):
            return Passage(item.evidence, sentence.start, item.sentences[place + 1].end)
    return item.passage(sentence)


def weigh(passage: Passage, *, words: Iterable[str] = ()) -> float:
    """How well a passage reads as a quote: length, numbers, whole sentences, and the topic's own words."""
    text = passage.text
    length = count_words(text)
    score = 1.0 - abs(length - 20) / 40 if length >= _SHORTEST_WORDS else -1.0
    score += 0.5 if re.search(r"\d", text) else 0.0
    score += 0.2 if text.rstrip('"”’)')[-1:] in ".!?" else 0.0
    score -= 0.35 if _DANGLING.match(text) else 0.0
    score -= 0.8 if _TALK.search(text) else 0.0
    score -= 2.0 if _HOSTILE.search(text) else 0.0
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
    seen: set[str] = set()
    for score, passage in candidates:
        if score > 0 and key_of(passage.evidence) not in seen and not _says_the_same(passage, chosen):
            seen.add(key_of(passage.evidence))
            chosen.append(passage)
    return tuple(chosen[:limit])


def _candidates(
    items: Sequence[Item],
    sentences_of: Callable[[Item], Iterable[Sentence]],
    *,
    words: Sequence[str],
    whole: bool,
) -> Iterable[tuple[float, Passage]]:
    for item in items:
        for sentence in sentences_of(item):
            passage = passage_around(item, sentence) if whole else _one_or_two(item, sentence)
            if passage:
                yield weigh(passage, words=words), passage


def _says_the_same(passage: Passage, chosen: Sequence[Passage]) -> bool:
    own = set(re.findall(r"\w+", passage.text.lower()))
    for other in chosen:
        theirs = set(re.findall(r"\w+", other.text.lower()))
        if len(own & theirs) >= 0.8 * min(len(own), len(theirs)):
            return True
    return False
