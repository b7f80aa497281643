"""The things people write about: noun phrases that several of them use, found without a model or a dictionary.

A phrase counts once per customer. The longest wording that keeps most of its head's customers stands for it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from throughline.specification.rules import lexicon
from throughline.specification.rules.tagging import Tag, Token, stem, tag_words

_LONGEST = 3
_KEEPS = 0.6
_NOUN_SHARE = 0.5
_UNFIT_HEAD = re.compile(r"^[^\W\d]{1,2}$|^\d|(?:ly|wise)$|[@/#+'’]")
_MASS_END = re.compile(r"(?:tion|ment|ness|ity|ance|ence|ware|ship|ing|ics|age|ism)$")
_OPENERS = frozenset('.!?:;-*•"“')
_KEEP_SHORT = lexicon.read_words(
    """
    pin tv pc ui ux db os id ip
    """
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as people call it: `noun` without article, `the` if they use one, and whether they also do it.

    `customers` counts who names it. `done` is true for what is a verb too ("export", "transfer"): it can be started.
    """

    noun: str
    article: bool
    customers: int
    done: bool = False
    key: tuple[str, ...] = ()
    times: int = 1

    @property
    def named(self) -> str:
        """How it stands inside a sentence: `the export`, `exports`, `documentation`."""
        return f"the {self.noun}" if self.article else self.noun

    @property
    def plural(self) -> bool:
        """Whether it is many."""
        return is_plural(self.noun)


@dataclass
class _Seen:
    """What is gathered about one phrase while reading."""

    surfaces: Counter[str] = field(default_factory=Counter[str])
    customers: set[str] = field(default_factory=set[str])
    led: int = 0
    times: int = 0


def nearest_thing(text: str, start: int, end: int, *, names: Iterable[str] = ()) -> Thing | None:
    """The noun that stands nearest to characters `start` to `end`: what a single sentence complains about."""
    barred = {stem(word) for name in names for word in re.findall(r"\w+", name)}
    found: list[tuple[int, Thing]] = []
    for led, words in noun_runs(tag_words(text)):
        head = words[-1]
        overlaps = words[0].start < end and start < head.end
        seen = _Seen(Counter({head.text: 1}), {""}, int(led), 1)
        if (
            overlaps
            or stem(head.lower) in barred
            or not _is_head(stem(head.lower), seen, Counter({stem(head.lower): 1}))
        ):
            continue
        distance = max(words[0].start - end, start - head.end, 0)
        tail = [word for word in words if stem(word.lower) not in lexicon.VAGUE_NOUNS][-2:]
        noun = " ".join(word.text for word in tail)
        found.append((distance, Thing(noun, led and not _is_name(noun), 1, key=tuple(stem(w.lower) for w in tail))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def is_plural(noun: str) -> bool:
    """Whether a noun is a plural, by its ending."""
    last = (noun.split() or [""])[-1].lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "ous", "news")) and len(last) > 3


def find_things(texts: Sequence[tuple[str, str]], *, names: Iterable[str] = (), limit: int = 8) -> tuple[Thing, ...]:
    """The things that most customers name in `texts` ((customer, text) pairs), most first, then as they come.

    `names` are left out.
    """
    barred = {stem(word) for name in names for word in re.findall(r"\w+", name)}
    seen, verbs, occurrences = _read(texts)
    heads = {key: found for key, found in seen.items() if len(key) == 1 and _is_head(key[0], found, occurrences)}
    ranked = sorted(heads, key=lambda key: (-len(heads[key].customers), -heads[key].times))
    things = [_settle(key, seen, verbs) for key in ranked if key[0] not in barred]
    return tuple(_distinct(things)[:limit])


def _read(texts: Sequence[tuple[str, str]]) -> tuple[dict[tuple[str, ...], _Seen], set[str], Counter[str]]:
    seen: dict[tuple[str, ...], _Seen] = defaultdict(_Seen)
    verbs: set[str] = set()
    occurrences: Counter[str] = Counter()
    for customer, text in texts:
        tokens = tag_words(text)
        for token in tokens:
            plain = token.tag is Tag.VERB and not token.lower.endswith(("ed", "ing"))
            occurrences[stem(token.lower)] += plain or token.tag is Tag.NOUN
            if token.tag is Tag.VERB:
                verbs.add(stem(token.lower))
        for led, words in noun_runs(tokens):
            _note(seen, customer, words, led=led)
    return seen, verbs, occurrences


