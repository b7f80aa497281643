"""CO003 and CO005: stories that build what is ruled out, and stories that say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from throughline.grounding.words import stem
from throughline.specification.rules import lexicon
from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Told, Unit, UnitKind
from throughline.specification.rules.checking.lexicon import load_catalogue
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.roles import role_key
from throughline.specification.rules.checking.sameness import containment, thing_stems
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.stories.contracts import Form

CONTAINED = 0.6
FEW = 3
"""A non-goal of so few words is built only by a story that has them all."""
SAME = 90
_PLAIN = frozenset(
    stem(word)
    for word in read_words(
        """
        support change changes changing new release version phase scope include including add adding
        provide build building implement implementing implementation make making allow allowing full
        any all other own do doing work feature future later deliverable effort handle
        """
    )
)
_EXCEPT = re.compile(
    r"\b(?:other than|beyond|except|besides|apart from|more than|outside(?: of)?|instead of|without|unless)\b",
    re.IGNORECASE,
)


def find_scope_conflicts(document: Document, settings: Settings) -> Iterator[Finding]:
    """CO003, at the story, or at the requirement that has all the words of what is ruled out."""
    del settings
    common = _list_common(document)
    ruled_out = [(unit, _stems_of(unit)) for unit in document.of(UnitKind.NON_GOAL) if not _EXCEPT.search(unit.text)]
    yield from _find_required(document, ruled_out, common)
    for told in document.stories:
        own = thing_stems(f"{told.parts.role} {told.parts.means or told.unit.text} {told.title}")
        for unit, stems in ruled_out:
            if _implements(stems, own, stems - common):
                why = f"Line {unit.line} rules this out: {quote(shorten(unit.text, 80))}."
                yield report(
                    "CO003",
                    told.unit,
                    why=why,
                    suggestion="Take the story out, or take it off the list of what is left out and say why.",
                    related=(unit.line,),
                )
                break


def _find_required(
    document: Document, ruled_out: list[tuple[Unit, frozenset[str]]], common: frozenset[str]
) -> Iterator[Finding]:
    for unit in document.of(UnitKind.REQUIREMENT):
        own = thing_stems(f"{unit.text} {unit.section.title}")
        for line, stems in ruled_out:
            telling = stems - common
            if len(stems) > 1 and telling and stems <= own and not _DENIES.search(unit.bare):
                why = f"Line {line.line} rules this out: {quote(shorten(line.text, 80))}."
                better = "Take it out, or take it off the list of what is left out and say why."
                yield report("CO003", unit, why=why, suggestion=better, related=(line.line,))
                break


_DENIES = re.compile(r"\b(?:not|never|no|without|cannot|except|only|unless|instead of)\b", re.IGNORECASE)


def _stems_of(unit: Unit) -> frozenset[str]:
    """The words of a non-goal that say what it is: without "in this release" and what follows a colon or bracket."""
    head = re.split(
        r"[:(—–]|\b(?:because|since|this will|in this release|for now|at this time|will be|we will)\b",
        unit.text,
        maxsplit=1,
    )[0]
    return thing_stems(head if len(head.split()) > 1 else unit.text) - _PLAIN


def _list_common(document: Document) -> frozenset[str]:
    """What the whole document is about: the words of its title, and those of a quarter of its stories or more."""
    counts = Counter(word for told in document.stories for word in thing_stems(told.unit.text))
    often = {word for word, times in counts.items() if times >= max(FEW, len(document.stories) / 4)}
    return thing_stems(document.title) | often


def _implements(stems: frozenset[str], own: frozenset[str], telling: frozenset[str]) -> bool:
    """Whether the story has the non-goal's words, and most of those that tell it from the rest of the document."""
    if containment(telling, own) < CONTAINED:
        return False
    if len(stems) <= FEW:
        return (len(stems) > 1 or stems == telling) and stems <= own
    return containment(stems, own) >= CONTAINED


@lru_cache(maxsize=1)
def _verb_classes() -> dict[str, frozenset[int]]:
    classes = dict[str, set[int]]()
    for number, line in enumerate(load_catalogue("check_words")["verb_classes"]):
        for verb in str(line).split(","):
            classes.setdefault(" ".join(verb.split()), set()).add(number)
    return {verb: frozenset(numbers) for verb, numbers in classes.items()}


def find_duplicate_stories(document: Document, settings: Settings) -> Iterator[Finding]:
    """CO005, at the later story."""
    del settings
    read = [
        (told, _cut_means(told)) for told in document.stories if told.parts.means and told.parts.form is not Form.BARE
    ]
    for place, (told, mine) in enumerate(read):
        for earlier, theirs in read[:place]:
            if _same(told, mine, earlier, theirs):
                why = f"Line {earlier.unit.line} asks for the same: {quote(shorten(earlier.unit.text, 90))}."
                yield report(
                    "CO005",
                    told.unit,
                    why=why,
                    suggestion="Keep one; if they differ, say by what.",
                    related=(earlier.unit.line,),
                )
                break


_NOTIFIED = re.compile(
    r"^(?:receive|get|be sent|have) (?:an? |the )?(?:notifications?|alerts?|messages?)\b"
    r"|^(?:get|be) (?:notified|alerted|told|informed)\b"
)


_SECOND_VERB = re.compile(r"^(\w+) (?:or|and|/) (?:\w+) (?=an?\b|the\b|my\b|our\b|all\b|each\b)")


