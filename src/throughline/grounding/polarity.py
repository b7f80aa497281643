"""Whether a claim says yes where its source says no, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from throughline.grounding.lexicon import meaning_of
from throughline.grounding.negation import find_governed, is_denial, is_negator
from throughline.grounding.words import Token, is_content, split_sentences, stem, tokenise, word_set

_TO_VERBS = frozenset({"fail", "fails", "failed", "failing", "refuse", "refuses", "refused", "failure"})
_LACKS = frozenset({"lack", "lacks", "lacking", "absence"})
_RAISING = word_set("think believe feel seem suppose imagine mean find consider")
_PASSED_OVER = word_set(
    """able longer yet really even always actually quite ever very enough much fully properly any anymore more way
    chance reason evidence sign sure"""
)
_CUE_WORDS = word_set(
    """lack lacks missing miss fail failed failure unable impossible broken absent error wrong stop stopped stuck
    prevent blocked refuse denied decline declined reject hard difficult problem issue trouble need needed want
    wanted request ask asked should wish hope improve improvement add bad poor slow instead gave avoid badly
    poorly wrongly vanish disappear hide gone forbid only too few little less wait pending late delay overdue
    hate hang crash confusing confused unclear struggle limited insufficient lost hidden excessive forget forgot
    ignore skip exclude drop lock expire"""
)
_CUES = frozenset(map(stem, _CUE_WORDS))
_WISHES = word_set(
    "need needed want wanted request ask asked should wish hope improve improvement add only instead wait bad"
)
_LACKING = _CUES - frozenset(map(stem, _WISHES))
"""Hints at a lack that tell it wherever they stand in a sentence; wishes do so only in the denial's place."""
_WRITERS = (
    r"(?:wrote|written|writes?|commented|complain(?:s|ed)?|ask(?:s|ed)?|reports?|talks?|speaks?|items?|questions?"
    r"|answers?)"
)
_UNITS = (
    r"(?:items?|comments?|responses?|answers?|tickets?|accounts?|customers?|people|respondents?|users?|notes?|rows?)"
)
_TOPICS = re.compile(
    rf"\b{_WRITERS}\s+(?:\w+\s+){{0,3}}?(?:about|regarding|concerning)\b"
    rf"|\b{_UNITS}\s+(?:\([^)]*\)\s+)?mention(?:s|ed)?\b(?!\s+that\b)"
    r"|\b(?:was|were)\s+mentioned\b|\bc[ao]mes?\s+up\s+in\b",
    re.IGNORECASE,
)
"""Sentences that only tell what was written about; nothing in them is told as so."""
_TELLING = word_set(
    "see want wants wanted need needs needed use used uses using get gets got like make makes made try let"
)
"""Common verbs that carry no meaning of their own elsewhere, but are what is denied in "we do not use it"."""
_COMMON = frozenset(map(stem, _TELLING))
_MOST = 0.6
_NEAR_COPY = 0.6
"""From this share of a sentence's words on, another one counts as the same told again."""
_NEAR_CLAUSE = 0.75
_CLAUSE_WORDS = 4
_CLAUSE = re.compile(r"[,;:()–—]|\b(?:but|so|because|although|while|whereas)\b", re.IGNORECASE)
_PERSONS = word_set(
    """i we you he she it they me us him her them my our your his their its mine ours theirs this that these those
    one the a an am is are was were be been has have had do does did"""
)
_TOO_TO = re.compile(r"\b(?:too\s+\w+|yet)\s+to\b", re.IGNORECASE)
_PREFIXES = ("un", "in", "im", "dis", "non", "ir", "il")
_NO_OPPOSITES = frozenset(
    map(
        stem,
        word_set(
            """inside input income inform information indoor inbox intake insight intent intend invoice inland increase
            increment incoming instance instant intact inlet image impart import imports impress improve impact impose
            imprint imply until unit union unite under undergo display displace discount discover dispatch disport
            discharge disclose dispose disposal distance dispute disease discard distribute discourse dissent"""
        ),
    )
)
"""Words that begin like the opposite of another and are none: inside, invoice, display."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial of a sentence: the word that denies, the first word of meaning it governs, and all it governs."""

    word: str
    head: str
    scope: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as stems said plainly (`plain`), its denials, all its stems, and those that hint at a lack."""

    plain: frozenset[str]
    denials: tuple[Denial, ...]
    stems: frozenset[str]
    cues: frozenset[str]


def tells_topic(sentence: str) -> bool:
    """Whether a sentence only tells what was written about: nothing in it is told as so."""
    return bool(_TOPICS.search(sentence))


def find_flip(claim: str, texts: Sequence[str]) -> str | None:
    """Why the claim's polarity differs from that of the sentences it is nearest to, or None where it does not."""
    sources = [_read(text[start:end]) for text in texts for start, end in split_sentences(text)]
    for start, end in split_sentences(claim):
        mine = _read_told(claim[start:end])
        reason = (
            _find_unsaid(claim[start:end], texts)
            or _find_dropped(mine, sources)
            or _find_added(mine, sources)
            or _find_antonym(mine, sources)
        )
        if reason:
            return reason
    return None


