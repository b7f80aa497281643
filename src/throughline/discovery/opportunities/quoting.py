"""Which of an opportunity's marks its page quotes: the most telling ones, in the order of the theme. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from throughline.discovery.contracts import MarkState, Stance
from throughline.discovery.models import Mark, Opportunity
from throughline.discovery.opportunities.queries import marks_of
from throughline.discovery.opportunities.shown_mark import ShownMark, show_mark
from throughline.discovery.rules.sorting import ASIDE, NOWHERE
from throughline.discovery.rules.telling import is_thanks, tells_trouble

QUOTES = 5
READ_FOR_QUOTES = 60
"""Marks that are read; the first ones marked are the nearest of their theme."""
_TELLING, _PLAIN, _THANKS = 0, 1, 2


def choose_quotes(row: Opportunity, stance: Stance, words: Sequence[str]) -> list[ShownMark]:
    """The most telling, no customer twice before others had a turn; first hand alone, since these are quoted."""
    marks = marks_of(row, MarkState.ACCEPTED).filter(stance=stance, evidence__relayed_by=None)
    read = list(marks.select_related("evidence__place_in_theme").order_by("pk")[:READ_FOR_QUOTES])
    told = [(_weigh(shown), shown) for shown in (show_mark(mark, words) for mark in sorted(read, key=_place))]
    told.sort(key=lambda pair: (pair[0], not pair[1].quotable))
    turned = _take_turns(_drop_repeats(told))
    turned.sort(key=lambda one: (one[0] == _THANKS, one[1]))
    return [shown for *_, shown in turned][:QUOTES]


def _place(mark: Mark) -> tuple[bool, int, int]:
    """The rank in its theme where it has one, else the order of marking."""
    place = getattr(mark.evidence, "place_in_theme", None)
    if place is None or place.theme in {NOWHERE, ASIDE}:
        return True, 0, mark.pk
    return False, place.rank, mark.pk


def _weigh(mark: ShownMark) -> int:
    if not mark.whole:
        return _TELLING
    if is_thanks(mark.words):
        return _THANKS
    return _TELLING if mark.stance == Stance.AGAINST or tells_trouble(mark.words) else _PLAIN


def _drop_repeats(told: Iterable[tuple[int, ShownMark]]) -> list[tuple[int, ShownMark]]:
    """The same words are quoted once."""
    kept: dict[str, tuple[int, ShownMark]] = {}
    for weight, mark in told:
        kept.setdefault(" ".join(mark.words.casefold().split()), (weight, mark))
    return list(kept.values())


def _take_turns(told: Iterable[tuple[int, ShownMark]]) -> list[tuple[int, int, ShownMark]]:
    """Each with how many of the same customer stand before it."""
    times = Counter[str]()
    turned: list[tuple[int, int, ShownMark]] = []
    for weight, mark in told:
        turned.append((weight, times[mark.customer] if mark.customer else 0, mark))
        times[mark.customer] += 1
    return turned
