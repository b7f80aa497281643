"""US002 to US004: amounts without a count, times without a bound, and ways out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking import measures
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Severity, Told, Unit
from throughline.specification.rules.checking.matching import (
    find_first_by_line,
    in_benefit,
    in_named,
    in_role,
    is_capitalised_name,
    word_after,
    word_before,
    word_list,
    word_pattern,
)
from throughline.specification.rules.checking.rewriting import drop, put_blank, put_measure, quote, sentence_at
from throughline.specification.rules.checking.vague import FOLLOWED_BY_LIST, is_label

_NO_QUANTITY = re.compile(
    r"^(?:\s+(?:recent|recently|likely|common|commonly|popular|important|relevant|used|frequent|frequently"
    r"|viewed|critical|urgent|suitable|appropriate|severe|valuable|active|similar|current|up-to-date|"
    r"of the (?:following|time)|restrictive|specific|advanced|accurate|efficient|expensive|senior|out of)\b)",
    re.IGNORECASE,
)
_CHOOSES = frozenset(
    {
        "select",
        "selects",
        "upload",
        "uploads",
        "choose",
        "chooses",
        "pick",
        "picks",
        "attach",
        "attaches",
        "add",
        "send",
        "import",
        "delete",
        "drag",
    }
)
_HOW = frozenset({"how", "as", "too", "so", "not", "that", "this"})


def find_vague_quantity(document: Document, settings: Settings) -> Iterator[Finding]:
    """US002."""
    del settings
    weak = frozenset(word_list("check_words", "quantity", "info"))
    for unit in document.bearing:
        told = document.told.get(unit.number)
        matches = [
            m for m in word_pattern("check_words", "quantity", "words").finditer(unit.bare) if _is_amount(unit, m, told)
        ]
        for first, _ in find_first_by_line(unit, matches):
            about = re.match(r"\s*\d", unit.bare[first.end() :]) is not None
            mild = first[0].lower() in weak or about or in_benefit(first.start(), told)
            yield report(
                "US002",
                unit,
                first.start(),
                first.end(),
                suggestion=_suggest_count(unit, first),
                severity=Severity.INFO if mild else None,
            )


def _is_amount(unit: Unit, match: re.Match[str], told: Told | None) -> bool:
    word, rest = match[0].lower(), unit.bare[match.end() :]
    if (
        word_before(unit.bare, match.start()) in _HOW | ({"at", "the"} if word == "most" else set())
        or _NO_QUANTITY.match(rest)
        or in_role(unit, match.start(), told)
    ):
        return False
    if is_capitalised_name(unit.bare, match.start()) or (is_label(unit) and not word.startswith("etc")):
        return False
    if word in {"some", "most", "many", "few", "various", "several"} and FOLLOWED_BY_LIST.match(rest):
        return False
    if word == "most" and re.match(r"\s+\w+ first\b", rest):
        return False
    if word == "multiple" and re.match(r"\s*(?:choice|times? zones?|-choice|selection|of \d)", rest):
        return False
    if word == "and more" and re.match(r"\s*\w", rest):
        return False
    if word in {"or so", "some"} and re.match(r"\s*(?:that|on|the way)\b", rest) and word == "or so":
        return False
    return not (word == "certain" and word_before(unit.bare, match.start()) in {"be", "is", "are", "make", "for"})


def _count_blank(word: str) -> str:
    low = word.lower()
    if low in {"etc", "and so on", "and so forth", "and more", "among others", "and others"}:
        return "[which others: name each]"
    if "date" in low:
        return "no older than [how long]"
    if low in {"considerably", "substantially", "significantly", "considerable", "substantial"}:
        return "[by how much]"
    if low in {"some kind of", "some sort of", "a certain", "certain"}:
        return "[which]"
    return "[how many]"


_UNCOUNTED = re.compile(
    r"\s*(?:time|money|data|information|space|effort|work|memory|help|text|traffic|storage|noise|detail|value|code)\b",
    re.IGNORECASE,
)
_OF_THESE = re.compile(r"\s*(?:the|their|our|its|these|those|my|your|all|his|her)\b", re.IGNORECASE)


def _suggest_count(unit: Unit, match: re.Match[str]) -> str:
    blank, rest = _count_blank(match[0]), unit.text[match.end() :]
    if blank == "[how many]" and _UNCOUNTED.match(rest):
        blank = "[how much]"
    if blank == "[how many]" and match[0].lower().endswith(" of") and _OF_THESE.match(rest):
        blank = "[how many] of"
    stop = match.end() + bool(re.match(r"\.\s*[,;a-z)]", rest))
    return quote(put_blank(unit, match.start(), stop, blank))


_NO_TIME = re.compile(
    r"^\s*(?:after|before|below|above|next to|following|under|beside|when|once|as|upon|on|if)\b", re.IGNORECASE
)


_LATER_THAN = re.compile(
    r"(?:\d[\w.]*\s+(?:and|or)|\bthe|\b(?:any|all|every)|(?:^|[.;:,])(?: and)?)\s*$", re.IGNORECASE
)
"""In front of a "later" that compares: "version 9 and later", "the later one", "…; later tries are refused"."""


def find_vague_time(document: Document, settings: Settings) -> Iterator[Finding]:
    """US003."""
    del settings
    weak = frozenset(word_list("check_words", "time", "info"))
    for unit in document.bearing:
        told = document.told.get(unit.number)
        matches = [
            m for m in word_pattern("check_words", "time", "words").finditer(unit.bare) if _is_unbound(unit, m, told)
        ]
        for first, _ in find_first_by_line(unit, matches):
            mild = first[0].lower() in weak or in_benefit(first.start(), told)
            yield report(
                "US003",
                unit,
                first.start(),
                first.end(),
                suggestion=_suggest_time(unit, first),
                severity=Severity.INFO if mild else None,
            )


def _is_unbound(unit: Unit, match: re.Match[str], told: Told | None) -> bool:
    if in_named(unit, match, word_pattern("check_words", "time", "names")) or in_role(unit, match.start(), told):
        return False
    if is_label(unit) or is_capitalised_name(unit.bare, match.start()):
        return False
    before, word = word_before(unit.bare, match.start()), match[0].lower()
    if before in {"how", "no", "not", "most", "or", "than"} or (before == "as" and not word.startswith("as")):
        return False
    if word in {"immediately", "instantly", "at once"} and _NO_TIME.match(unit.bare[match.end() :]):
        return False
    if word == "later" and _LATER_THAN.search(unit.bare[: match.start()]):
        return False
    start, end = sentence_at(unit, match.start())
    return not measures.has_duration(unit.text[_clause_start(unit.text, start, match.start()) : end])


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause around `at` begins: a duration in the condition before it bounds nothing in the result."""
    before = text[start:at].lower()
    return start + max(before.rfind(","), before.rfind(" then "), before.rfind(";"), 0)


