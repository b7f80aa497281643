"""CO001: the same thing with two values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.grounding.numbers import Kind, Number, find_numbers
from throughline.grounding.words import split_sentences, stem
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.measures import blank_days
from throughline.specification.rules.checking.rewriting import put_blank, quote
from throughline.specification.rules.checking.sameness import overlap, thing_stems
from throughline.specification.rules.lexicon import read_words

_MOST = re.compile(
    r"(?:\bup to|\bat most|\bno more than|\bnot more than|\bmax(?:imum)?(?: of)?\.?|\blimit(?:ed)?(?: of| to"
    r"| is|:)?|\bwithin|\bunder|\bbelow|\bless than|\bfewer than|\bno longer than|\b(?:not|never|cannot) exceeds?"
    r"|\bcap(?:ped)?(?: at| of)?|\bin under|\bin less than|<=?|≤|\baccepts?|\ballows?|\bholds?)\s*(?:the |a "
    r"|an |about )?$",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:\bat least|\bno less than|\bno fewer than|\bmin(?:imum)?(?: of)?\.?|\bover|\babove|\bmore than"
    r"|\bolder than|\blonger than|>=?|≥)\s*(?:the |a |an )?$",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"(?:\blasts?|\btakes?|\bfor|\bafter|\bevery|\bexactly|\bvalid for|\bkept for|\bis|\bare|\boffers?"
    r"|\bshows?|\blists?|\bonce"
    r"|\bin|\bof|\bkeeps?|\bretains?|\bexpires? (?:in|after)|\bwith|\bneeds?|\brequires?|\bfrom|\bto|\bhas"
    r"|\bhave|\bcontains?|\breceives?|\bsends?|\bfirst|\blast)\s*(?:the |a |an |its |all |only )?(?:first "
    r"|last |next )?$",
    re.IGNORECASE,
)
_AFTER_MOST = re.compile(
    r"^\s*[\w -]{0,20}\b(?:max(?:imum)?|at most|or fewer|or less|at a time|per page|are allowed|is allowed|limit)\b",
    re.IGNORECASE,
)
_PLANS = read_words(
    """
        free pro basic premium enterprise team starter trial paid business standard plus gold silver
        bronze personal express regular
        """
)
_PLATFORMS = read_words(
    """
        ios android web mobile desktop tablet api email sms phone browser app watch tv console
        """
)
_PHASES = read_words(
    """
        mvp beta alpha pilot v1 v2 later launch phase new existing old legacy
        initial subsequent morning evening weekday weekend day night peak domestic foreign
        international
        """
)
_ORDER = read_words("second third fourth fifth sixth seventh eighth ninth tenth twelfth another further next final")
_ROLES = read_words(
    """
        admin administrator guest member viewer owner editor manager user visitor customer courier
        clerk nurse doctor teacher student parent pupil patient seller buyer driver agent lead
        auditor operator moderator author reviewer staff player cook anonymous
        """
)
_DULL = frozenset(
    stem(word)
    for word in read_words(
        """
        max maximum minimum least most limit allow up within allowed per page show shown time times
        second seconds minute minutes hour hours day days week weeks month months year years only
        first last next than more accept attach upload add contain include take support create number have save set
        put get need user users
        """
    )
)
FEW = 3
"""A bound said in so few words is of one thing."""
_WORKING = re.compile(r"\b(?:working|business|calendar) (?=days?\b)", re.IGNORECASE)
_LASTING = {
    stem(word): "lasting"
    for word in read_words(
        "valid expire expires last lasts keep kept store stored retain retained hold delete deleted deletes remove"
        " removed removes purge purged erase erased retention stay stays available"
    )
}
_GENERIC_UNITS = frozenset(
    stem(word)
    for word in read_words(
        """
        time times character characters
        """
    )
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a line sets: of what, as a bound or exactly, said of which things, for whom."""

    unit: Unit
    at: int
    end: int
    number: Number
    bound: str
    key: tuple[str, str]
    stems: frozenset[str]
    marks: tuple[frozenset[str], ...]
    words: str
    condition: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    loose: bool = False
    order: frozenset[str] = frozenset()
    early: bool = False


def find_number_conflicts(document: Document, settings: Settings) -> Iterator[Finding]:
    """CO001: reported at the line that differs from the others, else at the later one."""
    del settings
    groups = defaultdict[tuple[str, str], list[Statement]](list)
    for unit in document.of(UnitKind.REQUIREMENT, UnitKind.CRITERION, UnitKind.STORY):
        for statement in _read(unit):
            groups[statement.key].append(statement)
    told = set[tuple[int, int]]()
    for statements in groups.values():
        for one, other in _list_pairs(statements):
            odd, usual = _choose(one, other, statements)
            if (odd.unit.number, odd.at) not in told:
                told.add((odd.unit.number, odd.at))
                yield _tell(odd, usual)


