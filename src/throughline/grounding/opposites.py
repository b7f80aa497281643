"""Whether a claim praises what its source complains of, or the other way round, without any word that denies.

"Search is fast" for "search is slow" drops no "not": the words themselves are opposites. Each judging word stands on
one axis (working, speed, ease, price, liking), on its good or its bad side; a denial or a wish turns it round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from throughline.grounding.lexicon import meaning_of
from throughline.grounding.negation import is_denial
from throughline.grounding.polarity import tells_topic
from throughline.grounding.words import FRAME, STOPWORDS, Token, is_content, split_sentences, stem, tokenise, word_set

_LIKING = "liking"
_AXES: dict[str, tuple[str, str]] = {
    "working": (
        "work works worked working succeed succeeds succeeded reliable reliably flawless flawlessly stable",
        """fail fails failed failing failure failures break breaks broke broken breaking crash crashes crashed crashing
        freeze freezes froze frozen freezing hang hangs hung hanging stuck stall stalls stalled error errors timeout
        timeouts bug bugs buggy glitch glitches unusable unreliable unstable flaky problem problems issue issues
        trouble malfunction malfunctions""",
    ),
    "speed": (
        "fast quick quickly rapid rapidly instant instantly instantaneous speedy swift snappy",
        "slow slowly slowness sluggish lag lags laggy lagging crawl crawls",
    ),
    "ease": (
        "easy easily simple effortless effortlessly straightforward intuitive painless",
        """hard difficult difficulty complicated confusing confused cumbersome tricky clunky painful struggle struggles
        struggled struggling unintuitive unclear""",
    ),
    "price": (
        "cheap affordable inexpensive",
        "expensive costly overpriced pricey",
    ),
    _LIKING: (
        """love loves loved enjoy enjoys enjoyed adore praise praises praised happy pleased satisfied delighted glad
        thrilled impressed great excellent fantastic amazing awesome perfect wonderful brilliant superb good nice
        pleasant helpful""",
        """hate hates hated dislike dislikes disliked complain complains complained complaining complaint complaints
        annoying annoyed frustrating frustrated frustration disappointed disappointing terrible awful horrible
        unhappy dissatisfied angry useless bad poor poorly""",
    ),
}
_POLES = {
    word: (axis, sign)
    for axis, sides in _AXES.items()
    for sign, words in zip((1, -1), sides, strict=True)
    for word in words.split()
}
_MORE = {
    "faster": "speed",
    "quicker": "speed",
    "easier": "ease",
    "simpler": "ease",
    "cheaper": "price",
    "better": _LIKING,
}
"""Comparatives tell how things stand only where they are wished for: "it should be faster"."""
_FUNCTIONS = frozenset(map(stem, word_set("work finish complete load open save start arrive sync connect respond")))
"""What a thing does when it works; that it does not is the bad side of working."""
_LIKES = word_set("i we they you he she who customers people users accounts everybody everyone all teams really also")
_WISHES = word_set(
    "wish wishes wished hope hopes should want wants wanted need needs needed please must ask asks asked"
)
_LACKS = word_set("missing miss misses lacks lack lacking without only too")
_SUPPOSED = word_set(
    "if until till once unless whether supposed promised expect expected would 'd used could may might"
)
_STOPPED = word_set("stop stops stopped quit quits ceased ceases")
_ASIDE = word_set(
    """longer ever even really very always quite that so too all any a an the been be being is are was had have has get
    got it them us feel felt seem seemed find found single one much exactly anymore"""
)
_VAGUE = word_set("problem problems issue issues trouble failure failures fault faults")
_MESSAGES = word_set("error errors")
"""What is shown when something fails: that none is shown praises nothing."""
_HARDWARE = word_set("drive drives disk disks copy copies coded code limit limits deadline refresh reset hat")
_TO_ILL = word_set("miss forget lose break overlook confuse mistake beat fault")
_CLAUSE = re.compile(r"[,;:()–—]|\s-\s|\b(?:but|although|though|while|whereas|however|yet|and)\b", re.IGNORECASE)
_BACKWARD = word_set("it they this that these those now there which")
_SHORT = 400
_TIMED_OUT = re.compile(r"\btim(?:e|es|ed|ing)[\s-]+out\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pole:
    """One judging word as it is meant: on which axis, +1 for its good side, and the word."""

    axis: str
    sign: int
    word: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: the stems it speaks of, and what it says of them; `wants` where it wishes, asks, denies or misses."""

    subject: frozenset[str]
    poles: tuple[Pole, ...]
    wants: bool


