"""US001: words of quality without a measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from throughline.specification.rules.checking import measures
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Severity, Told, Unit
from throughline.specification.rules.checking.lexicon import load_list
from throughline.specification.rules.checking.matching import (
    compile_words,
    find_first_by_line,
    in_benefit,
    in_named,
    in_role,
    is_capitalised_name,
    word_before,
    word_pattern,
)
from throughline.specification.rules.checking.rewriting import put_measure, quote, sentence_at
from throughline.specification.rules.stories.verbs import is_verb

_DENIED = frozenset(
    {
        "not",
        "no",
        "hard",
        "isn't",
        "never",
        "nothing",
        "without",
        "cannot",
        "less",
        "more",
        "so",
        "how",
        "too",
        "as",
        "most",
        "least",
        "very-un",
    }
)
_SATISFIED: Mapping[str, Callable[[str], bool]] = {
    "duration": measures.has_bound,
    "steps": measures.has_effort,
    "share": measures.has_share,
    "count": measures.has_count,
}
FOLLOWED_BY_LIST = re.compile(
    r"^\s*\w*\s*(?::|\((?:\w[^)]*,)|,? (?:such as|including|namely|i\.e\.|that is))", re.IGNORECASE
)


@dataclass(frozen=True)
class Sort:
    """Words that miss the same sort of measure."""

    name: str
    measure: str
    satisfied: str
    strong: re.Pattern[str]
    weak: re.Pattern[str] | None
    moves: bool


@lru_cache(maxsize=1)
def _sorts() -> tuple[Sort, ...]:
    return tuple(
        Sort(
            name=str(entry["class"]),
            measure=str(entry["measure"]),
            satisfied=str(entry.get("satisfied", "")),
            strong=compile_words(entry["strong"]),
            weak=compile_words(entry["weak"]) if entry.get("weak") else None,
            moves=bool(entry.get("moves")),
        )
        for entry in load_list("check_words", "quality")
    )


def find_vague_quality(document: Document, settings: Settings) -> Iterator[Finding]:
    """US001. One finding a line, at the first such word, naming the others."""
    terms = compile_words([*settings.terms, *document.terms]) if settings.terms or document.terms else None
    for unit in document.bearing:
        told = document.told.get(unit.number)
        strong = _find(unit, told, terms, weak=False)
        found = strong or _find(unit, told, terms, weak=True)
        by_match = {id(match): sort for match, sort in found}
        for first, all_ in find_first_by_line(unit, [match for match, _ in found]):
            yield _tell_quality(unit, first, all_, by_match[id(first)], told, weak=not strong)


def _find(
    unit: Unit, told: Told | None, terms: re.Pattern[str] | None, *, weak: bool
) -> list[tuple[re.Match[str], Sort]]:
    """The words of quality of one strength that count here, in their order."""
    found = [
        (match, sort)
        for sort in _sorts()
        for pattern in (sort.weak if weak else sort.strong,)
        if pattern is not None
        for match in pattern.finditer(unit.bare)
        if _counts(unit, match, sort, told, terms) and not (weak and in_benefit(match.start(), told))
    ]
    return sorted(found, key=lambda pair: pair[0].start())


def _counts(unit: Unit, match: re.Match[str], sort: Sort, told: Told | None, terms: re.Pattern[str] | None) -> bool:
    """Whether the word stands for a quality here that nothing measures."""
    if is_label(unit) or in_role(unit, match.start(), told) or is_capitalised_name(unit.bare, match.start()):
        return False
    if in_named(unit, match, word_pattern("check_words", "quality_names")):
        return False
    if terms is not None and in_named(unit, match, terms):
        return False
    if word_before(unit.bare, match.start()) in _DENIED or FOLLOWED_BY_LIST.match(unit.bare[match.end() :]):
        return False
    start, end = sentence_at(unit, match.start())
    measured = _SATISFIED.get(sort.satisfied)
    return not (measured and measured(unit.text[clause_start(unit.text, start, match.start()) : end]))


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause around `at` begins: a measure in the condition before it measures nothing in the result."""
    before = text[start:at].lower()
    return start + max(before.rfind(" then "), before.rfind(";"), before.rfind(", when "), _condition_end(before), 0)


def _condition_end(before: str) -> int:
    return before.rfind(",") if re.match(r"\W*(?:given|when|if|while|where|once|after)\b", before) else 0


def is_label(unit: Unit) -> bool:
    """Whether the line is a name, not a sentence: very short, without a verb."""
    words = unit.text.rstrip(".").split()
    if len(words) > 5 or unit.text.endswith("."):
        return False
    return len(words) <= 1 or not any(
        is_verb(word.lower()) or word.lower() in {"is", "are", "must", "be", "a", "an"} for word in words
    )


def _tell_quality(
    unit: Unit, first: re.Match[str], all_: list[re.Match[str]], sort: Sort, told: Told | None, *, weak: bool
) -> Finding:
    others = list(dict.fromkeys(match[0].lower() for match in all_ if match[0].lower() != first[0].lower()))
    also = f" (and “{'”, “'.join(others)}”)" if others else ""
    benefit = in_benefit(first.start(), told)
    return report(
        "US001",
        unit,
        first.start(),
        first.end(),
        why=f"has no measure, so everyone will imagine another one{also}",
        suggestion=quote(put_measure(unit, first.start(), first.end(), sort.measure, moves=sort.moves)),
        severity=Severity.INFO if weak or benefit else None,
    )