_ADJECTIVE = re.compile(
    r"(?:regular|periodic|frequent|timely|prompt|occasional|recent|instant|immediate|real[- ]time|continuous|continual"
    r"|constant|speedy|up-to-date)\b",
    re.IGNORECASE,
)


def _suggest_time(unit: Unit, match: re.Match[str]) -> str:
    blank = _time_blank(match[0])
    describes = _ADJECTIVE.match(match[0]) and (" " in match[0] or re.match(r"\s*\w", unit.text[match.end() :]))
    if describes or match[0].lower().endswith("ly"):
        return quote(put_measure(unit, match.start(), match.end(), blank))
    return quote(put_blank(unit, match.start(), match.end(), blank))


def _time_blank(word: str) -> str:
    low = word.lower()
    if re.search(
        r"regular|periodic|frequent|often|occasional|time to time|continu|constant|routine|interval"
        r"|now and then|sporadic|intermittent",
        low,
    ):
        return "every [how long]"
    if low in {"recent", "recently"}:
        return "of the last [how long]"
    return "within [how long]"


_WAY_OUT = re.compile(
    r"\b(?:if|where|when|whenever|wherever|as far as|so far as|as much as|as long as|inso ?far as|to the (?:extent"
    r"|degree)"
    r"|provided|unless|as and when)(?: (?:it|this|that|they|doing so))?(?: (?:is|are|be|were|seems?|proves?))?"
    r"(?: (?:at all|still|reasonably|technically|otherwise|commercially|operationally))? (?:possible|practical"
    r"|practicable"
    r"|feasible|reasonable|sensible|appropriate|convenient|advisable|viable|suitable|doable|affordable|realistic"
    r"|manageable|achievable|warranted)\b(?! to\b)|\bbest[- ]efforts?\b|\bwithin reason(?:able limits)?\b"
    r"|\b(?:time|resources?|capacity|budgets?|conditions|circumstances|bandwidth|workload|the schedule)"
    r" (?:permit(?:s|ting)?|allow(?:s|ing)?)\b(?! (?:the|an?|us|it|for|to)\b)|\bin (?:the |an )?(?:ideal|best) (?:case"
    r"|world)\b"
    r"|\bas (?:best|well) (?:as )?(?:it|they|we|one|the \w+) can\b|\bmakes? (?:every|an|reasonable"
    r"|some) (?:reasonable )?effort\b"
    r"|\bdo(?:es)? (?:its|their|our|the) best\b|\bmore often than not\b|\bat (?:its|their|our|his|her) discretion\b"
    r"|\b(?:so|as|inso ?) ?far as\b(?:\s+[\w’'-]+){1,6}?\s+(?:allows?|permits?|can|goes|is able)\b"
    r"|\bto the (?:extent|degree)(?: that)?\b(?:\s+[\w’'-]+){1,6}?\s+(?:allows?|permits?|can)\b"
    r"|\b(?:and|where|when|if|as long as) (?:it|that|this|doing so) (?:still )?(?:makes? (?:good )?sense|is worth it"
    r"|seems? (?:right|wise|best|useful))\b"
    r"|\b(?:un)?less there is (?:a )?(?:good )?reason\b|\bas the case may be\b",
    re.IGNORECASE,
)
"""Ways out by their build, whatever word they end in; the list holds those that are built otherwise."""