def _read(unit: Unit) -> Iterator[Statement]:
    for start, end in split_sentences(unit.text):
        sentence = unit.bare[start:end]
        plain = _WORKING.sub(lambda match: " " * len(match[0]), blank_days(sentence))
        for number in find_numbers(plain):
            bound = _bound_of(number, plain)
            if (
                number.values
                and bound != GIVEN
                and number.kind in {Kind.PLAIN, Kind.SECONDS, Kind.BYTES, Kind.PERCENT, Kind.MONEY}
                and not number.labelled
            ):
                yield _state(unit, start, sentence, number, bound)


_COUNTED = re.compile(
    r"\b(?:round|phase|step|stage|version|level|tier|part|chapter|page|sprint|wave|section)\s*$",
    re.IGNORECASE,
)
GIVEN = "given"
"""Where an example stands: it sets no rule."""


def _bound_of(number: Number, text: str) -> str:
    """Which rule the number sets: a bound, an exact value, or empty where only its neighbours can tell."""
    before, after = text[: number.start], text[number.end :]
    if _MOST.search(before) or _AFTER_MOST.match(after):
        return "most"
    if _LEAST.search(before):
        return "least"
    if _in_given(text, number.start) or _COUNTED.search(before):
        return GIVEN
    return "exact" if _EXACT.search(before) else ""


def _in_given(text: str, at: int) -> bool:
    given = re.match(r"\W*given\b", text, re.IGNORECASE)
    when = re.search(r"\bwhen\b|\bthen\b", text, re.IGNORECASE)
    return bool(given) and (when is None or at < when.start())


_RESULT = re.compile(
    r"\bthen\b|,\s+(?=(?:the|an?|it|its|they|he|she|no|every|each|only|all|my|our)\b)|\bshall\b", re.IGNORECASE
)
_CONDITION = re.compile(r"^\W*(?:given|when|whenever|if|while|where|once|after|scenario)\b", re.IGNORECASE)


def _part(sentence: str, at: int) -> tuple[str, str]:
    """The clause in which character `at` stands, and the condition before it, where the sentence has one."""
    if not _CONDITION.match(sentence):
        return sentence, ""
    results = [match.start() for match in _RESULT.finditer(sentence)]
    if not results or at < results[0]:
        return sentence, ""
    return sentence[results[0] :], sentence[: results[0]]


_NUMBER_OF = re.compile(r"\b(?:number|count|amount|maximum|limit) of (?:\w+ )?(?P<what>[a-z]+s)\b", re.IGNORECASE)


def _head_of(number: Number, sentence: str) -> str:
    """What is counted: the first plural behind the number, else what "the number of …" names."""
    words = re.findall(r"[A-Za-z]+", sentence[number.end :])[:3]
    plural = next((word for word in words[:2] if word.lower().endswith("s") and not word.lower().endswith("ss")), "")
    if plural and number.unit:
        return stem(plural.lower())
    named = _NUMBER_OF.search(sentence)
    return number.unit[0] if number.unit else stem(named["what"].lower()) if named else number.kind.value


def _stems_of(text: str, head: str, number: Number) -> frozenset[str]:
    return frozenset(_LASTING.get(w, w) for w in thing_stems(text)) - _DULL - {head, *number.unit[:1]}


def _state(unit: Unit, start: int, sentence: str, number: Number, bound: str) -> Statement:
    head = _head_of(number, sentence) if number.kind is Kind.PLAIN else number.kind.value
    clause, condition = _part(sentence, number.start)
    words = set(re.findall(r"[a-z0-9]+", sentence.lower()))
    marks = tuple(
        frozenset(words & known | {w.rstrip("s") for w in words if w.rstrip("s") in known})
        for known in (_PLANS, _PLATFORMS, _PHASES, _ROLES)
    )
    beside = sentence[sentence.rfind(";", 0, number.start) + 1 :].partition(";")[0]
    order = frozenset(re.findall(r"[a-z]+", beside.lower())) & _ORDER
    return Statement(
        unit,
        start + number.start,
        start + number.end,
        number,
        bound or "exact",
        (number.kind.value, head),
        _stems_of(clause, head, number),
        marks,
        sentence,
        thing_stems(condition) - _DULL,
        _stems_of(sentence, head, number),
        loose=not bound,
        order=order,
        early=bool(_CONDITION.match(sentence)) and not condition and bool(_RESULT.search(sentence)),
    )