def _find_unsaid(sentence: str, texts: Sequence[str]) -> str | None:
    """A sentence or clause told nearly word for word, without the word in it that denies."""
    if tells_topic(sentence):
        return None
    mine = [t.low for t in tokenise(sentence) if t.is_word]
    for text in texts:
        said = frozenset(stem(t.low.removesuffix("n't")) for t in tokenise(text) if t.is_word)
        for part, share in _parts(text):
            tokens = tuple(t for t in tokenise(part) if t.is_word)
            if denial := _find_skipped(tokens, mine, share, said):
                return f"the source says “{denial}” there, the claim leaves it out"
    return None


def _parts(text: str) -> Iterator[tuple[str, float]]:
    """The sentences of a text and their clauses, each with the share of it that makes a near copy."""
    for start, end in split_sentences(text):
        yield text[start:end], _NEAR_COPY
        clauses = [clause for clause in _CLAUSE.split(text[start:end]) if len(clause.split()) >= _CLAUSE_WORDS]
        yield from ((clause, _NEAR_CLAUSE) for clause in clauses if len(clauses) > 1)


def _find_skipped(tokens: tuple[Token, ...], mine: Sequence[str], share: float, said: frozenset[str]) -> str | None:
    """The denial of a source sentence that a near copy of it passes over, going on with the word after it."""
    denials = [place for place in range(len(tokens)) if _denies(tokens, place)]
    if not denials or _count_denials(mine) >= len(denials):
        return None
    theirs = [token.low for token in tokens]
    matcher = SequenceMatcher(None, [*map(_alike, theirs)], [*map(_alike, mine)], autojunk=False)
    matched = {a + k: b + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
    if len(matched) < share * (len(theirs) - len(denials)):
        return None
    return next((theirs[place] for place in denials if _is_passed_over(place, matched, theirs, mine, said)), None)


@lru_cache(maxsize=65536)
def _alike(word: str) -> str:
    """The same for words that stand for each other in a retelling: persons, inflections, near synonyms."""
    if word in _PERSONS:
        return "(person)"
    root = stem(word)
    return f"({min(meaning)})" if (meaning := meaning_of(root)) else root


def _is_passed_over(
    place: int, matched: Mapping[int, int], theirs: Sequence[str], mine: Sequence[str], said: frozenset[str]
) -> bool:
    """Whether the claim goes on right after the denial without denying or saying so in another way."""
    following = next((k for k in range(place + 1, len(theirs)) if theirs[k] not in _PERSONS | {"to", "able", "of"}), -1)
    after = matched.get(following, matched.get(place + 1) if following < 0 else None)
    if place in matched or after is None:
        return False
    before = next((matched[k] for k in range(place - 1, -1, -1) if k in matched), -1)
    between = [stem(word) for word in mine[before + 1 : after]]
    hints = (set(between) & _CUES) | ({stem(word) for word in mine} & _LACKING)
    new = [hint for hint in hints if not _has(hint, said)]
    return not any(is_negator(word) for word in mine[before + 1 : after]) and not new


def _count_denials(words: Sequence[str]) -> int:
    """Words that deny, and words of lack that stand in for them."""
    lacking = {"missing", "impossible", "absent"}
    pairs = {("yet", "to"), ("rather", "than"), ("instead", "of")}
    return sum(1 for pair in pairwise(words) if pair in pairs) + sum(
        1 for word in words if is_negator(word) or word in lacking
    )


def _nearest(mine: Reading, sources: Sequence[Reading]) -> list[Reading]:
    """The sentences that share most words with the claim, or nearly as many."""
    scores = [sum(1 for word in mine.stems if _has(word, source.stems)) for source in sources]
    best = max(scores, default=0)
    return [source for source, score in zip(sources, scores, strict=True) if best and score >= 0.75 * best]


def _find_dropped(mine: Reading, sources: Sequence[Reading]) -> str | None:
    for source in sources:
        for denial in source.denials:
            told = _tells_head(mine, denial) and not _keeps(mine, denial, source)
            if told and not any(_has(denial.head, other.plain) for other in sources):
                return f"the source denies it (“{denial.word} … {denial.head}”), the claim does not"
    return None


def _tells_head(mine: Reading, denial: Denial) -> bool:
    """Whether the claim says what is denied: its first word of meaning, or, without a common verb, most of it."""
    if denial.head in mine.plain:
        return True
    if denial.head and denial.head not in _CUES and _has(denial.head, mine.plain):
        return True
    shared = sum(1 for word in mine.stems if word in denial.scope)
    return denial.head in _COMMON and shared >= 2 and shared >= _MOST * len(mine.stems)


def _keeps(mine: Reading, denial: Denial, source: Reading) -> bool:
    """Whether the claim denies the same thing in some way: by a denial over it, or by a word such as "missing"."""
    if len(mine.denials) >= len(source.denials):
        return True
    if any(_has(word, denial.scope) for other in mine.denials for word in other.scope):
        return True
    cues = [word for word in mine.cues if not _has(word, (source.cues - {stem(denial.word)}) | {denial.head})]
    return bool(cues) or stem(denial.word) in mine.stems


def _find_added(mine: Reading, sources: Sequence[Reading]) -> str | None:
    near = _nearest(mine, sources)
    for denial in mine.denials:
        if not denial.head:
            continue
        with_head = [s for s in near if _has(denial.head, s.stems)]
        denied = any(_has(denial.head, other.scope) for s in sources for other in s.denials)
        if with_head and not denied and not any(s.denials or s.cues for s in with_head):
            return f"the claim denies it (“{denial.word} … {denial.head}”), the source does not"
        if not with_head and not any(s.denials or s.cues for s in sources):
            return f"nothing in the source denies anything, the claim does (“{denial.word} … {denial.head}”)"
    return None


def _find_antonym(mine: Reading, sources: Sequence[Reading]) -> str | None:
    """A word whose opposite by prefix stands in the nearest sentences instead: usable for unusable."""
    near = _nearest(mine, sources)
    stems = frozenset(word for source in near for word in source.stems)
    denied = mine.denials or any(source.denials for source in near)
    for word in mine.stems:
        opposites = {prefix + word for prefix in _PREFIXES} | {word.removeprefix(p) for p in _PREFIXES if len(word) > 6}
        opposites -= {word} if word not in _NO_OPPOSITES else opposites
        if word not in stems and not denied and (found := (opposites & stems) - _NO_OPPOSITES):
            return f"the source says “{min(found)}”, the claim “{word}”"
    return None


def _has(word: str, stems: frozenset[str]) -> bool:
    """Whether the word, or a near synonym, is among the stems."""
    if word in stems:
        return True
    meaning = meaning_of(word)
    return bool(meaning) and any(meaning & meaning_of(other) for other in stems)


@lru_cache(maxsize=16384)
def _read(sentence: str) -> Reading:
    tokens = tokenise(sentence)
    places = [place for place in range(len(tokens)) if _denies(tokens, place)]
    governed = {place: find_governed(tokens, place) for place in places}
    denials = tuple(_read_denial(tokens[place], governed[place]) for place in places)
    telling = [token for token in tokens if token.is_word and _tells(token.low)]
    denied = {token.start for words in governed.values() for token in words}
    plain = frozenset(stem(token.low) for token in telling if token.start not in denied)
    cues = frozenset(stem(token.low.removesuffix("n't")) for token in tokens if token.is_word) & _CUES
    return Reading(plain, denials, frozenset(stem(token.low) for token in telling), cues)


def _read_told(sentence: str) -> Reading:
    """A claim's sentence; one that only says what was written about tells nothing as so."""
    whole = _with_too_to(_read(sentence), sentence)
    return replace(whole, plain=frozenset(), denials=()) if tells_topic(sentence) else whole


def _tells(word: str) -> bool:
    """Whether a word can be what is denied: one of meaning, or a common verb such as "see" or "need"."""
    return is_content(word) or word in _TELLING


def _with_too_to(reading: Reading, sentence: str) -> Reading:
    """The reading with "too large to upload" as a denial of uploading; as a claim tells it, not as a source does."""
    match = _TOO_TO.search(sentence)
    if match is None:
        return reading
    scope = frozenset(stem(t.low) for t in tokenise(sentence[match.end() :]) if t.is_word and _tells(t.low))
    return replace(reading, plain=reading.plain - scope, denials=(*reading.denials, Denial("too", "", scope)))


def _denies(tokens: tuple[Token, ...], place: int) -> bool:
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low in _TO_VERBS:
        return following == "to"
    if low in _LACKS:
        return True
    if low == "no" and following in {",", ".", "problem", "doubt", "matter"}:
        return False
    return is_denial(low) and following not in {"only", "just", "merely"}


def _read_denial(denial: Token, governed: Sequence[Token]) -> Denial:
    """The denial with the first word of meaning it governs, and all of them."""
    scope = [token.low for token in governed if _tells(token.low)]
    heads = [w for w in scope if stem(w) not in _RAISING and w not in _PASSED_OVER and not w.endswith("ly")]
    return Denial(denial.low, stem(heads[0]) if heads else "", frozenset(map(stem, scope)))
