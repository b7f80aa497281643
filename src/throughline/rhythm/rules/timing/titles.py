"""Titles as words: lower case, plurals folded, names of days and rooms left out of what tells them apart."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\d+:\d+|[^\W_]+(?:['’][^\W_]+)*")
_ANY_MEETING = """a an and at for from in of on the to with w our my your me us re fwd vs via per by is it this that
    meeting meetings call sync session weekly biweekly monthly daily quarterly fortnightly bi catch up chat time slot
    hour update checkin check touchpoint placeholder hold tbc tbd new next final part
    monday tuesday wednesday thursday friday mon tue wed thu fri jan feb mar apr may jun jul aug sep oct nov dec
    january february march april june july august september october november december week month quarter
    q1 q2 q3 q4 h1 h2 zoom teams meet online room remote"""
"""Words that any meeting may bear."""
_SHORTEST = 2


def fold(word: str) -> str:
    """A word without the ending of its plural: `interviews` -> `interview`, `priorities` -> `priority`."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def read_words(title: str) -> list[str]:
    """The title's words in order, folded."""
    plain = unicodedata.normalize("NFKC", title).casefold().replace("’", "'")
    return [fold(word.removesuffix("'s")) for word in _WORD.findall(plain)]


def find_telling(title: str) -> frozenset[str]:
    """The words that tell this title from others: no figures, days, or words that any meeting may bear."""
    return frozenset(
        word for word in read_words(title) if len(word) >= _SHORTEST and not word.isdecimal() and word not in _FOLDED
    )


_FOLDED = frozenset({*_ANY_MEETING.split(), *map(fold, _ANY_MEETING.split())})