def find_opposite(claim: str, texts: Sequence[str], *, each: bool = False) -> str | None:
    """The words that turn the claim round against its sources, or None.

    The sources bear it out where one of them says the same; with `each` (a count of rows) none may say the opposite.
    """
    mine = [] if tells_topic(claim) else [clause for clause in _read(claim) if clause.poles]
    signs = {(pole.axis, pole.sign) for clause in mine for pole in clause.poles}
    read = [(_read(text), len(text) <= _SHORT) for text in texts] if mine else []
    for clause in mine:
        for pole in clause.poles:
            both = (pole.axis, -pole.sign) in signs
            answers = [_answer(pole, clause, theirs, short=short) for theirs, short in read]
            against = next((answer for answer in answers if isinstance(answer, Pole)), None)
            if against and ((each and not both) or True not in answers):
                return f"the source says “{against.word}”, the claim “{pole.word}”"
    return None


def _answer(pole: Pole, mine: Clause, theirs: Sequence[Clause], *, short: bool) -> Pole | bool:
    """The word of a text that says the opposite of `pole` about the same, True where it says the same, else False."""
    telling = [clause for clause in theirs if any(_bears_on(pole, other) for other in clause.poles)]
    if _is_vague(pole) and (not mine.subject or (pole.sign < 0 and any(clause.wants for clause in theirs))):
        return True
    shared = [sum(1 for word in mine.subject if _has(word, clause.subject)) for clause in telling]
    if not telling or (not max(shared) and not short):
        return False
    near = [o for clause, n in zip(telling, shared, strict=True) if n == max(shared) for o in clause.poles]
    if any(_agrees(pole, other) for other in near):
        return True
    return next((other for other in near if _opposes(pole, other)), False)


def _is_vague(pole: Pole) -> bool:
    """Whether the word complains without saying of what, so that any wish or lack bears it out."""
    return (pole.axis == _LIKING and pole.sign < 0) or pole.word.split()[-1] in _VAGUE


def _bears_on(pole: Pole, other: Pole) -> bool:
    return _agrees(pole, other) or _opposes(pole, other)


def _agrees(pole: Pole, other: Pole) -> bool:
    """The same side of the same axis; of liking, the same side of any."""
    alike = pole.axis == other.axis or _LIKING in {pole.axis, other.axis} or _is_vague(pole)
    return pole.sign == other.sign and alike


def _opposes(pole: Pole, other: Pole) -> bool:
    """The other side of the same axis; what is liked has no bad side at all, what is praised is not hated."""
    if pole.sign == other.sign:
        return False
    return pole.axis == other.axis or pole.axis == _LIKING or (other.axis == _LIKING and pole.sign > 0)


def _has(word: str, stems: frozenset[str]) -> bool:
    meaning = meaning_of(word)
    return word in stems or (bool(meaning) and any(meaning & meaning_of(other) for other in stems))


@lru_cache(maxsize=16384)
def _read(text: str) -> tuple[Clause, ...]:
    return tuple(clause for start, end in split_sentences(text) for clause in _read_sentence(text[start:end]))


