"""The catalogue of edge cases, and what is known of each besides: kinds of story, matters, answers, wording."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_LONG = 5
_CUT_SHORT = frozenset(
    """subscri schedul notif organi locali translat deactivat automat integrat throttl generat summar classif migrat
    deprecat collaborat priorit reserv auto- colo enrol""".split()  # noqa: SIM905 (a list of words reads best as words)
)
ANY = "any"
"""Stands among a profile's kinds for every kind of story."""


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
class Profile:
    """To which kinds of story a case belongs (1 to 3), which aspects make it likely, which sentences answer it.

    `kinds` has the values of `Kind`, or "any". Each of `covers` is a group of patterns that one sentence must have all
    of. `asks`, `given` and `when` hold places for the thing of a story. `like` is the id of a case that asks nearly the
    same.
    """

    kinds: Mapping[str, float]
    signs: Mapping[str, float]
    covers: tuple[tuple[re.Pattern[str], ...], ...]
    asks: str
    given: str
    when: str
    like: str


@lru_cache(maxsize=1)
def load_catalogue() -> tuple[EdgeCase, ...]:
    """The catalogue that comes with the package."""
    return tuple(_read_case(entry) for entry in _read_yaml("edge_cases.yaml")["cases"])


@lru_cache(maxsize=1)
def load_profiles() -> Mapping[str, Profile]:
    """The profile of each case, by its id."""
    return {id_: _read_profile(entry) for id_, entry in _read_yaml("edge_case_profiles.yaml").items()}


def _read_yaml(name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("throughline.specification").joinpath(f"catalogues/{name}").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 (both are safe loaders)


def _read_case(entry: Mapping[str, Any]) -> EdgeCase:
    return EdgeCase(
        id=entry["id"],
        kind=entry["kind"],
        case=entry["case"],
        state=entry["state"],
        severity=int(entry["severity"]),
        triggers=tuple(str(word) for word in entry["triggers"]),
        covered_by=tuple(str(pattern) for pattern in entry["covered_by"]),
        question=entry["question"],
    )


def _read_profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(
        kinds=MappingProxyType({str(kind): float(share) for kind, share in entry["kinds"].items()}),
        signs=MappingProxyType({str(aspect): float(weight) for aspect, weight in entry["signs"].items()}),
        covers=tuple(tuple(map(_compile, group.split(" && "))) for group in entry["covers"]),
        asks=entry["asks"],
        given=entry["given"],
        when=entry["when"],
        like=entry.get("like", ""),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True)
class Typical:
    """A story as many teams have it, and the cases that people settle for it, the likeliest first."""

    text: str
    cases: tuple[str, ...]


@lru_cache(maxsize=1)
def load_wordings() -> Mapping[str, tuple[str, ...]]:
    """Sentences that answer each case, as people write them."""
    return {id_: tuple(map(str, said)) for id_, said in _read_yaml("edge_case_wordings.yaml").items()}


@lru_cache(maxsize=1)
def load_typical() -> tuple[Typical, ...]:
    """The typical stories."""
    pairs = [pair for entry in _read_yaml("typical_stories.yaml") for pair in entry.items()]
    return tuple(Typical(str(text), tuple(str(cases).split())) for text, cases in pairs)


@lru_cache(maxsize=1)
def load_aspects() -> Mapping[str, re.Pattern[str]]:
    """What tells each aspect of a story, on lower case."""
    return {str(name): _compile_words(words) for name, words in _read_yaml("story_aspects.yaml").items()}


def _compile_words(words: str) -> re.Pattern[str]:
    """One pattern for a list of words; one that ends in a star takes any ending, any other a plural."""
    listed = (" ".join(word.split()) for word in words.split(","))
    parts = [re.escape(w[:-1]) + r"\w*" if w.endswith("*") else re.escape(w) + r"(?:e?s)?" for w in listed if w]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)")


@lru_cache(maxsize=1)
def weigh_triggers() -> Mapping[str, float]:
    """How telling each trigger is: the fewer cases it triggers, the more."""
    cases = load_catalogue()
    counts = Counter(trigger for case in cases for trigger in set(case.triggers))
    return {trigger: math.log(len(cases) / times) for trigger, times in counts.items()}


@lru_cache(maxsize=4096)
def compile_trigger(trigger: str) -> re.Pattern[str]:
    """Long triggers match at a word start, short ones as a whole word with an optional plural s; on lower case.

    A long one that is a word itself takes no more than an ending: "document" is not "documentation".
    """
    escaped = re.escape(trigger.lower())
    if len(trigger) < _LONG and " " not in trigger:
        tail = r"s?(?!\w)"
    else:
        tail = "" if trigger in _CUT_SHORT or " " in trigger else r"\w{0,3}(?!\w)"
    return re.compile(rf"(?<!\w){escaped}{tail}")


def find_triggers(case: EdgeCase, lower: str) -> tuple[str, ...]:
    """The triggers of a case that stand in a text in lower case."""
    return tuple(
        trigger
        for trigger in dict.fromkeys(case.triggers)
        if trigger.lower() in lower and compile_trigger(trigger).search(lower)
    )
