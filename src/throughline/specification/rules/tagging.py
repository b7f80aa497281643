"""A coarse reading of English word by word: enough to tell which words can be the object of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from throughline.specification.rules import lexicon

_TOKEN = re.compile(r"[^\W_]+(?:['’\-./+#&][^\W_]+)*|[^\w\s]", re.UNICODE)
_NOT_A_WORD = re.compile(r"\d")
_ADJECTIVE_END = re.compile(r"(?:ful|less|ous|able|ible|ish|ical|wise)$")
_TAILS = ("ed", "ing")
_AFTER_NOUN = frozenset({"of", "to", "for", "from", "in", "on", "at", "with"})


class Tag(StrEnum):
    """What a word does, as far as finding objects needs it."""

    DETERMINER = "determiner"
    ADJECTIVE = "adjective"
    NOUN = "noun"
    VERB = "verb"
    NUMBER = "number"
    OTHER = "other"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands, in lower case, where it stands, and what it does."""

    text: str
    lower: str
    start: int
    end: int
    tag: Tag


@lru_cache(maxsize=8192)
def tag_words(text: str) -> tuple[Token, ...]:
    """Every word and mark of `text` with its tag; each is judged by itself and by the one before it."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        lower = match.group().lower().replace("’", "'")
        before = tokens[-1] if tokens else None
        tokens.append(Token(match.group(), lower, match.start(), match.end(), _judge(lower, before)))
    return tuple(_look_ahead(tokens, place) for place in range(len(tokens)))


def _look_ahead(tokens: list[Token], place: int) -> Token:
    """A word that may be either, at the head of a sentence, is a noun where what follows cannot be its object."""
    token, following = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    if _is_infinitive(tokens, place):
        return replace(token, tag=Tag.VERB)
    heads = token.tag is Tag.OTHER and token.lower in lexicon.AMBIGUOUS
    if not heads or following is None:
        return token
    free = following.tag is Tag.VERB or following.lower in _AFTER_NOUN or following.lower in lexicon.AUXILIARIES
    return replace(token, tag=Tag.NOUN) if free else token


def _is_infinitive(tokens: list[Token], place: int) -> bool:
    """A word after "to" that has an object of its own: "hard to control costs"."""
    token = tokens[place]
    if token.tag is not Tag.NOUN or not place or tokens[place - 1].lower != "to" or place + 1 == len(tokens):
        return False
    plain = token.text.islower() and not token.lower.endswith("s")
    return plain and tokens[place + 1].tag in (Tag.NOUN, Tag.DETERMINER, Tag.ADJECTIVE)


def _judge(word: str, before: Token | None) -> Tag:
    if not word[0].isalnum():
        return Tag.STOP
    if _NOT_A_WORD.match(word):
        return Tag.NUMBER
    if word in lexicon.DETERMINERS:
        return Tag.DETERMINER
    if _is_closed(word):
        return Tag.OTHER
    if word in lexicon.ADJECTIVES or _ADJECTIVE_END.search(word):
        return Tag.ADJECTIVE
    return _judge_open(word, before)


def _is_closed(word: str) -> bool:
    return (
        word in lexicon.PRONOUNS
        or word in lexicon.PREPOSITIONS
        or word in lexicon.CONJUNCTIONS
        or word in lexicon.AUXILIARIES
        or word in lexicon.ADVERBS
        or "n't" in word
        or (word.endswith("ly") and len(word) > 4)
    )


def _judge_open(word: str, before: Token | None) -> Tag:
    led = before is not None and before.tag in (Tag.DETERMINER, Tag.ADJECTIVE)
    if word in lexicon.VERBS:
        return _judge_verb(word, before, led=led)
    if word.endswith("ed") and len(word) > 4:
        return Tag.ADJECTIVE if led else Tag.VERB
    if word.endswith("ing") and len(word) > 5:
        return Tag.NOUN if led or (before is not None and before.tag is Tag.NOUN) else Tag.VERB
    return Tag.NOUN


def _judge_verb(word: str, before: Token | None, *, led: bool) -> Tag:
    base = word.removesuffix("s")
    if word not in lexicon.AMBIGUOUS and base not in lexicon.AMBIGUOUS:
        return Tag.ADJECTIVE if led and word.endswith("ed") else Tag.VERB
    if before is None or before.tag is Tag.STOP:
        return Tag.OTHER if not word.endswith("s") else Tag.NOUN
    if led or before.tag is Tag.NUMBER:
        return Tag.NOUN
    if before.tag is Tag.NOUN:
        return Tag.VERB if word.endswith("s") and not before.text.isupper() else Tag.NOUN
    noun_before = {"of", "for", "with", "from", "about", "on", "in", "at", "by", "per", "via", "without", "and", "or"}
    return Tag.NOUN if before.lower in noun_before else Tag.VERB


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its commonest endings, so that `exports`, `exported` and `exporting` meet."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return _strip_tail(word)


def _strip_tail(word: str) -> str:
    for tail in _TAILS:
        root = word.removesuffix(tail)
        if root != word and len(root) > 3 and re.search("[aeiouy]", root):
            return root[:-1] if len(root) > 4 and root[-1] == root[-2] and root[-1] not in "sl" else root
    return word
