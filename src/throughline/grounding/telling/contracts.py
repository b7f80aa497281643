"""The words of a told text: what a sentence rests on, who worded it, and the sections it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Reference:
    """What a sentence rests on: `PRD “Labels”`, and the path of its page."""

    name: str
    path: str


class Author(StrEnum):
    """Who words a sentence: it was drafted from a fact, a person reworded that, or a person added it."""

    DRAFTED = "drafted"
    EDITED = "edited"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that is told: its words, its fact's key (or the key of what was added), what it rests on.

    `by` names who edited or added it; `unrecorded` is what it states and no record holds. `drafted` is what it would
    say if nobody had edited it, `outdated` that this has changed since.
    """

    key: str
    text: str
    references: tuple[Reference, ...] = ()
    author: Author = Author.DRAFTED
    by: str = ""
    unrecorded: tuple[str, ...] = ()
    drafted: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences, and how many more there are that are not told."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]
    more: str = ""
