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
    under `EVERYWHERE` for all stories. Lessons (`hints`), and cases that they raise, are asked first. `alike` tells how
    like two texts are: by meaning where the model's weights are installed, else by words. The same outline gives the
    same questions.
    """
    settled = answered or {}
    found: list[_Question] = []
    for reading, ranked in rank_cases(outline, alike or choose_comparison()):
        done = {*settled.get(reading.story.id, ()), *settled.get(EVERYWHERE, ())}
        found += _ask_story(reading, ranked, done, hints, most=MOST_PER_STORY)
    return _put_together(found, most=most)


def ask_each(
    outline: Outline,
    *,
    answered: Mapping[str, Collection[str]] | None = None,
    hints: Sequence[Lesson] = (),
    alike: Alike | None = None,
    further: Collection[str] = (),
) -> dict[str, tuple[Asked, ...]]:
    """The questions of each story, by its id, each worded for that story alone.

    What was answered or dismissed counts among the five of its story, so that a story is done with at some time; for
    one whose id is in `further`, five more are asked. What the past taught is asked in any case.
    """
    settled = answered or {}
    asked: dict[str, tuple[Asked, ...]] = {}
    for reading, ranked in rank_cases(outline, alike or choose_comparison()):
        story = reading.story.id
        own = settled.get(story, ())
        most = MOST_PER_STORY if story in further else max(0, MOST_PER_STORY - len(own))
        questions = _ask_story(reading, ranked, {*own, *settled.get(EVERYWHERE, ())}, hints, most=most)
        asked[story] = tuple(question.asked for question in questions)
    return asked


def _ask_story(
    reading: Reading, ranked: Iterable[Ranked], done: Collection[str], hints: Sequence[Lesson], *, most: int
) -> list[_Question]:
    """The lessons that concern the story, then its likeliest open cases up to `most`, raised ones first; of two alike
    one."""
    story, thing = reading.story, name_thing(reading.story.title, reading.story.text)
    covered = {case for point in story.criteria for case in find_covered(point.text)}
    own = [hint for hint in hints if not hint.cases]
    taught = [hint for hint in own if concerns(hint, story) and not _is_settled(hint, {*done, *covered})]
    chosen = [_ask_lesson(hint, story, thing) for hint in taught[:_MOST_LESSONS]]
    taken = {question.asked.case for question in chosen}
    likely = [entry for entry in ranked if entry.score >= _LEAST and entry.case.id not in done]
    for entry, lesson in _put_raised_first(likely, hints, reading):
        if len(chosen) >= most:
            break
        if entry.case.id in taken:
            continue
        chosen.append(_raise_case(entry, story, thing, lesson) if lesson else _ask_case(entry, story, thing))
        taken |= {entry.case.id, *_list_alike(entry.case)}
    return chosen


def _put_raised_first(
    likely: Sequence[Ranked], hints: Sequence[Lesson], reading: Reading
) -> list[tuple[Ranked, Lesson | None]]:
    """At most three cases that lessons raise and that bear on the story, in the lessons' order; then all the others.

    A case that says nothing of the story is not asked because it came back elsewhere.
    """
    by_id = {entry.case.id: entry for entry in likely}
    raised: dict[str, Lesson] = {}
    for lesson in hints:
        if not lesson.kinds or any(str(kind) in lesson.kinds and share == 1 for kind, share in reading.kinds.items()):
            for case in lesson.cases:
                raised.setdefault(case, lesson)
    first = [case for case in raised if case in by_id][:_MOST_LESSONS]
    others = [(entry, None) for entry in likely if entry.case.id not in first]
    return [*((by_id[case], raised[case]) for case in first), *others]


def _raise_case(entry: Ranked, story: Story, thing: Thing, lesson: Lesson) -> _Question:
    """A catalogued case in its own words; the reason is what came back."""
    question = _ask_case(entry, story, thing)
    asked = replace(question.asked, reason=f"{capitalise(lesson.text.strip().rstrip('.'))}.", lesson=lesson)
    return _Question(story, asked, _LESSON_SCORE + entry.score)


def _is_settled(lesson: Lesson, done: Collection[str]) -> bool:
    """Whether the lesson, or the catalogued case that says the same, was answered or dismissed."""
    same = _find_same(lesson)
    return lesson.ref in done or (same is not None and same.id in done)


def _find_same(lesson: Lesson) -> EdgeCase | None:
    return next((case for case in load_catalogue() if case.id in find_covered(lesson.text)), None)


def word_question(story: Story, case: str) -> str:
    """The question of a catalogued case, worded for a story's own thing; empty where there is no such case."""
    profile = load_profiles().get(case)
    return name_thing(story.title, story.text).fill(profile.asks) if profile else ""


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
    same = _find_same(lesson)
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
    return asked.lesson.ref if asked.lesson and not asked.lesson.cases else asked.case


def _join_group(group: Sequence[_Question]) -> Asked:
    stories = tuple(dict.fromkeys(question.story.id for question in group))
    return replace(group[0].asked, stories=stories)


def list_for_story(asked: Iterable[Asked], story: str) -> tuple[Asked, ...]:
    """The questions of one story, lessons first, in the order in which they were asked."""
    own = [question for question in asked if story in question.stories]
    return tuple(sorted(own, key=lambda question: question.lesson is None))