def find_loopholes(document: Document, settings: Settings) -> Iterator[Finding]:
    """US004."""
    del settings
    weak = frozenset(word_list("check_words", "loophole", "info"))
    for unit in document.bearing:
        told = document.told.get(unit.number)
        listed = word_pattern("check_words", "loophole", "words").finditer(unit.bare)
        matches = [m for m in (*listed, *_WAY_OUT.finditer(unit.bare)) if _lets_out(unit, m)]
        matches.sort(key=lambda m: m.start())
        for first, _ in find_first_by_line(unit, matches):
            mild = first[0].lower() in weak or in_benefit(first.start(), told)
            better = drop(unit, first.start(), first.end()).rstrip(". ")
            yield report(
                "US004",
                unit,
                first.start(),
                first.end(),
                suggestion=f"{quote(better + '; where that cannot be, [what happens instead].')}",
                severity=Severity.INFO if mild else None,
            )


_FREE = frozenset(
    {
        "fields",
        "field",
        "documents",
        "document",
        "data",
        "information",
        "approvals",
        "approval",
        "permissions",
        "permission",
        "consent",
        "by",
        "for",
        "to",
        "the",
        "a",
        "in",
        "on",
        "at",
    }
)


def _lets_out(unit: Unit, match: re.Match[str]) -> bool:
    """Whether it lets one out: "if required fields are missing" is a condition like any other."""
    word = match[0].lower()
    if word in word_list("check_words", "loophole", "free"):
        return word_after(unit.bare, match.end()) not in _FREE
    if word == "as possible":
        return False
    if word in {"try to", "tries to", "attempt to", "attempts to", "aim to", "aims to"}:
        if re.search(
            r"\b(?:when|if|given|while|where"
            r"|who)\b(?:(?!\bthen\b)[^.;])*$",
            unit.bare[: match.start()],
            re.IGNORECASE,
        ):
            return False
        return word_before(unit.bare, match.start()) not in {"i", "when", "they", "we", "somebody", "someone"}
    return word not in {"maybe", "perhaps"} or not is_capitalised_name(unit.bare, match.start())
