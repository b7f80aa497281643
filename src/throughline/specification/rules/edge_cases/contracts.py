"""What is asked of a specification: a question with its case, its stories and its reason; and what the past taught."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a 90-day review or a retrospective taught, as one sentence, with the reference it comes from.

    `words` are what it concerns ("refund", "CSV import"): a story must have all of one of them. Without any it concerns
    every story that shares two of its own words. `source` says where it comes from ("the review of Exports v2").

    One with `cases` asks nothing of its own: these cases are asked first, of stories of one of `kinds` where it names
    any. `grounds` are title and address of what it rests on.
    """

    text: str
    ref: str
    words: tuple[str, ...] = ()
    source: str = ""
    cases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about one case.

    `stories` are the ids of all stories it is asked of, the one it is worded for first. `why` are the words that
    brought it up, `state` what a prototype shows it in, `severity` 1 (polish) to 3 (blocks the build). `also` are the
    ids of cases that the same answer would settle. A lesson's question has `lesson` and, where no catalogued case says
    the same, the lesson's reference as its `case`; so has a catalogued case that a lesson raised.
    """

    case: str
    title: str
    question: str
    stories: tuple[str, ...]
    why: tuple[str, ...] = ()
    reason: str = ""
    state: str = ""
    severity: int = 2
    also: tuple[str, ...] = ()
    lesson: Lesson | None = None
