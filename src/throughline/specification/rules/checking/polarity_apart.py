"""CO002: the same people may and may not do the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.grounding.words import split_sentences, stem
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Told, Unit, UnitKind
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.sameness import content_stems
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.stories.contracts import Form

SAME = 0.8
_OWNERS = re.compile(r"\b(?:own|others?|another|else|same|different)\b")
_NOT = re.compile(
    r"\b(?:cannot|can not|can[’']t|must not|mustn[’']t|may not|shall not|should not|shouldn[’']t|will not"
    r"|won[’']t|do(?:es)? not|do(?:es)?n[’']t|is not|are not|isn[’']t|aren[’']t|never|no longer"
    r"|not (?:be )?(?:allowed|permitted|able|possible|offered|shown|visible|available)|unable|forbidden"
    r"|prohibited|not)\b|\bno\b(?= \w+)|\bnobody\b|\bwithout\b(?= (?:being )?able)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:when|whenever|if|unless|until|after|before|while|once|given|except|only if|as long as|where|outside"
    r"|during|without|with)\b(?P<what>[^,;.]*)",
    re.IGNORECASE,
)
_ANTONYMS = tuple(
    frozenset(stem(word) for word in pair.split("/"))
    for pair in read_words(
        """
        allow/block allow/forbid allow/prevent allow/deny permit/forbid public/private optional/required
        optional/mandatory keep/delete keep/remove enable/disable enabled/disabled show/hide shown/hidden
        visible/hidden include/exclude accept/reject accept/refuse open/closed open/close lock/unlock
        locked/unlocked automatic/manual automatically/manually online/offline ascending/descending
        oldest/newest first/last send/suppress retain/delete retained/deleted kept/deleted kept/removed
        always/never editable/read-only ask/skip on/off start/stop add/remove internal/external free/paid
        """
    )
)
_DULL = frozenset(
    stem(word)
    for word in read_words(
        """
        allow allowed able permit permitted forbid forbidden possible always never second seconds
        minute minutes hour hours day days week weeks month months year years most least
        """
    )
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Who may or may not do what, and under which condition."""

    unit: Unit
    at: int
    end: int
    denied: bool
    stems: frozenset[str]
    condition: frozenset[str]


def find_polarity_conflicts(document: Document, settings: Settings) -> Iterator[Finding]:
    """CO002, at the later of the two lines."""
    del settings
    kinds = (UnitKind.CRITERION, UnitKind.REQUIREMENT, UnitKind.STORY)
    statements = [s for unit in document.of(*kinds) for s in _read(unit, document.told.get(unit.number))]
    told = set[int]()
    for one, other in _list_pairs(statements):
        if other.unit.number not in told:
            told.add(other.unit.number)
            why = f"Line {one.unit.line} says the opposite: {quote(one.unit.text[one.at : one.end].strip())}."
            better = "Keep one of them, or say in which case each holds: " + quote(
                f"{other.unit.text[other.at : other.end].strip().rstrip('.')} when [which case]."
            )
            yield report("CO002", other.unit, other.at, other.end, why=why, suggestion=better, related=(one.unit.line,))


def _read(unit: Unit, told: Told | None) -> Iterator[Statement]:
    if told is not None and told.parts.role and told.parts.form is not Form.BARE:
        said = f"{told.parts.role} {told.parts.means}"
        yield _state(unit, 0, len(unit.text), said)
        return
    for start, end in split_sentences(unit.text):
        statement = _state(unit, start, end, unit.bare[start:end])
        if len(statement.stems) >= 2:
            yield statement


def _state(unit: Unit, start: int, end: int, said: str) -> Statement:
    conditions = frozenset[str]().union(*(_read_condition(match) for match in _CONDITION.finditer(said)))
    stems = content_stems(_NOT.sub(" ", said)) - _DULL
    denied = bool(_NOT.search(_CONDITION.sub(" ", said)))
    return Statement(unit, start, end, denied=denied, stems=stems, condition=conditions | _read_owner(said))


_TOLD_APART = frozenset({"before", "after", "until", "without", "outside"})


def _read_condition(match: re.Match[str]) -> frozenset[str]:
    """A condition's words, with "before" and "after" told apart."""
    lead = match[0].split()[0].lower()
    return content_stems(match["what"]) | (frozenset({lead}) & _TOLD_APART)


def _read_owner(said: str) -> frozenset[str]:
    """Whose thing it is: "their own" is another case than "of others"."""
    return frozenset(f"~{word}" for word in _OWNERS.findall(said.lower()))


def _list_pairs(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    by_stem = dict[str, list[int]]()
    for number, statement in enumerate(statements):
        shared = Counter(n for word in statement.stems for n in by_stem.get(word, ()))
        for n in sorted(shared):
            apart = len(statement.stems) + len(statements[n].stems) - 2 * shared[n]
            if apart <= max(2, shared[n]) and _conflict(statements[n], statement):
                yield statements[n], statement
        for word in statement.stems:
            by_stem.setdefault(word, []).append(number)


def _conflict(one: Statement, other: Statement) -> bool:
    if one.unit.number == other.unit.number or not _same_condition(one.condition, other.condition):
        return False
    if one.denied != other.denied:
        return _alike(one.stems, other.stems) >= SAME
    apart = one.stems ^ other.stems
    common = len(one.stems & other.stems)
    return (
        len(apart) == 2 and frozenset(apart) in _ANTONYMS and (common >= 2 or len(one.stems) == len(other.stems) == 2)
    )


def _same_condition(one: frozenset[str], other: frozenset[str]) -> bool:
    return _alike(one, other) >= 0.8 if one or other else True


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
