"""What is asked of a specification: per story the five cases that matter most, what the past taught first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from throughline.specification.rules.edge_cases.catalogue import EdgeCase, load_catalogue, load_profiles
from throughline.specification.rules.edge_cases.contracts import Asked, Lesson
from throughline.specification.rules.edge_cases.covering import find_covered
from throughline.specification.rules.edge_cases.likeness import Alike, choose_comparison
from throughline.specification.rules.edge_cases.matching import MOST_PER_PRD, MOST_PER_STORY
from throughline.specification.rules.edge_cases.ranking import Ranked, rank_cases
from throughline.specification.rules.edge_cases.stories import Reading
from throughline.specification.rules.edge_cases.things import Thing, name_thing
from throughline.specification.rules.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)
from throughline.specification.rules.stories.contracts import Outline, Story
from throughline.specification.rules.tagging import stem
from throughline.specification.rules.wording import capitalise, join, quoted

EVERYWHERE = ""
"""Stands among the answered for the whole specification: what is answered there is asked of no story."""
_MOST_LESSONS = 3
_LEAST = 0.5
"""A case that weighs less says nothing of the story: fewer are asked then."""
_FEWEST_SHARED = 2
_LESSON_SCORE = 1_000.0
_EMPTY = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST_WHY = 3


@dataclass(frozen=True, slots=True)
class _Question:
    """One question of one story before the same ones are put together."""

    story: Story
    asked: Asked
    score: float


def ask(
    outline: Outline,
    *,
    answered: Mapping[str, Collection[str]] | None = None,
    hints: Sequence[Lesson] = (),
    alike: Alike | None = None,
    most: int = MOST_PER_PRD,
) -> tuple[Asked, ...]:
    """At most five questions a story and `most` in all; one case over several stories is one question.

    `answered` has for a story's id the ids of cases, or the references of lessons, that were answered or dismissed;
    under `EVERYWHERE` for all stories. Lessons (`hints`) are asked first. `alike` tells how like two texts are: by
    meaning where the model's weights are installed, else by words. The same outline gives the same questions.
    """
    settled = answered or {}
    found: list[_Question] = []
    for reading, ranked in rank_cases(outline, alike or choose_comparison()):
        done = {*settled.get(reading.story.id, ()), *settled.get(EVERYWHERE, ())}
        found += _ask_story(reading, ranked, done, hints)
    return _put_together(found, most=most)


def _ask_story(
    reading: Reading, ranked: Iterable[Ranked], done: Collection[str], hints: Sequence[Lesson]
) -> list[_Question]:
    """The lessons that concern the story, then its likeliest open cases; of two alike one."""
    story, thing = reading.story, name_thing(reading.story.title, reading.story.text)
    taught = [hint for hint in hints if hint.ref not in done and concerns(hint, story)][:_MOST_LESSONS]
    chosen = [_ask_lesson(hint, story, thing) for hint in taught]
    taken = {question.asked.case for question in chosen}
    for entry in ranked:
        if len(chosen) == MOST_PER_STORY or entry.score < _LEAST:
            break
        if entry.case.id in done or entry.case.id in taken:
            continue
        chosen.append(_ask_case(entry, story, thing))
        taken |= {entry.case.id, *_list_alike(entry.case)}
    return chosen


def _list_alike(case: EdgeCase) -> tuple[str, ...]:
    like = load_profiles()[case.id].like
    return (like,) if like else ()


def _ask_case(entry: Ranked, story: Story, thing: Thing) -> _Question:
    case = entry.case
    asked = Asked(
        case=case.id,
        title=capitalise(case.case),
        question=thing.fill(load_profiles()[case.id].asks),
        stories=(story.id,),
        why=entry.why[:_MOST_WHY],
        reason=_tell_reason(entry),
        state=case.state,
        severity=case.severity,
        also=_list_alike(case),
    )
    return _Question(story, asked, entry.score)


def _tell_reason(entry: Ranked) -> str:
    """Why it is asked, in a sentence: the words of the story, else a story like it."""
    if entry.why:
        return f"The story speaks of {join(quoted(word) for word in entry.why[:_MOST_WHY])}."
    if entry.like:
        return f"Teams settle this where people {quoted(entry.like)}."
    return "Stories of this kind are asked this."


def _ask_lesson(lesson: Lesson, story: Story, thing: Thing) -> _Question:
    """What the past taught, as a question; where a catalogued case says the same, it is that case."""
    same = next((case for case in load_catalogue() if case.id in find_covered(lesson.text)), None)
    taught, source = lesson.text.strip().rstrip("."), capitalise(lesson.source) or "The past"
    asked = Asked(
        case=same.id if same else lesson.ref,
        title=capitalise(same.case) if same else "Taught by the past",
        question=thing.fill(f"{source} taught: {quoted(taught)}. What follows for {{the thing}}?"),
        stories=(story.id,),
        why=tuple(_find_shared(lesson, story))[:_MOST_WHY],
        reason=f"{source} taught it.",
        state=same.state if same else "",
        severity=same.severity if same else 3,
        lesson=lesson,
    )
    return _Question(story, asked, _LESSON_SCORE)


def concerns(lesson: Lesson, story: Story) -> bool:
    """Whether a lesson is about the story: it has one of the lesson's words, or two of its text where it names none."""
    shared = _find_shared(lesson, story)
    return len(shared) >= (1 if lesson.words else _FEWEST_SHARED)


def _find_shared(lesson: Lesson, story: Story) -> list[str]:
    told = " ".join([story.title, story.text, *(point.text for point in story.criteria)])
    stems = set(_list_stems(told))
    if lesson.words:
        return [word for word in lesson.words if (own := list(_list_stems(word))) and stems.issuperset(own)]
    return [word for word in dict.fromkeys(_list_stems(lesson.text)) if word in stems]


def _list_stems(text: str) -> Iterable[str]:
    return (stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def _put_together(found: Sequence[_Question], *, most: int) -> tuple[Asked, ...]:
    """The same case once, for all its stories; those that weigh most, story by story in the outline's order."""
    groups: dict[str, list[_Question]] = {}
    for question in found:
        groups.setdefault(_key_of(question.asked), []).append(question)
    best = sorted(groups.values(), key=lambda group: -max(question.score for question in group))[:most]
    kept = {_key_of(group[0].asked) for group in best}
    return tuple(_join_group(group) for key, group in groups.items() if key in kept)


def _key_of(asked: Asked) -> str:
    return asked.lesson.ref if asked.lesson else asked.case


def _join_group(group: Sequence[_Question]) -> Asked:
    stories = tuple(dict.fromkeys(question.story.id for question in group))
    return replace(group[0].asked, stories=stories)


def list_for_story(asked: Iterable[Asked], story: str) -> tuple[Asked, ...]:
    """The questions of one story, lessons first, in the order in which they were asked."""
    own = [question for question in asked if story in question.stories]
    return tuple(sorted(own, key=lambda question: question.lesson is None))