def noun_runs(tokens: Sequence[Token]) -> list[tuple[bool, list[Token]]]:
    """Each run of nouns with whether an article or possessive leads it; a sentence's first word loses its capital."""
    runs: list[tuple[bool, list[Token]]] = []
    led, run, opens = False, list[Token](), True
    for token in (*tokens, Token("", "", 0, 0, Tag.STOP)):
        if token.tag is Tag.NOUN:
            run.append(replace(token, text=token.lower) if opens and token.text.istitle() else token)
            opens = False
            continue
        opens = token.text in _OPENERS
        if run:
            runs.append((led, run))
            led, run = False, []
        if token.tag in (Tag.DETERMINER, Tag.STOP, Tag.OTHER, Tag.VERB):
            led = token.tag is Tag.DETERMINER
    return runs


def _note(seen: dict[tuple[str, ...], _Seen], customer: str, words: list[Token], *, led: bool) -> None:
    for length in range(1, min(_LONGEST, len(words)) + 1):
        tail = words[-length:]
        found = seen[tuple(stem(word.lower) for word in tail)]
        found.surfaces[" ".join(word.text for word in tail)] += 1
        found.customers.add(customer)
        found.led += led
        found.times += 1


def _is_head(word: str, found: _Seen, occurrences: Counter[str]) -> bool:
    surface = found.surfaces.most_common(1)[0][0]
    lower = surface.lower()
    if lower in _KEEP_SHORT or (surface.isupper() and len(surface) > 2):
        return True
    if _UNFIT_HEAD.search(lower) or (not lower.replace("-", "").isascii() and len(lower) < 3):
        return False
    if word in lexicon.VAGUE_NOUNS or lower in lexicon.VAGUE_NOUNS or stem(lower) in lexicon.VAGUE_NOUNS:
        return False
    if lower.endswith(("ed", "ing")) and lower in lexicon.VERBS:
        return False
    return found.times >= _NOUN_SHARE * occurrences[word]


def _settle(key: tuple[str, ...], seen: dict[tuple[str, ...], _Seen], verbs: set[str]) -> Thing:
    """The longest wording ending in the same head that most who name the head use, in its commonest spelling."""
    longer = [
        other
        for other, found in seen.items()
        if len(other) > 1
        and other[-1] == key[-1]
        and len(found.customers) >= max(2, _KEEPS * len(seen[key].customers))
        and not any(word in lexicon.VAGUE_NOUNS for word in other)
    ]
    best = max(longer, key=lambda other: (len(other), len(seen[other].customers)), default=key)
    found = seen[best]
    noun = _spell(found.surfaces)
    article = _takes_article(noun, led=found.led, times=found.times)
    return Thing(noun, article, len(found.customers), done=best[-1] in verbs, key=best, times=found.times)


def _takes_article(noun: str, *, led: int, times: int) -> bool:
    """Whether the thing stands with "the": one of a countable kind must, names do not, for the rest usage decides."""
    if _is_name(noun):
        return False
    head = noun.split()[-1]
    if is_plural(noun) or not head.islower():
        return 2 * led >= times
    counted = head not in lexicon.UNCOUNTED and not _MASS_END.search(head)
    return counted or 5 * led >= times


def _spell(surfaces: Counter[str]) -> str:
    """The commonest spelling; capitals win where two in five write them, as in names and acronyms."""
    capital = {surface: times for surface, times in surfaces.items() if surface != surface.lower()}
    if 5 * sum(capital.values()) < 2 * surfaces.total():
        surfaces = Counter({s: n for s, n in surfaces.items() if s not in capital})
    elif sum(capital.values()) > 1:
        surfaces = Counter(capital)
    best = max(surfaces, key=lambda surface: (surfaces[surface], surface))
    return best if surfaces[best] > 1 or not best.istitle() else best.lower()


def _is_name(noun: str) -> bool:
    """Whether it is written like a name: capitals inside, or several capitalised words."""
    words = noun.split()
    inner = any(letter.isupper() for word in words for letter in word[1:])
    return (inner and not any(word.isupper() for word in words)) or (
        len(words) > 1 and all(w[0].isupper() for w in words)
    )


def _distinct(things: list[Thing]) -> list[Thing]:
    kept: list[Thing] = []
    for thing in things:
        if not any(set(thing.key) & set(other.key) for other in kept):
            kept.append(thing)
    return kept
