"""CO007: ids that point nowhere, and roles that the list of personas does not know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.labels import tidy_label
from throughline.specification.rules.checking.roles import is_generic, is_known
from throughline.specification.rules.checking.strangers import find_strangers
from throughline.specification.rules.stories.contracts import Form

_ID = re.compile(
    r"(?<![\w./#&-])(?P<id>(?P<prefix>[A-Z]{1,8})[-_]?(?P<number>\d{1,5}(?:\.\d{1,4})*))(?![\w%]|\.\w|-\w|,\d{3}(?!\d))"
)
"""Letters and a number; not money in a currency that one letter names: "R9,000"."""
_NOTE = re.compile(r"\[\^(?P<id>[^\]\s]+)\]")
_QUARTER = re.compile(
    r"^\s*(?:[/’'-]?\s*(?:FY)?\d{2,4}\b|of\b|results|targets?|goals|okrs?|planning|release|launch|and Q|[–-]\s*Q)|^$"
)
_BEFORE_QUARTER = re.compile(
    r"(?:\b(?:by|in|until|end of|before|since|during|for|late|early|from|to|of|mid|through|this|next|last)\s+"
    r"|\(|\d{4}[ -])$",
    re.IGNORECASE,
)
_NO_ID = frozenset(
    {
        "V",
        "P",
        "H",
        "UTF",
        "ISO",
        "SHA",
        "MD",
        "RFC",
        "CVE",
        "IPV",
        "PHP",
        "HTTP",
        "TLS",
        "AES",
        "GPT",
        "MP",
        "WCAG",
        "COVID",
        "K",
        "B",
        "EC",
        "CO",
        "PM",
        "AM",
        "USD",
        "EUR",
        "GB",
        "MB",
        "KB",
        "L",
        "X",
        "ES",
        "FY",
        "CY",
        "A4",
        "IE",
        "EN",
        "DIN",
        "SOC",
        "PSD",
        "OCP",
        "PR",
        "GA",
        "JIRA",
    }
)


def find_undefined_references(document: Document, settings: Settings) -> Iterator[Finding]:
    """CO007."""
    yield from _find_loose_notes(document)
    yield from _find_loose_numbers(document)
    yield from _find_loose_ids(document)
    yield from _find_loose_names(document)
    yield from _find_unknown_roles(document, settings)
    yield from find_strangers(document, settings)


def _find_loose_notes(document: Document) -> Iterator[Finding]:
    """Footnotes that are cited and never written."""
    written = {piece.id for piece in document.evidence} | set(document.labels)
    for unit in document.units:
        for match in _NOTE.finditer(unit.text):
            if tidy_label(match["id"]) not in written:
                yield _tell(unit, match.start(), match.end(), match["id"], _near(written))


_NUMBERED = re.compile(r"(?<![\w\]])\s?\[(?P<ids>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\](?![(:\[])")


def _find_loose_numbers(document: Document) -> Iterator[Finding]:
    """ "[17]", where the document numbers its sources and has no seventeenth."""
    written = {piece.id for piece in document.evidence if piece.id.isdigit()}
    if not written:
        return
    for unit in document.units:
        if unit.kind is UnitKind.EVIDENCE:
            continue
        for match in _NUMBERED.finditer(unit.text):
            if not set(re.findall(r"\d+", match["ids"])) <= written:
                yield _tell(unit, match.start("ids"), match.end("ids"), match["ids"], _near(written))


def _find_loose_ids(document: Document) -> Iterator[Finding]:
    """Ids of a series that the document defines, with a number that it does not."""
    series = _list_series(document.labels)
    seen = set[tuple[str, int]]()
    for unit, text in _list_texts(document):
        for match in _ID.finditer(text):
            name = tidy_label(match["id"])
            if not _is_loose(unit, text, match, name, series) or (name, unit.line) in seen:
                continue
            seen.add((name, unit.line))
            at = match.start() if text is unit.text else max(0, unit.text.find(match["id"]))
            yield _tell(unit, at, at + len(match["id"]), match["id"], ", ".join(sorted(series[match["prefix"]])[:6]))


_WORDED = re.compile(
    r"\b(?P<word>stor(?:y|ies)|epic|requirement|goal|scenario|question|risk|metric|objective|criterion|source|interview"
    r"|use case|persona)\s+(?P<number>(?:[A-Z]{1,3}-?)?\d{1,3}(?:\.\d{1,3})*)(?![\w%]|[.,]\d|\s*(?:%|of\b|out of\b))",
    re.IGNORECASE,
)


def _find_loose_names(document: Document) -> Iterator[Finding]:
    """ "As story 3.9 says", where stories are numbered and none has that number."""
    numbered = defaultdict[str, set[str]](set)
    for title in [*document.labels, *(section.title for section in document.sections)]:
        match = _WORDED.match(title) or re.match(r"(?P<word>[A-Z]{4,})(?P<number>\d[\d.]*)$", title)
        if match:
            numbered[_singular(match["word"])].add(match["number"].upper())
    for unit in document.units:
        for match in _WORDED.finditer(unit.text):
            known = numbered[_singular(match["word"])]
            if len(known) > 1 and match["number"].upper() not in known:
                yield _tell(unit, match.start(), match.end(), match[0], ", ".join(sorted(known)[:6]))


def _singular(word: str) -> str:
    low = word.lower()
    return "story" if low == "stories" else low


def _list_texts(document: Document) -> Iterator[tuple[Unit, str]]:
    """Every line, and the cells of a row that its text leaves out."""
    for unit in document.units:
        yield unit, unit.text
        yield from ((unit, cell.text) for cell in unit.cells.values() if cell.text and cell.text not in unit.text)


def _list_series(labels: Mapping[str, int]) -> dict[str, set[str]]:
    """The ids defined, by their letters."""
    series = defaultdict[str, set[str]](set)
    for label in labels:
        match = re.match(r"^([A-Z]{1,8})[-_]?\d", label)
        if match:
            series[match[1]].add(label)
    return series


def _is_loose(unit: Unit, text: str, match: re.Match[str], name: str, series: Mapping[str, set[str]]) -> bool:
    prefix = match["prefix"]
    known = series.get(prefix)
    cited = text[: match.start()].rstrip()[-1:] in {"[", "(", ","} and len(known or ()) > 1
    if not known or name in known or (prefix in _NO_ID and not cited) or name == unit.label:
        return False
    if any(_number(name) == _number(other) for other in known) or (
        text is unit.text and any(start <= match.start() < end for start, end in unit.plain.code)
    ):
        return False
    if prefix in {"Q", "H"} and _is_quarter(text, match):
        return False
    bracketed = text[: match.start()].rstrip()[-1:] in {"[", "(", ",", ";", ":", "→", "|"} or text[
        match.end() : match.end() + 1
    ] in {"]", ")"}
    return len(known) > 1 or bracketed or len(prefix) > 1


def _number(name: str) -> tuple[str, str]:
    """ "FR-3" and "FR-003" are one."""
    match = re.match(r"^([A-Z]+)[-_]?0*(\d.*)$", name)
    return (match[1], match[2]) if match else (name, "")


def _is_quarter(text: str, match: re.Match[str]) -> bool:
    small = match["number"] in {"1", "2", "3", "4"}
    return small and bool(_QUARTER.match(text[match.end() :][:24]) or _BEFORE_QUARTER.search(text[: match.start()]))


def _near(written: set[str]) -> str:
    return ", ".join(sorted(written)[:6])


def _tell(unit: Unit, start: int, end: int, name: str, known: str) -> Finding:
    why = f"“{name}” is not defined in this document."
    better = f"Point to one that is: {known}." if known else f"Write what “{name}” is."
    return report("CO007", unit, start, end, why=why, suggestion=better)


def _find_unknown_roles(document: Document, settings: Settings) -> Iterator[Finding]:
    """Roles of stories that are no persona, where the document lists its personas."""
    personas = [*document.personas, *settings.personas]
    if len(document.personas) < 2:
        return
    about = [*personas, *(unit.text for unit in document.of(UnitKind.PERSONA, UnitKind.TERM))]
    for told in document.stories:
        role = "" if told.parts.form is Form.BARE else told.parts.role
        if role and not is_generic(role) and not is_known(role, about):
            start = max(0, told.unit.text.find(role))
            why = f"“{role}” is no persona of this document."
            yield report(
                "CO007",
                told.unit,
                start,
                start + len(role),
                why=why,
                suggestion=f"Use one that is defined ({', '.join(personas[:5])}), or define this one.",
            )