def _cut_means(told: Told) -> tuple[str, str]:
    """The verb as written, with its particle, and the rest of the means, in small letters without articles."""
    means = _NOTIFIED.sub("be notified", told.parts.means.lower())
    means = _SECOND_VERB.sub(r"\1 ", means)
    means = _PER.sub(" ", _OFTEN.sub(lambda m: _SPANS[m[0]], means))
    words = re.sub(r"[^\w\s'-]", " ", means).split()
    words = [
        word
        for word in words
        if word not in {"a", "an", "the", "all", "my", "our", "any", "that", "which", "to", "be", "able"}
    ]
    for length in (3, 2, 1):
        verb = " ".join(words[:length])
        if verb in _verb_classes():
            return verb, " ".join(words[length:])
    return (words[0] if words else ""), " ".join(words[1:])


_SPANS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year", "hourly": "hour"}
_OFTEN = re.compile(rf"\b(?:{'|'.join(_SPANS)})\b")
_PER = re.compile(r"\b(?:per|each|every)(?= (?:day|week|month|year|hour)\b)")


_AND_ACTS = re.compile(r"\s+and\s+(?=\w+\s+\w)")
"""What follows may be a second act, in a story of two."""
_ALIKE = frozenset(
    stem(word)
    for word in read_words(
        """
        list all each every next following which who have has had did do does will would not been is are was current
        today's given one single overview full own
        """
    )
)
"""Words by which the same want is told in another way."""
FEWEST_TOLD = 3


def _same(told: Told, mine: tuple[str, str], earlier: Told, theirs: tuple[str, str]) -> bool:
    """Whether both want the same done to the same thing; what differs by one thing is a contrast."""
    if _same_words(told, mine, earlier, theirs) or _same_sense(told, mine, earlier, theirs):
        return True
    first = mine[0], _AND_ACTS.split(mine[1])[0]
    other = theirs[0], _AND_ACTS.split(theirs[1])[0]
    if (first, other) == (mine, theirs):
        return False
    return _same_words(told, first, earlier, other) or _same_sense(told, first, earlier, other)


def _same_sense(told: Told, mine: tuple[str, str], earlier: Told, theirs: tuple[str, str]) -> bool:
    """Whether verbs of one class have the same things behind them, told in other words."""
    if _other_role(told, earlier):
        return False
    one, other = _things(mine), _things(theirs)
    if not _same_class(mine, theirs):
        return one == other and len(one) >= FEWEST_TOLD and _is_unheard(mine, theirs)
    if min(len(one), len(other)) < FEWEST_TOLD - 1 or (_CONTRAST.search(f"{mine[1]} {theirs[1]}") and one != other):
        return False
    if _other_words(mine[1], theirs[1]) and _other_words(theirs[1], mine[1]):
        return False
    apart = one ^ other
    return not apart or (len(apart) == 1 and min(len(one), len(other)) >= FEWEST_TOLD)


def _is_unheard(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether no class knows one of the verbs: with the very same things behind it, it may well be the same act."""
    known = _verb_classes()
    return mine[0] not in known or theirs[0] not in known


_CONTRAST = re.compile(r"\b(?:without|before|after|other|another|new|old|past|open|closed|first|last|online|offline)\b")


def _other_words(one: str, other: str) -> set[str]:
    """The words of one, by their stems, that the other lacks and that are more than a way to put it."""
    theirs = {stem(word) for word in other.split()}
    return {
        word for word in one.split() if stem(word) not in theirs and stem(word) not in _ALIKE and word not in _FUNCTION
    }


_FUNCTION = lexicon.DETERMINERS | lexicon.PREPOSITIONS | lexicon.PRONOUNS | lexicon.AUXILIARIES | lexicon.CONJUNCTIONS


def _things(means: tuple[str, str]) -> frozenset[str]:
    return frozenset(word for word in thing_stems(means[1]) if word not in _ALIKE)


def _same_class(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    known = _verb_classes()
    return mine[0] == theirs[0] or bool(known.get(mine[0], frozenset()) & known.get(theirs[0], frozenset()))


def _same_words(told: Told, mine: tuple[str, str], earlier: Told, theirs: tuple[str, str]) -> bool:
    alike = fuzz.token_sort_ratio(mine[1], theirs[1])
    if alike < SAME or len(set(mine[1].split())) < 1 or _contrasts(mine[1], theirs[1]):
        return False
    known = _verb_classes()
    if mine[0] == theirs[0]:
        return alike >= 96 or not _other_role(told, earlier)
    if mine[0] in known and theirs[0] in known:
        return bool(known[mine[0]] & known[theirs[0]])
    return alike >= 96 and _same_benefit(told, earlier) and not _other_role(told, earlier)


def _contrasts(one: str, other: str) -> bool:
    """Whether each names a thing that the other does not."""
    mine, theirs = {stem(w) for w in one.split()}, {stem(w) for w in other.split()}
    return (bool(mine - theirs) and bool(theirs - mine)) or len(mine ^ theirs) > 1


def _same_benefit(told: Told, earlier: Told) -> bool:
    return bool(told.parts.benefit) and fuzz.ratio(told.parts.benefit.lower(), earlier.parts.benefit.lower()) >= SAME


def _other_role(told: Told, earlier: Told) -> bool:
    return role_key(told.parts.role) != role_key(earlier.parts.role)
