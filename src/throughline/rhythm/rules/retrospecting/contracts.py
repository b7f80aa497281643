"""The words of a retrospective: friction with its cause, and the meetings that it was told in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Cause(StrEnum):
    """Why something cost more than it should have."""

    CRITERION = "criterion"
    CHANGE = "change"
    STATE = "state"
    ROUNDS = "rounds"
    DEPENDENCY = "dependency"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that cost time: `cause` is None while nobody said it, `minutes` while nobody knows it.

    `kind` is what people do in the story that it was about ("export"), empty where that is not known.
    """

    words: str
    cause: Cause | None = None
    minutes: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One retrospective by its key and its day, with its items as they were written."""

    key: str
    day: date
    items: tuple[Item, ...] = ()
