"""The cases that a story leaves open, likeliest first, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from throughline.specification.rules.edge_cases.catalogue import (
    ANY,
    EdgeCase,
    Profile,
    find_triggers,
    load_catalogue,
    load_profiles,
    weigh_triggers,
)
from throughline.specification.rules.edge_cases.covering import find_touched, judge_answers, weigh_sentences
from throughline.specification.rules.edge_cases.likeness import Alike, Matrix
from throughline.specification.rules.edge_cases.stories import Aspects, Reading, read_for_asking
from throughline.specification.rules.edge_cases.typical import find_near, name_nearest, place_cases, vote
from throughline.specification.rules.stories.contracts import Outline

KIND = 0.35
SIGN = 0.85
TYPICAL = 8.0
TRIGGERED = 0.07
FAMILY = 0.1
ANSWERED = 8.0
TOUCHED = 1.0
"""What a story's kind, its matter, typical stories, the catalogue's triggers and answered cases of the family add; what
an answer takes away, and what words near one do. Whole numbers after a conditional logit over invented specifications;
around them the share that is asked hardly changes (`benchmarks/edge_cases`)."""
_MOST_TRIGGERED = 15.0
_MOST_FAMILY = 3.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """One case and what it weighs for a story, the words of the story that brought it up, and a story like it."""

    case: EdgeCase
    score: float
    why: tuple[str, ...]
    like: str


def rank_cases(outline: Outline, alike: Alike) -> list[tuple[Reading, list[Ranked]]]:
    """Each story of the outline with every case, best first; what is answered stands far down.

    A case counts as answered by the story's own criteria, else by what holds for every story.
    """
    readings = [read_for_asking(story) for story in outline.stories]
    near = find_near(readings, alike)
    own = [[point.text for point in reading.story.criteria] for reading in readings]
    shared = [point.text for point in outline.cross_cutting]
    every = [text for texts in own for text in texts] + shared
    weights = weigh_sentences(every, alike)
    common = weights[len(every) - len(shared) :]
    ranked: list[tuple[Reading, list[Ranked]]] = []
    start = 0
    for row, (reading, texts) in enumerate(zip(readings, own, strict=True)):
        answers, touched = weights[start : start + len(texts)], _mark_touched([*texts, *shared])
        ranked.append((reading, _rank(reading, near[row], answers, common, touched)))
        start += len(texts)
    return ranked


def _rank(reading: Reading, near: Matrix, own: Matrix, common: Matrix, touched: Matrix) -> list[Ranked]:
    """Twice over: what the criteria answer tells which typical stories are near, and these what the criteria answer."""
    matter = weigh_matter(reading)
    settled = np.zeros(len(matter))
    answers = own
    for _ in range(2):
        likely = matter + TYPICAL * vote(near, settled)
        answers = judge_answers(own, likely)
        settled = answers.max(axis=0) if len(answers) else settled
    elsewhere = judge_answers(common, matter * 0)
    answered = np.maximum(settled, elsewhere.max(axis=0)) if len(elsewhere) else settled
    likely = matter + TYPICAL * vote(near, settled) + FAMILY * _count_families(answers)
    scores = likely - ANSWERED * answered - TOUCHED * touched
    like = name_nearest(near)
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    return [Ranked(load_catalogue()[place], float(scores[place]), _find_why(reading, place), like) for place in order]


def weigh_matter(reading: Reading) -> Matrix:
    """What the kind of the story and the words about its matter say for each case."""
    return np.array([_weigh(case, load_profiles()[case.id], reading) for case in load_catalogue()])


def _weigh(case: EdgeCase, profile: Profile, reading: Reading) -> float:
    kind = max((share * profile.kinds.get(kind, 0.0) for kind, share in reading.kinds.items()), default=0.0)
    return (
        KIND * max(kind, profile.kinds.get(ANY, 0.0))
        + SIGN * _add_up(profile, find_signs(case, profile, reading))
        + TRIGGERED
        * min(_MOST_TRIGGERED, case.severity * sum(weigh_triggers()[word] for word in list_triggers(case, reading)))
    )


def list_triggers(case: EdgeCase, reading: Reading) -> tuple[str, ...]:
    """The catalogue's triggers that stand in the story; the persona counts for rights alone."""
    own = f"{reading.text} ; {reading.parts.role.lower()}" if case.kind == "permission" else reading.text
    return find_triggers(case, own)


def find_signs(case: EdgeCase, profile: Profile, reading: Reading) -> Aspects:
    """The aspects of the story that make a case likely; a persona counts for rights alone."""
    found = {aspect: reading.own[aspect] for aspect in profile.signs if aspect in reading.own}
    if case.kind == "permission":
        found |= {
            aspect: reading.who[aspect] for aspect in profile.signs if aspect in reading.who and aspect not in found
        }
    return found


def _add_up(profile: Profile, found: Collection[str]) -> float:
    """The strongest sign counts fully."""
    return max((profile.signs[aspect] for aspect in found), default=0.0)


def _count_families(answers: Matrix) -> Matrix:
    """For each case how many of its family (the letters of its id) the criteria answer, at most three."""
    if not len(answers):
        return np.zeros(len(load_catalogue()))
    return np.minimum(answers.sum(axis=0) @ _family_table(), _MOST_FAMILY)


def _mark_touched(sentences: Sequence[str]) -> Matrix:
    """1 for each case whose catalogued words of coverage stand in the sentences."""
    marks = np.zeros(len(load_catalogue()))
    for sentence in sentences:
        marks[[place_cases()[id_] for id_ in find_touched(sentence)]] = 1.0
    return marks


@lru_cache(maxsize=1)
def _family_table() -> Matrix:
    families = [case.id[:2] for case in load_catalogue()]
    return np.array([[float(one == other) for other in families] for one in families])


def _find_why(reading: Reading, place: int) -> tuple[str, ...]:
    case = load_catalogue()[place]
    found = find_signs(case, load_profiles()[case.id], reading)
    words = (word for several in found.values() for word in several)
    return tuple(dict.fromkeys(words)) or list_triggers(case, reading)
