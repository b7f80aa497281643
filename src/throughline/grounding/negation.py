"""Negation: which words deny, how far they reach, and whether a cut or a claim loses them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from throughline.grounding.words import Token, tokenise, word_set

NEGATORS = word_set(
    """no not never none nothing nobody nowhere neither nor without hardly barely scarcely seldom rarely cannot
    unable cant dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt couldnt shouldnt aint
    doubt doubts doubted deny denies denied refuse refuses refused lacks lack lacking fail fails failed nicht kein
    keine keinen keiner nie niemals ohne pas jamais aucun aucune sans nunca jamás ningún niet geen nooit zonder"""
)
"""Words that deny what follows; forms in n't are recognised by their ending."""

DENIALS = NEGATORS - {"fail", "fails", "failed", "lack", "lacks", "lacking", "refuse", "refuses", "refused"}
"""Negators proper, without the verbs that merely mean that something does not happen."""

_STOPS = frozenset('.!?…;:()[]—–"“”')
_TURNS = word_set(
    """but so because since although though while whereas however then therefore why where when after before except
    unless thus hence still instead otherwise yet aber mais pero maar"""
)
_JOINS = frozenset({"and", "or", "und", "et", "y", "en"})
_OPENERS = word_set(
    """i we you he she it they this that these those the a an my our your his her its their there here what which who
    some many most all every each"""
)
_BEFORE_NOUNS = frozenset({"no", "without", "ohne", "sans", "zonder", "kein", "keine", "geen"})
_ARTICLES = frozenset({"a", "an", "the", "any"})
_PREPOSITIONS = word_set("in on at for since until with by from of during over under per within across via")
"""A cut before one of these leaves a mere adjunct, which says nothing by itself: "can't read it | on a phone"."""
_MILD = frozenset({"only", "just", "merely", "simply", "least", "necessarily"})
_WHOLE = frozenset({"no", "nope", "nothing", "nobody", "none", "nowhere", None})
"""Denials that stand for themselves before a comma: "no, it works", "for nothing, and …"."""
_REACH = 9
_AUXILIARIES = word_set(
    """is are was were be been am has have had do does did can could will would shall should may might must get gets
    got"""
)
_FOLLOWING = re.compile(
    r"^\s*(?:,\s*)?(not|never|hardly|barely|neither|nowhere)\b(\s+(?:at all|really|anymore))?", re.IGNORECASE
)
_ABSENT = re.compile(r"^\s+(no|none|nothing|nobody)\b", re.IGNORECASE)


def is_negator(word: str) -> bool:
    """Whether a word (in small letters, plain apostrophes) denies."""
    return word in NEGATORS or word.endswith("n't")


def is_denial(word: str) -> bool:
    """Whether a word denies by grammar ("not", "never", "without"), not by its meaning ("fails")."""
    return word in DENIALS or word.endswith("n't")


def find_open_denial(left: str, opening: str) -> str | None:
    """The denying word in `left` that still governs the words right after it, or None.

    `left` is the sentence up to a cut, `opening` the word the cut begins with: "I would never say" leaves "never"
    open before "it is fast"; a comma, a "but" or a new clause after "and" closes it.
    """
    tokens = [token for token in tokenise(left) if _counts(token)]
    state = _Reach()
    adjunct = opening.lower() in _PREPOSITIONS
    for place, token in enumerate(tokens):
        following = tokens[place + 1].low if place + 1 < len(tokens) else opening.lower()
        state.read(token, following)
    return None if adjunct and state.words > 0 else state.open


def find_governed(tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
    """The words that the denial at `place` governs, up to where its reach ends."""
    state = _Reach(tokens[place].low if is_denial(tokens[place].low) else "not")
    counted = [token for token in tokens[place + 1 :] if _counts(token)]
    governed: list[Token] = []
    for token, following in zip_longest(counted, counted[1:]):
        if state.open is None:
            break
        if token.is_word:
            governed.append(token)
        state.read(token, following.low if following else "")
    return tuple(governed)


def _counts(token: Token) -> bool:
    return token.is_word or token.text in _STOPS or token.text in ",-"


class _Reach:
    """How far the last denial reaches, word by word."""

    def __init__(self, word: str | None = None) -> None:
        self.open = word
        self.words = 0

    def read(self, token: Token, following: str) -> None:
        low = token.low
        if low in _STOPS or low == "-" or low in _TURNS or (low == "," and self._comma_closes()):
            self.open = None
        elif is_denial(low):
            self.open, self.words = (None if following in _MILD else low), 0
        elif self.open and token.is_word:
            self._count(low, following)

    def _comma_closes(self) -> bool:
        return self.words > 0 or self.open in _WHOLE

    def _count(self, low: str, following: str) -> None:
        self.words += 1
        noun_follows = self.open in _BEFORE_NOUNS and following in _ARTICLES
        begins_clause = following in _OPENERS and not noun_follows
        short = self.open in _BEFORE_NOUNS - {"no"} and begins_clause and self.words > 1
        if self.words > _REACH or short or (low in _JOINS and begins_clause):
            self.open = None


def find_late_denial(tail: str, right: str) -> str | None:
    """The denying word right after a cut that turns round what was quoted: "the export does | not work".

    `tail` is the last word of the cut, `right` the rest of its sentence.
    """
    if match := _FOLLOWING.match(right):
        comma = right.lstrip().startswith(",")
        ends = not right[match.end() :].strip(" .!?\"'”’")
        return match.group(1).lower() if not comma or ends or match.group(2) else None
    if tail.lower() in _AUXILIARIES and (match := _ABSENT.match(right)):
        return match.group(1).lower()
    return None
