"""The lines of a workspace: a PRD, a bet without one, an opportunity without either; each with its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import FirstHeard, list_first_heard
from throughline.rhythm.rules.tempo.contracts import Line
from throughline.specification.recounting.queries import Course, list_courses
from throughline.strategy.recounting.queries import Chosen, list_chosen, list_refused


def list_lines(workspace: Workspace) -> list[Line]:
    """Every line once, by the furthest object it has come to; a fixed number of queries.

    The signal is the earliest dated evidence for what it came from. It is decided when an idea of it became a bet, or
    its PRD was approved, whichever was first, or when the last of its ideas was answered with a no: there it ends.
    """
    heard = list_first_heard(workspace)
    chosen, courses = list_chosen(workspace), list_courses(workspace)
    first = {one.key: one.first for one in heard}
    days = {bet.idea: bet for bet in chosen}
    taken = {idea for course in courses for idea in course.ideas}
    free = [bet for bet in chosen if bet.idea not in taken]
    begun = {key for course in courses for key in _list_sources(course, days)} | {bet.opportunity for bet in chosen}
    refused = list_refused(workspace)
    return [
        *(_follow_prd(course, days, first) for course in courses),
        *(_follow_bet(bet, first) for bet in free),
        *(_follow_need(one, refused) for one in heard if one.key not in begun),
    ]


def _list_sources(course: Course, bets: Mapping[str, Chosen]) -> Sequence[str]:
    """The opportunities that a PRD came from, by itself or through its ideas."""
    return [*course.opportunities, *(bets[idea].opportunity for idea in course.ideas if idea in bets)]


def _follow_prd(course: Course, bets: Mapping[str, Chosen], first: Mapping[str, date | None]) -> Line:
    signals = [course.signal, *(first.get(key) for key in _list_sources(course, bets))]
    decisions = [course.decision, *(bets[idea].day for idea in course.ideas if idea in bets)]
    begun = (_find_first(signals), _find_first(decisions))
    return Line("prd", course.prd, course.title, *begun, course.ship, course.learning, due=course.review)


def _follow_bet(bet: Chosen, first: Mapping[str, date | None]) -> Line:
    return Line("bet", bet.idea, bet.title, signal=first.get(bet.opportunity), decision=bet.day)


def _follow_need(one: FirstHeard, refused: Mapping[str, date]) -> Line:
    answered = refused.get(one.key)
    return Line("opportunity", one.key, one.title, signal=one.first, decision=answered, over=answered is not None)


def _find_first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
