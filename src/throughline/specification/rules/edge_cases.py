"""Which catalogued edge cases bear on a story, by the matching rules in the catalogue's own header."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

MOST_PER_STORY = 5
MOST_PER_PRD = 20
_LONG = 5
_FEWEST_HITS = 2
_CUT_SHORT = frozenset(
    """subscri schedul notif organi locali translat deactivat automat integrat throttl generat summar classif migrat
    deprecat collaborat priorit reserv auto- colo enrol""".split()  # noqa: SIM905 (a list of words reads best as words)
)


@dataclass(frozen=True)
class EdgeCase:
    """One catalogued case: what triggers it, what covers it, the question it asks, and how bad it is (1 to 3)."""

    id: str
    kind: str
    case: str
    state: str
    severity: int
    triggers: tuple[str, ...]
    covered_by: tuple[str, ...]
    question: str


@dataclass(frozen=True)
class Match:
    """A case with what it scored for one story, and the words that triggered it."""

    case: EdgeCase
    score: float
    hits: tuple[str, ...]


@lru_cache(maxsize=1)
def load_catalogue() -> tuple[EdgeCase, ...]:
    """The catalogue that comes with the package."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("throughline.specification").joinpath("catalogues/edge_cases.yaml").read_text(encoding="utf-8")
    document = yaml.load(text, Loader=loader)  # noqa: S506 (both are safe loaders)
    return tuple(_read_case(entry) for entry in document["cases"])


def _read_case(entry: dict[str, object]) -> EdgeCase:
    def words(name: str) -> tuple[str, ...]:
        value = entry[name]
        return tuple(str(word) for word in value) if isinstance(value, list) else ()  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]

    return EdgeCase(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        case=str(entry["case"]),
        state=str(entry["state"]),
        severity=int(str(entry["severity"])),
        triggers=words("triggers"),
        covered_by=words("covered_by"),
        question=str(entry["question"]),
    )


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """How telling each trigger is: the fewer cases it triggers, the more."""
    cases = load_catalogue()
    counts = Counter(trigger for case in cases for trigger in set(case.triggers))
    return {trigger: math.log(len(cases) / times) for trigger, times in counts.items()}


@lru_cache(maxsize=4096)
def _pattern(trigger: str) -> re.Pattern[str]:
    """Long triggers match at a word start, short ones as a whole word with an optional plural s.

    A long one that is a word itself takes no more than an ending: "document" is not "documentation".
    """
    escaped = re.escape(trigger.lower())
    if len(trigger) < _LONG and " " not in trigger:
        tail = r"s?(?!\w)"
    else:
        tail = "" if trigger in _CUT_SHORT or " " in trigger else r"\w{0,3}(?!\w)"
    return re.compile(rf"(?<!\w){escaped}{tail}")


def match_cases(story: str, *, covered: str, names: Sequence[str]) -> tuple[Match, ...]:
    """The relevant cases that nothing covers, best first.

    `story` is what the story says of itself and counts fully, `names` are the things it is about: a case must be
    triggered by one of these, so that a passing word brings none. `covered` are the criteria and cross-cutting parts.
    """
    text, own = story.lower(), " ; ".join(names).lower()
    found = [match for case in load_catalogue() if (match := _match(case, text, own))]
    open_cases = [m for m in found if not any(re.search(p, covered, re.IGNORECASE) for p in m.case.covered_by)]
    return tuple(sorted(open_cases, key=lambda m: (-m.score, m.case.id)))


def _match(case: EdgeCase, text: str, own: str) -> Match | None:
    hits = tuple(trigger for trigger in dict.fromkeys(case.triggers) if _pattern(trigger).search(text))
    if len(hits) < _FEWEST_HITS or not any(_pattern(trigger).search(own) for trigger in hits):
        return None
    score = case.severity * sum(_weights()[trigger] for trigger in hits)
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
