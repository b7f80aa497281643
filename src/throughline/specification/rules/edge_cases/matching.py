"""Which catalogued edge cases bear on a story of the built-in writer, by the rules in the catalogue's own header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.specification.rules.edge_cases.catalogue import (
    EdgeCase,
    compile_trigger,
    find_triggers,
    load_catalogue,
    weigh_triggers,
)

MOST_PER_STORY = 5
MOST_PER_PRD = 20
_FEWEST_HITS = 2


@dataclass(frozen=True)
class Match:
    """A case with what it scored for one story, and the words that triggered it."""

    case: EdgeCase
    score: float
    hits: tuple[str, ...]


def match_cases(story: str, *, covered: str, names: Sequence[str], fewest: int = _FEWEST_HITS) -> tuple[Match, ...]:
    """The relevant cases that nothing covers, best first.

    `story` is what the story says of itself and counts fully, `names` are the things it is about: a case must be
    triggered by one of these, so that a passing word brings none. `covered` are the criteria and cross-cutting parts.
    `fewest` words of a case must stand in the story.
    """
    text, own = story.lower(), " ; ".join(names).lower()
    found = [match for case in load_catalogue() if (match := _match(case, text, own, fewest))]
    open_cases = [m for m in found if not any(re.search(p, covered, re.IGNORECASE) for p in m.case.covered_by)]
    return tuple(sorted(open_cases, key=lambda m: (-m.score, m.case.id)))


def _match(case: EdgeCase, text: str, own: str, fewest: int) -> Match | None:
    hits = find_triggers(case, text)
    if len(hits) < fewest or not any(compile_trigger(trigger).search(own) for trigger in hits):
        return None
    score = case.severity * sum(weigh_triggers()[trigger] for trigger in hits)
    return Match(case, score, hits)


def share_out(stories: Iterable[tuple[Match, ...]], *, most: int) -> tuple[tuple[int, Match], ...]:
    """At most five a story and `most` in all, the same case once, story by story: (place of the story, match)."""
    taken: set[str] = set()
    shared: list[tuple[int, Match]] = []
    for place, matches in enumerate(stories):
        fresh = [match for match in matches if match.case.id not in taken][:MOST_PER_STORY]
        taken |= {match.case.id for match in fresh}
        shared += [(place, match) for match in fresh]
    best = sorted(shared, key=lambda pair: -pair[1].score)[: min(most, MOST_PER_PRD)]
    return tuple(sorted(best, key=lambda pair: (pair[0], -pair[1].score)))
