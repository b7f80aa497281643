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
from throughline.specification.rules.checking.sameness import content_stems, thing_stems
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.stories.contracts import Form
from throughline.specification.rules.stories.verbs import find_base, is_verb

SAME = 0.8
_OWNERS = re.compile(r"\b(?:own|others?|another|else|same|different)\b")
_EVERY = re.compile(r"(?<=\w )(?:all|every|any)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:cannot|can not|can[’']t|must not|mustn[’']t|may not|shall not|should not|shouldn[’']t|will not"
    r"|won[’']t|do(?:es)? not|do(?:es)?n[’']t|is not|are not|isn[’']t|aren[’']t|never|no longer"
    r"|not (?:be )?(?:allowed|permitted|able|possible|offered|shown|visible|available)|unable|forbidden"
    r"|prohibited|neither|nor|not)\b|\bno\b(?= \w+)|\bnobody\b|\bwithout\b(?= (?:being )?able)",
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
    who: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()


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
        said = f"{told.parts.role} can {told.parts.means}"
        yield _state(unit, 0, len(unit.text), said)
        return
    for start, end in split_sentences(unit.text):
        statement = _state(unit, start, end, unit.bare[start:end])
        if len(statement.stems) >= 2:
            yield statement


def _state(unit: Unit, start: int, end: int, said: str) -> Statement:
    said = _NEITHER.sub(r"does not \g<act>", said)
    said = _ABLE.sub(_say_verb, _BY_DEFAULT.sub(_say_switch, said))
    conditions = frozenset[str]().union(*(_read_condition(match) for match in _CONDITION.finditer(said)))
    stems = content_stems(_NOT.sub(" ", said)) - _DULL
    denied = bool(_NOT.search(_CONDITION.sub(" ", said)))
    who, acts, things = _take_apart(said)
    condition = conditions | _read_owner(said) | ({"~all"} if _EVERY.search(said) else set[str]())
    return Statement(
        unit, start, end, denied=denied, stems=stems, condition=condition, who=who, acts=acts, things=things
    )


_MAY = re.compile(
    r"^\W*(?:an?|the|any|every|each|all|only|no)?\s*(?P<who>(?:[\w’'-]+\s+){0,3}?[\w’'-]+?)\s+"
    r"(?:(?:can|may|must|shall|will|is able to|are able to|should)(?:\s?not|[’']t)?|cannot|can[’']t|(?:do"
    r"|does)(?: not|n[’']t)|sees? neither|never)\s+"
    r"(?:be able to\s+|also\s+|only\s+)?(?P<acts>[a-z]+(?:(?:,\s*|\s+(?:or|and|nor)\s+)(?=[a-z]+(?:\s|,|$"
    r"|\.))[a-z]+)*)(?P<things>[^.;]*)",
    re.IGNORECASE,
)
_SEES = re.compile(
    r"^\W*(?:an?|the|any|every|each|all)?\s*(?P<who>(?:[\w’'-]+\s+){0,2}?[\w’'-]+?)\s+(?P<acts>sees?|receives?|gets?"
    r"|edits?|opens?|reads?|changes?|deletes?)\b"
    r"(?P<things>[^.;]*)",
    re.IGNORECASE,
)


def _take_apart(said: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Who does what to which things, where a line begins with that: "A consumer cannot pin or unpin an artifact"."""
    plain = _CONDITION.sub(" ", said)
    match = _MAY.match(plain) or _SEES.match(plain)
    if not match:
        return frozenset(), frozenset(), frozenset()
    acts = frozenset(stem(find_base(word) or word) for word in re.findall(r"[a-z]+", match["acts"].lower())) - _JOINING
    things = content_stems(_NOT.sub(" ", match["things"])) - _DULL - acts
    return thing_stems(match["who"]), acts, things


_JOINING = frozenset({"or", "and", "nor", "be"})


def _same_act(one: Statement, other: Statement) -> bool:
    """Whether the same people are told to do the same to the same things, one with fewer words than the other."""
    if not one.who or one.who != other.who or not one.acts & other.acts:
        return False
    few, many = sorted((one.things, other.things), key=len)
    return few <= many and (bool(few) or len(many) <= 2)


_NEITHER = re.compile(r"\b(?P<act>[a-z]+?)s neither\b", re.IGNORECASE)
_BY_DEFAULT = re.compile(
    r"\b(?:(?:turned|switched) )?(?P<state>on|off)(?= by default| unless| for\b|\s*[.;]"
    r"|$)",
    re.IGNORECASE,
)
_ABLE = re.compile(r"\b(?P<verb>[a-z]{3,}?)(?:able|ible)\b", re.IGNORECASE)


def _say_switch(match: re.Match[str]) -> str:
    return "enabled" if match["state"].lower() == "on" else "disabled"


def _say_verb(match: re.Match[str]) -> str:
    """ "editable" as "edit", where that is a verb."""
    verb = match["verb"].lower()
    return next((base for base in (verb, f"{verb}e") if is_verb(base) and len(base) > 3), match[0])


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
            near = apart <= max(2, shared[n]) or (statement.who and statement.who == statements[n].who)
            if near and _conflict(statements[n], statement):
                yield statements[n], statement
        for word in statement.stems:
            by_stem.setdefault(word, []).append(number)


def _conflict(one: Statement, other: Statement) -> bool:
    if one.unit.number == other.unit.number:
        return False
    if one.denied != other.denied and _denies_whole(*sorted((one, other), key=lambda s: not s.denied)):
        return True
    if not _same_condition(one.condition, other.condition):
        return False
    if one.denied != other.denied:
        return _alike(one.stems, other.stems) >= SAME or (_same_act(one, other) and not _narrows(one, other))
    apart = one.stems ^ other.stems
    common = len(one.stems & other.stems)
    return (
        len(apart) == 2 and frozenset(apart) in _ANTONYMS and (common >= 2 or len(one.stems) == len(other.stems) == 2)
    )


def _narrows(one: Statement, other: Statement) -> bool:
    """Whether a line denies less than a story grants: "cannot swap a watch twice"."""
    denial, grant = (one, other) if one.denied else (other, one)
    return grant.unit.kind is UnitKind.STORY and not denial.things <= grant.things


def _denies_whole(denial: Statement, grant: Statement) -> bool:
    """Whether people are denied in every case what they are granted in some: only then is it no exception."""
    if not denial.who or denial.who != grant.who or not denial.acts & grant.acts:
        return False
    covered = "~all" in grant.condition and denial.condition <= {"~other", "~others"}
    return bool(denial.things) and denial.things <= grant.things and (not denial.condition or covered)


def _same_condition(one: frozenset[str], other: frozenset[str]) -> bool:
    one, other = one - {"~all"}, other - {"~all"}
    return _alike(one, other) >= 0.8 if one or other else True


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
