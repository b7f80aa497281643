"""In which state of a screen a criterion holds, told by its condition first and its outcome second."""

from __future__ import annotations

import re
from functools import lru_cache

from throughline.specification.rules.edge_cases import EdgeCase, find_case, load_catalogue
from throughline.specification.rules.edge_cases.covering import find_covered
from throughline.specification.rules.prototyping.contracts import StateName
from throughline.specification.rules.stories.contracts import Point
from throughline.specification.rules.stories.steps import read_criterion

_SIGNS: tuple[tuple[StateName, str], ...] = (
    (
        StateName.DENIED,
        r"permission|not allowed|not permitted|access (?:is )?(?:denied|refused)|forbidden|unauthori[sz]ed"
        r"|(?:only|nobody but) (?:the |an? )?[\w ]{2,30} (?:can|may|sees?)"
        r"|no (?:right|access)|may not|cannot (?:see|open)"
        r"|is signed out|not (?:logged|signed) in|read-only",
    ),
    (
        StateName.OFFLINE,
        r"offline|no (?:network|connection|internet|signal)|connection (?:is |was )?(?:lost|drops|gone)",
    ),
    (
        StateName.CONFLICT,
        r"at the same time|someone else|another (?:person|user|member)|conflict|simultaneous"
        r"|in the meantime|concurrent",
    ),
    (
        StateName.DUPLICATE,
        r"duplicate|already (?:exists?|registered|used|in use|booked|taken|there|been)|twice|same \w+ (?:again|exists)",
    ),
    (
        StateName.EXPIRED,
        r"expire[sd]?|expiry|deadline (?:has )?pass\w*|after the deadline|too late"
        r"|no longer valid|in the past|overdue|is over|has ended",
    ),
    (
        StateName.LIMIT,
        r"limit|at most|no more than|more than \d|exceed\w*|quota|too (?:many|large|long|big|short)"
        r"|larger than|longer than|within \d+ (?:hours?|days?|minutes?)"
        r"|maximum|full(?:y booked)?\b|sold out|no \w+ (?:is|are) (?:free|left|available)|up to \d",
    ),
    (
        StateName.EMPTY,
        r"\bempty\b|(?:there )?(?:is|are) no\b|\bno \w+(?: \w+)? (?:yet|exists?|found|matche?s?)"
        r"|nothing (?:yet|found|matches|here)|zero|without any|first time|has no\b",
    ),
    (
        StateName.PENDING,
        r"pending|await\w*|waiting|in progress|being (?:processed|checked|reviewed)"
        r"|not yet (?:approved|confirmed|paid)",
    ),
    (StateName.LOADING, r"loading|loads|spinner|skeleton|within \d+ ?(?:ms|milliseconds|s|seconds?)"),
    (StateName.STALE, r"stale|out of date|last updated|cached|last loaded|older than"),
    (StateName.UNDO, r"\bundo\b|undone|restored?|brought back|reversed"),
    (
        StateName.CONFIRM,
        r"confirm(?:ation)? (?:dialog|question|step)|asked? (?:to confirm|once more|first|whether)|are you sure"
        r"|before it is (?:deleted|removed)|must confirm",
    ),
    (
        StateName.SUCCESS_ASYNC,
        r"in the background|when it is (?:ready|done)|once it is (?:ready|done)|ready to download"
        r"|sent by (?:e-?mail|mail)",
    ),
    (
        StateName.PARTIAL,
        r"partial(?:ly)?|some (?:of )?(?:the )?\w+ (?:fail|are missing|cannot)|rows? that (?:fail|could)",
    ),
    (StateName.DEGRADED, r"degraded|fall(?:s)? back|unavailable|is down|does not (?:answer|respond)"),
    (StateName.LONG_CONTENT, r"truncat\w*|paginat\w*|\d[\d,]* (?:rows|items|entries|results)|page by page|very long"),
    (
        StateName.ERROR,
        r"\berrors?\b|fail(?:s|ed|ure)?|invalid|wrong|incorrect|is missing|left (?:empty|blank|out)|reject\w*|refus\w*"
        r"|declin\w*|time(?:s)? ?out|cannot be|could not|not (?:accepted|found|saved|valid)|does not exist|required",
    ),
)
_BY_STATE = tuple((state, re.compile(pattern, re.IGNORECASE)) for state, pattern in _SIGNS)
_HAPPY_THEN = frozenset(
    {
        StateName.DENIED,
        StateName.ERROR,
        StateName.EMPTY,
        StateName.CONFIRM,
        StateName.UNDO,
        StateName.LOADING,
        StateName.SUCCESS_ASYNC,
        StateName.PENDING,
        StateName.LIMIT,
        StateName.LONG_CONTENT,
        StateName.DUPLICATE,
        StateName.PARTIAL,
        StateName.STALE,
    }
)


@lru_cache(maxsize=4096)
def tell_state(text: str) -> StateName:
    """The state of a screen that a criterion speaks of; ideal where nothing in it says otherwise."""
    parts = read_criterion(text)
    condition = " ; ".join((*parts.given, *parts.when))
    told = _find_sign(condition)
    if told:
        return told
    outcome = _find_sign(" ; ".join(parts.then))
    if outcome is not None and outcome in _HAPPY_THEN:
        return outcome
    return _tell_by_cases(text) or StateName.IDEAL


def _find_sign(words: str) -> StateName | None:
    return next((state for state, pattern in _BY_STATE if pattern.search(words)), None)


def _tell_by_cases(text: str) -> StateName | None:
    """The state of the worst catalogued case that the criterion answers."""
    covered = find_covered(text)
    cases = sorted(
        (case for case in load_catalogue() if case.id in covered), key=lambda case: (-case.severity, case.id)
    )
    return state_of(cases[0]) if cases else None


def place_criterion(point: Point) -> StateName:
    """The state that a criterion belongs to: that of the case it answers (`rests_on`), else what its words tell."""
    cases = (find_case(ref) for ref in point.rests_on)
    answered = (state_of(case) for case in cases if case is not None)
    return next((state for state in answered if state is not None), None) or tell_state(point.text)


def state_of(case: EdgeCase) -> StateName | None:
    """The state that a catalogued case is shown in."""
    return read_state_name(case.state)


def read_state_name(name: str) -> StateName | None:
    """A state by its name as the catalogue writes it ("long-content"); None for a name that is none."""
    plain = name.strip().replace("-", "_")
    return StateName(plain) if plain in set(StateName) else None
