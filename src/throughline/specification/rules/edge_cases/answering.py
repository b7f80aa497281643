"""An answer made into a criterion: the case's own condition, and the person's words for what happens then."""

from __future__ import annotations

import re

from throughline.specification.rules.edge_cases.catalogue import EdgeCase, load_catalogue, load_profiles
from throughline.specification.rules.edge_cases.contracts import Lesson
from throughline.specification.rules.edge_cases.things import name_thing
from throughline.specification.rules.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)
from throughline.specification.rules.stories.contracts import CriterionParts, Story
from throughline.specification.rules.stories.steps import read_criterion, write_steps
from throughline.specification.rules.stories.verbs import is_verb
from throughline.specification.rules.wording import capitalise, quoted

_LEAD = re.compile(r"(?:then|so|well|answer:?|a:)[\s,:]+(?=\S)", re.IGNORECASE)
_BARE = re.compile(r"(?:yes|no|never|always|neither|both|all|none|not at all|maybe)\b\W*", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[.!?])\s+(?=\S)|\s*\n+\s*")
_PLAIN = (DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS) - {"i"}


def draft_criterion(story: Story, case: EdgeCase, answer: str) -> str:
    """A criterion "Given …, when …, then <answer>." for the story's own thing; empty for an empty answer.

    The given and the when are the case's condition and nothing more, the rest is the answer as it was written. An
    answer that is a scenario or a condition itself ("If it fails, …") stays as it is, and a bare "no" is said to be the
    answer to the question.
    """
    said = " ".join(answer.split())
    if whole := _find_whole(answer):
        return write_steps(whole)
    if not said:
        return ""
    thing, profile = name_thing(story.title, story.text), load_profiles()[case.id]
    then = (
        f"the answer to “{thing.fill(profile.asks)}” is {_strip(said).lower()}"
        if _BARE.fullmatch(said)
        else _join(answer)
    )
    given, when = (_lower(thing.fill(words)) for words in (profile.given, profile.when))
    return write_steps(CriterionParts(given=(given,), when=(when,), then=(then,)))


def draft_taught(lesson: Lesson, answer: str) -> str:
    """A criterion for what the past taught where no catalogued case says the same: the answer as a sentence of its own.

    Empty for an empty answer; a bare "no" is said to be the answer to what was taught.
    """
    said = _strip(answer)
    if whole := _find_whole(answer):
        return write_steps(whole)
    if not said:
        return ""
    if _BARE.fullmatch(said):
        return f"The answer to {quoted(lesson.text.strip().rstrip('.'))} is {said.lower()}."
    return f"{capitalise(_join(answer))}."


def _find_whole(answer: str) -> CriterionParts | None:
    """The steps of an answer that is a scenario or a condition by itself."""
    own = read_criterion(answer)
    return own if own.then and (own.given or own.when) else None


def _join(answer: str) -> str:
    """The sentences of an answer as one, each begun in lower case where its first word is no name."""
    lead = _LEAD.match(answer.strip())
    words = answer.strip()[lead.end() :] if lead else answer.strip()
    sentences = [_strip(part) for part in _BREAK.split(words)]
    return "; ".join(_lower(sentence) for sentence in sentences if sentence)


def _strip(words: str) -> str:
    return " ".join(words.split()).rstrip(" .;,")


def _lower(sentence: str) -> str:
    """The first letter lowered where the first word is an everyday word: names and abbreviations keep theirs."""
    first = sentence.split(" ", 1)[0]
    plain = first.lower() in _PLAIN or is_verb(first) or (first[1:].islower() and first.lower().endswith("s"))
    return sentence[:1].lower() + sentence[1:] if plain and first[1:] == first[1:].lower() else sentence


def find_case(id_: str) -> EdgeCase | None:
    """The catalogued case of an id, however its letters are written; None where there is none."""
    return next((case for case in load_catalogue() if case.id == id_.strip().upper()), None)