def _read_sentence(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence; one that only points back ("but now it is slow") speaks of what the last one did."""
    asks = sentence.rstrip().endswith("?")
    before: frozenset[str] = frozenset()
    for part in _CLAUSE.split(_TIMED_OUT.sub("timeout", sentence)):
        tokens = [token for token in tokenise(part) if token.is_word]
        if not tokens:
            continue
        poles = tuple(pole for place in range(len(tokens)) if (pole := _read_pole(tokens, place, asks=asks)))
        own = frozenset(stem(t.low) for t in tokens if is_content(t.low) and t.low not in FRAME and t.low not in _POLES)
        subject = own | before if not own or tokens[0].low in _BACKWARD else own
        wants = asks or any(t.low in _WISHES | _LACKS or is_denial(t.low) for t in tokens)
        yield Clause(subject, poles, wants)
        before = subject


def _read_pole(tokens: Sequence[Token], place: int, *, asks: bool) -> Pole | None:
    low = tokens[place].low
    left = [token.low for token in tokens[:place]]
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    denied = _is_denied(left)
    wished = bool(_WISHES & {*left[-6:]})
    if low in _MORE:
        return Pole(_MORE[low], -1, low) if (wished or "could" in left[-3:]) and not denied else None
    if denied and stem(low) in _FUNCTIONS:
        return Pole("working", -1, f"{_denier(left)} {low}")
    found = _POLES.get(low) or ((_LIKING, 1) if _is_liked(low, left) else None)
    if found is None or _means_else(low, left, [t.low for t in tokens[place + 1 : place + 3]], following):
        return None
    if denied and low in _MESSAGES:
        return None
    axis, sign = found
    word = f"{_denier(left)} {low}" if denied else low
    return _as_meant(Pole(axis, -sign if denied else sign, word), sign, left, wished=wished, asks=asks)


def _as_meant(pole: Pole, plain: int, left: Sequence[str], *, wished: bool, asks: bool) -> Pole | None:
    """What is wished for is not so; what is asked, supposed or feared says nothing; what stopped working does not."""
    if plain > 0 and left and left[-1] in _STOPPED:
        return Pole(pole.axis, -1, f"{left[-1]} {pole.word}")
    if _SUPPOSED & {*left[-5:]} or (asks and plain > 0):
        return None
    if wished:
        return Pole(pole.axis, -1, pole.word) if plain > 0 and pole.sign > 0 and pole.axis != _LIKING else None
    return pole


def _is_liked(low: str, left: Sequence[str]) -> bool:
    """Whether "like" is the verb: after a person, not in "looks like" or "would like"."""
    return low in {"like", "likes", "liked"} and bool(left) and (low != "like" or left[-1] in _LIKES)


def _means_else(low: str, left: Sequence[str], right: Sequence[str], following: str) -> bool:
    """Whether the word is no judgement here: a hard disk, easy to miss, hard to beat, at work, a great deal."""
    if low in {"hard", "easy", "easily"} and ("to" in right[:1] and bool({*right} & _TO_ILL)):
        return True
    if low == "work" and left and left[-1] in {"at", "my", "our", "your", "their", "her", "his", "the", "of", "to"}:
        return "to" not in left[-1:] or not _SUPPOSED & {*left}
    return (
        (low == "hard" and (following in _HARDWARE or left[-1:] in (["work"], ["try"], ["working"])))
        or (low in {"great", "good"} and following in {"deal", "many", "while", "bit", "idea", "morning", "to"})
        or (low == "issue" and following.isdigit())
    )


def _is_denied(left: Sequence[str]) -> bool:
    return bool(_denier(left))


def _denier(left: Sequence[str]) -> str:
    """The word that denies what comes after `left`, nothing of its own standing between; "no export problems" too."""
    own = 0
    for word in reversed(left[-7:]):
        if is_denial(word) or word == "zero":
            return word if not own or (own == 1 and word in {"no", "without", "never", "zero"}) else ""
        if word in {"why", "how", "what", "that", "because", "when", "where", "who", "only", "just"}:
            return ""
        own += not (word in _ASIDE or word in STOPWORDS or word.endswith("ly"))
    return ""
