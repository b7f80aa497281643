"""ST001, ST002, ST003: who wants it, what for, and whether "user" says who."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Severity, Told
from throughline.specification.rules.checking.matching import word_after
from throughline.specification.rules.checking.rewriting import quote, tidy
from throughline.specification.rules.checking.roles import is_generic, list_roles
from throughline.specification.rules.stories.contracts import Form
from throughline.specification.rules.stories.verbs import is_verb

_PURPOSE = re.compile(r"(?<=\w) to (?!be able\b)(?P<verb>[a-z]+)\b", re.IGNORECASE)
_TAKES_TO = re.compile(
    r"\b(?:want|need|like|able|ability|option|way|ways|right|how|what|when|where|which|whether|allow|allowed"
    r"|enable|use|using|ready|have|easy|hard|possible|required|going|need|needs|access|permission|respect|due"
    r"|up|back|relating|related|reply|respond|subscribe|invite|try|chance|link|listen|get)\s*$",
    re.IGNORECASE,
)


def is_template(told: Told) -> bool:
    """Whether the story says who and what in one of the accepted forms."""
    if told.unit.cells and {"role", "want"} <= told.unit.cells.keys():
        return all(told.unit.cells[name].text.strip(" -–—") for name in ("role", "want"))
    if told.parts.form is Form.JOB:
        return bool(told.parts.means)
    return bool(told.parts.role and told.parts.means)


def find_untold(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST001: a line under stories that is none."""
    del settings
    for told in document.stories:
        if not is_template(told) and not _is_told_in_quotes(told, document):
            yield report("ST001", told.unit, suggestion=_tell(told))


def _is_told_in_quotes(told: Told, document: Document) -> bool:
    """A story told by customers' words: its situation and its purpose stand as quotations below its title."""
    if any(aside.lead.lower() in {"situation", "purpose"} for aside in told.asides):
        return True
    if not told.title:
        return False
    return any(
        unit.section == told.unit.section and unit.text.startswith(("“", '"', "Situation", "Purpose"))
        for unit in document.units
        if unit.number != told.unit.number and abs(unit.number - told.unit.number) < 12
    )


def _tell(told: Told) -> str:
    means = told.parts.means or told.unit.text
    opening = means[:1].lower() + means[1:] if not means[:2].isupper() else means
    wanted = f"to {opening}" if told.parts.verb and told.parts.means.lower().startswith(told.parts.verb) else opening
    role = told.parts.role or "[who]"
    benefit = told.parts.benefit or "[what for]"
    return quote(tidy(f"As a {role}, I want {shorten(wanted.rstrip('. '), 140)}, so that {benefit.rstrip('. ')}."))


def find_missing_benefits(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST002: a story in its form that does not say what for."""
    del settings
    for told in document.stories:
        if not is_template(told) or _has_benefit(told):
            continue
        yield report(
            "ST002",
            told.unit,
            suggestion=quote(tidy(f"{told.unit.text.split(' | ')[0].rstrip(' .')}, so that [what they can do then].")),
            severity=Severity.INFO if _has_purpose(told) or _says_why(told) else None,
        )


def _says_why(told: Told) -> bool:
    """Whether a line of its own says what the story is good for: "Why this priority", "Value"."""
    return any(
        aside.lead.lower() in {"why", "why this priority", "value", "benefit", "outcome", "reason"}
        for aside in told.asides
    )


def _has_benefit(told: Told) -> bool:
    if told.unit.cells and {"role", "want"} <= told.unit.cells.keys():
        cell = told.unit.cells.get("benefit")
        return bool(cell and cell.text.strip(" -–—")) or bool(told.parts.benefit and "benefit" not in told.unit.cells)
    return bool(told.parts.benefit) or bool(
        re.search(
            r"\bin order (?:to|that)\b|\bbecause\b|\bso (?:that|i|we|they|as to)\b", told.unit.text, re.IGNORECASE
        )
    )


def _has_purpose(told: Told) -> bool:
    """Whether a "to …" at its end says what for, more or less."""
    means = told.parts.means
    for match in _PURPOSE.finditer(means):
        before = means[: match.start()]
        if len(before.split()) >= 3 and not _TAKES_TO.search(before) and is_verb(match["verb"].lower()):
            return word_after(means, match.end()) != ""
    return False


def find_generic_actors(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST003: "user", where the document knows several kinds of people; else said once, as information."""
    roles = list_roles(document, settings)
    named = {persona.strip().lower() for persona in (*document.personas, *settings.personas)}
    found = [told for told in document.stories if is_generic(told.parts.role) and told.parts.role.lower() not in named]
    mild = len(roles) < 2
    for told in found[:1] if mild else found:
        start = max(0, told.unit.text.find(told.parts.role))
        several = f"“{told.parts.role}” says nothing about who wants this" if mild else ""
        yield report(
            "ST003",
            told.unit,
            start,
            start + len(told.parts.role),
            why=f"{several}." if several else "",
            suggestion=_name_role(told, document),
            severity=Severity.INFO if mild else None,
        )


LONGEST_ROLE = 40
"""A role that takes more characters is described, not named: it is offered to nobody."""


def _name_role(told: Told, document: Document) -> str:
    known = list(dict.fromkeys([*document.personas, *(t.parts.role for t in document.stories if t.parts.role)]))
    choice = [role for role in known if not is_generic(role) and len(role) <= LONGEST_ROLE][:4]
    offered = f"[{' / '.join(choice)}]" if choice else "[which one: the one who …]"
    return quote(tidy(f"As a {offered}, I want {shorten(told.parts.means, 120)} …"))
