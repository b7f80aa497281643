"""What a heading says its section holds, whatever it is called. The phrases are data: `check_headings.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from throughline.specification.rules.checking.contracts import UnitKind
from throughline.specification.rules.checking.lexicon import load_list

LONGEST = 9
"""A heading of more words is a sentence; only the phrase it begins with says what it holds."""
_NUMBER = re.compile(
    r"^(?:(?:section|part|chapter|step)\s+)?(?:\d+(?:\.\d+)*\.?|[ivx]+\.|[A-Z]\.)\s*[:.)–—-]?\s+(?=\S)", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\s*[(\[*](?:optional|mandatory|required|draft|must|wip|if applicable|include[^)]*)[)\]*]*", re.IGNORECASE
)
_EDGE = re.compile(r"^[\W_]+|[\s:*_#]+$")


@dataclass(frozen=True, slots=True)
class Named:
    """One kind of section and how its headings may be worded."""

    kind: UnitKind
    words: re.Pattern[str]


def tidy_heading(title: str) -> str:
    """The heading's words alone: without its number, marks and asides such as "(optional)"."""
    tidy = _EDGE.sub("", _ASIDE.sub("", _EDGE.sub("", title)))
    return _EDGE.sub("", _NUMBER.sub("", tidy)) or tidy


@lru_cache(maxsize=1)
def _named() -> tuple[Named, ...]:
    return tuple(_name(entry) for entry in load_list("check_headings", "kinds"))


def _name(entry: dict[str, object]) -> Named:
    phrases = [str(phrase) for phrase in entry["phrases"]]  # type: ignore[union-attr]
    listed = "|".join(_pattern(phrase) for phrase in phrases)
    return Named(UnitKind(str(entry["kind"])), re.compile(listed, re.IGNORECASE))


def _pattern(phrase: str) -> str:
    begins, ends = phrase.startswith("^"), phrase.endswith("$")
    core = phrase.strip("^$")
    stem = core.endswith("*")
    return ("^" if begins else r"(?<![\w-])") + core.rstrip("*") + ("$" if ends else r"\w*" if stem else r"s?(?![\w-])")


@lru_cache(maxsize=2048)
def classify_heading(title: str) -> UnitKind | None:
    """The kind of section under `title`, or None where its words do not tell."""
    tidy = tidy_heading(title).replace("’", "'")
    long = len(tidy.split()) > LONGEST
    for named in _named():
        if named.words.match(tidy) if long else named.words.search(tidy):
            return named.kind
    return None
