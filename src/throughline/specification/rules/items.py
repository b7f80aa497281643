"""One piece of evidence with everything the patterns found in it: read once, used by every part of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from throughline.discovery.contracts import Evidence
from throughline.discovery.pipeline import says_it_runs, says_it_works
from throughline.specification.rules import stances
from throughline.specification.rules.facts import Fact, find_facts
from throughline.specification.rules.failures import VAGUE, Failure, Mention, find_mentions, spot_failures
from throughline.specification.rules.lexicon import ENGLISH_MARKS, FOREIGN_MARKS, read_words
from throughline.specification.rules.sentences import Sentence, split_sentences

_WAITED = re.compile(r"^(?:takes?|took|taking)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in one piece of evidence: characters `start` to `end` of its text."""

    evidence: Evidence
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand there."""
        return self.evidence.text[self.start : self.end]


@dataclass(frozen=True)
class Item:
    """A piece of evidence, read: its sentences, what goes wrong in them, the facts, and what each sentence is for."""

    evidence: Evidence

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return split_sentences(self.evidence.text)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What goes wrong, class by class, negated mentions included; none where the patterns cannot read it."""
        if not self.english:
            return ()
        spotted = spot_failures(self.evidence.text)
        found = [self._mentions_of(place, spotted) for place in range(len(self.sentences))] if spotted else []
        return tuple(mention for mentions in found for mention in mentions)

    def _mentions_of(self, place: int, spotted: tuple[Failure, ...]) -> tuple[Mention, ...]:
        """The mentions of one sentence; how long the workaround takes is its cost, and talk is full of "issues"."""
        sentence = self.sentences[place]
        around = " ".join(s.text for s in self.sentences[max(0, place - 1) : place + 1])
        instead = stances.tells_workaround(around)
        talk = self.evidence.turn is not None
        return tuple(
            mention
            for mention in find_mentions(sentence, spotted)
            if not (mention.failure is Failure.SLOW and instead and _WAITED.match(mention.words))
            and not (talk and mention.failure is Failure.FAILS and VAGUE.search(mention.words))
        )

    @cached_property
    def failures(self) -> frozenset[Failure]:
        """The classes reported here, or what kind of item it is where none is: asked, asked for, named as a problem."""
        reported = frozenset(mention.failure for mention in self.mentions if not mention.negated)
        if reported:
            return reported
        if self.questions and not self.requests:
            return frozenset({Failure.ASKED})
        if stances.names_problem(self.evidence.question) and not self.works and not self.empty:
            return frozenset({Failure.NAMED})
        return frozenset({Failure.WANTED}) if self.requests else frozenset()

    @property
    def reports(self) -> bool:
        """Whether something is said to go wrong, in words of its own."""
        return any(not mention.negated for mention in self.mentions)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What engineers ask, in its own words."""
        return tuple(fact for sentence in self.sentences for fact in find_facts(sentence))

    @cached_property
    def requests(self) -> tuple[Sentence, ...]:
        """Sentences that ask for something; a bare answer to "what would you like?" is one."""
        if self.empty or self.hostile:
            return ()
        own = tuple(s for s in self.sentences if stances.asks_for(s.text))
        if own or self.reports_plainly or len(self.sentences) > 2:
            return own
        return self.sentences[:1] if stances.asks_for("", self.evidence.question) and not self._praises else ()

    @property
    def reports_plainly(self) -> bool:
        """Whether any class is mentioned at all."""
        return bool(self.mentions)

    @cached_property
    def questions(self) -> tuple[tuple[str, Sentence], ...]:
        """Questions put in writing, each with the words it begins with; in a talk, asking is manners."""
        if self.evidence.row is None:
            return ()
        found = ((stances.question_lead(s.text), s) for s in self.sentences)
        return tuple((lead, sentence) for lead, sentence in found if lead)

    @cached_property
    def works(self) -> bool:
        """Whether it says that something works, or denies a failure, and reports none."""
        if self.hostile or self.reports or self.requests or _TURNED.search(self.evidence.text):
            return False
        return self._praises or any(m.negated and m.failure in _DENIABLE for m in self.mentions)

    @cached_property
    def _praises(self) -> bool:
        return any(self._says_works(sentence) for sentence in self.sentences)

    def _says_works(self, sentence: Sentence) -> bool:
        """Praise counts in writing; in a talk, where everything is great, only that something runs."""
        plain = self.reports or self.evidence.turn is not None
        return says_it_runs(sentence.text) if plain else says_it_works(sentence.text)

    @cached_property
    def praise(self) -> Sentence | None:
        """The sentence that says it works; of an item that reports a failure too, only one that says so plainly."""
        denied = {m.start for m in self.mentions if m.negated and m.failure in _DENIABLE}
        for sentence in self.sentences:
            reported = any(not m.negated and sentence.start <= m.start < sentence.end for m in self.mentions)
            inside = any(sentence.start <= start < sentence.end for start in denied)
            if not reported and not _TURNED.search(sentence.text) and (inside or self._says_works(sentence)):
                return sentence
        return None

    @cached_property
    def empty(self) -> bool:
        """Whether it says nothing: "n/a", "none", "no", "nothing to add"."""
        words = [w.lower() for w in _WORD.findall(self.evidence.text)]
        return not words or (len(words) <= 4 and set(words) <= _NOTHING)

    @cached_property
    def english(self) -> bool:
        """Whether the patterns can read it: not where another language's small words or letters prevail."""
        words = [w.lower() for w in _WORD.findall(self.evidence.text)]
        latin = sum(1 for word in words if not _OTHER_LETTERS.search(word))
        foreign = sum(1 for word in words if word in FOREIGN_MARKS)
        own = sum(1 for word in words if word in ENGLISH_MARKS and not (foreign and word in _SHARED_MARKS))
        return 2 * latin >= len(words) and (foreign <= own or 8 * foreign < len(words))

    @property
    def hostile(self) -> bool:
        """Whether it speaks to a machine, not to the product's makers; it is counted, and believed in nothing."""
        return bool(_HOSTILE.search(self.evidence.text))

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds character `place`."""
        return next((s for s in self.sentences if s.start <= place < s.end), None)

    def passage(self, sentence: Sentence) -> Passage:
        """The sentence as a passage of this piece."""
        return Passage(self.evidence, sentence.start, sentence.end)


_SHARED_MARKS = frozenset({"a", "an", "as", "do", "in", "no", "on", "so", "was", "will"})
"""Small English words that other languages have too: beside their own words these prove nothing."""
_OTHER_LETTERS = re.compile(r"[^\x00-\u024f]")
_HOSTILE = re.compile(
    r"\b(?:ignore (?:all|any|your|the|previous|prior)\b.{0,30}(?:instruction|prompt|rule)"
    r"|system prompt|disregard (?:all|your|previous)"
    r"|you are (?:now|chatgpt|an? (?:ai|assistant)))",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:but|however|although|though|except|unless|aside from|apart from)\b", re.IGNORECASE)
_DENIABLE = frozenset(
    {
        Failure.UNFINISHED,
        Failure.OVERDUE,
        Failure.INCOMPLETE,
        Failure.LOST,
        Failure.DUPLICATED,
        Failure.DENIED,
        Failure.WRONG,
        Failure.SLOW,
        Failure.FAILS,
    }
)
_NOTHING = read_words(
    """
    n a na none no nope nothing nil null yes ok to add at all the moment for now so far not really idk unknown i
    don't dont know sure keine nichts nein
    """
)


def read_items(evidence: Iterable[Evidence], *, known: Mapping[str, Item] | None = None) -> tuple[Item, ...]:
    """Every piece as an item, in order; those in `known` (by evidence id) have been read before."""
    return tuple((known or {}).get(piece.id) or Item(piece) for piece in evidence)