def _list_pairs(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    for place, one in enumerate(statements):
        for other in statements[place + 1 :]:
            if one.unit.number != other.unit.number and _conflict(one, other):
                yield one, other


def _conflict(one: Statement, other: Statement) -> bool:
    """Whether both set the same thing for the same people, and their values cannot both hold."""
    if not _clash(one, other) or not _same_case(one, other):
        return False
    if one.loose or other.loose or one.bound != other.bound or one.early or other.early:
        return _much_alike(one.whole, other.whole, CLOSE)
    if (one.condition and len(one.stems) < 2) or (other.condition and len(other.stems) < 2):
        return _much_alike(one.whole, other.whole, NEAR)
    if bool(one.condition) != bool(other.condition) and one.bound == "exact":
        return _much_alike(one.stems, other.stems, CLOSE)
    return _speak_of_the_same(one, other)


def _clash(one: Statement, other: Statement) -> bool:
    """Other values of one bound; or an exact value beyond the other's bound."""
    if one.bound == other.bound:
        return not _same_value(one.number, other.number)
    exact, bound = (one, other) if one.bound == "exact" else (other, one)
    if exact.bound != "exact":
        return False
    value, limit = max(exact.number.values), max(bound.number.values)
    return value > limit if bound.bound == "most" else value < limit


CLOSE = 0.75
NEAR = 0.5


def _much_alike(one: frozenset[str], other: frozenset[str], least: float) -> bool:
    common = sum(_has(other, word) for word in one)
    return common >= 2 and common / (len(one) + len(other) - common) >= least


SHARED = 6
"""Stems that begin with so many letters alike are of one word: "inactive", "inactivity"."""


def _has(stems: frozenset[str], word: str) -> bool:
    return word in stems or (len(word) >= SHARED and any(other[:SHARED] == word[:SHARED] for other in stems))


def _speak_of_the_same(one: Statement, other: Statement) -> bool:
    """Whether enough of the words that tell their things are the same."""
    common = [word for word in one.stems if _has(other.stems, word)]
    smaller, most = sorted((len(one.stems), len(other.stems)))
    if smaller == 0:
        return one.bound != "exact" and most <= 1 and one.number.kind is Kind.PLAIN and one.key[1] not in _GENERIC_UNITS
    if smaller == 1:
        return len(common) == 1 and most <= (1 if one.bound == "exact" else FEW)
    share = len(common) / smaller
    larger = len(common) / most
    if one.bound == "exact":
        return len(common) >= 2 and share >= 0.75 and larger >= 0.5
    return len(common) >= 2 and share >= 0.6 and larger >= 0.34


def _same_value(one: Number, other: Number) -> bool:
    """A range is the same where both its ends are."""
    if len(set(one.values)) == len(set(other.values)) > 1:
        return set(one.values) == set(other.values)
    return bool(set(one.values) & set(other.values))


def _same_case(one: Statement, other: Statement) -> bool:
    """No other plan, platform, phase or role is named, and no other condition."""
    if one.order != other.order:
        return False
    if one.condition and other.condition and overlap(one.condition, other.condition) < 0.5:
        return False
    return all(mine == theirs or not mine or not theirs for mine, theirs in zip(one.marks, other.marks, strict=True))


def _choose(one: Statement, other: Statement, statements: Sequence[Statement]) -> tuple[Statement, Statement]:
    """The one whose value stands alone is the odd one; of two equals, the later."""
    alike = [s for s in statements if len(s.stems & one.stems & other.stems) >= 1]
    counts = Counter(s.number.values for s in alike)
    if counts[one.number.values] < counts[other.number.values]:
        return one, other
    return other, one


def _tell(odd: Statement, usual: Statement) -> Finding:
    why = f"Line {usual.unit.line} says {_show(usual)}, this line {_show(odd)}: both cannot hold."
    better = put_blank(odd.unit, odd.at, odd.end, f"[{usual.number.text} or {odd.number.text}]")
    return report(
        "CO001",
        odd.unit,
        odd.at,
        odd.end,
        why=why,
        suggestion=f"Decide, and say it once: {quote(better)}",
        related=(usual.unit.line,),
    )


def _show(statement: Statement) -> str:
    following = re.match(r"\s*[A-Za-z-]{1,14}", statement.unit.text[statement.end :])
    return f"“{statement.number.text}{following[0] if following else ''}”"
