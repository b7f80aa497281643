"""CO007 in criteria and requirements: somebody acts there of whom the document says nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.grounding.words import stem
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, UnitKind
from throughline.specification.rules.checking.roles import role_key
from throughline.specification.rules.lexicon import read_words

PEOPLE = read_words(
    """
    accountant administrator admin adviser advisor agent analyst applicant approver architect assistant attendee auditor
    author bookkeeper buyer caller captain caretaker carer cashier chair chairperson chef child citizen cleaner clerk
    coach colleague collector consultant consumer contractor controller cook coordinator counsellor courier curator
    customer dealer dentist deputy designer developer director dispatcher doctor donor driver editor employee employer
    engineer examiner farmer foreman franchisee gardener grower guardian guest guide headteacher helper host hostess
    inspector instructor interpreter investigator janitor judge keeper landlord lawyer leader learner lecturer lender
    librarian maintainer manager mechanic member mentor merchant midwife moderator neighbour neighbor nurse officer
    operator organiser organizer owner parent participant partner passenger patient payer pharmacist photographer
    physician pilot planner player porter principal procurator producer professor publisher pupil purchaser receptionist
    recipient recruiter registrar renter reporter representative resident reviewer rider sales salesperson secretary
    seller sender shopper singer solicitor sponsor steward student subcontractor subscriber supervisor supplier surveyor
    teacher technician tenant therapist trainee trainer translator traveller treasurer trustee tutor vet veterinarian
    vendor viewer visitor volunteer waiter warden worker
    """
)
_ACTS = re.compile(
    r"(?:^|\b(?:given|when|then|if|and|by|;|,)\s+|\|\s*)(?:an?"
    r"|the)\s+(?P<role>(?:[a-z][a-z’'-]+\s+){0,2}?(?P<head>[a-z]+?)(?P<many>s)?)"
    r"(?:\s+(?:who(?!\s+(?:is|are)\s+(?:not|no)\b)|whose|of|in|with)\s[^,;.]{2,40}?)?\s+(?:must|shall|can|cannot|may"
    r"|will|has|have|is (?:able|told|asked|shown)|are (?:able|told|asked|shown)"
    r"|(?!is\b|was\b|has\b|this\b|as\b|does\b)[a-z]{2,}s|try|open|see|receive|get|send|sign|mark|approve|change)\b",
    re.IGNORECASE,
)
_KNOWN_KINDS = frozenset({UnitKind.CRITERION, UnitKind.REQUIREMENT})


_OFFICES = read_words(
    "captain clerk coordinator desk director head inspector lead leader manager nurse officer secretary supervisor"
)
"""Of these there are many sorts: a document that knows a stock manager need not know a fleet manager."""
_NO_SORT = re.compile(
    r"^(?:an?|the|any|every|each|other|another|same|second|first|next|new|old|former|current|responsible|own|assigned"
    r"|named|chosen|only|two|both|all|no|more|senior|junior|deputy|acting)$|(?:\w{3}ed|ive|ous|ful|[’']s)$"
)


def _find_office(role: str, elsewhere: str, known: frozenset[str]) -> str:
    """An office of a sort of which the document says nothing else: "fleet manager"; else nothing."""
    sort, _, office = role.strip().rpartition(" ")
    sort = sort.rpartition(" ")[2]
    if not sort or office.rstrip("s") not in _OFFICES or _NO_SORT.search(sort):
        return ""
    told = stem(sort) in known or re.search(rf"\b{re.escape(sort)}[ -]{re.escape(office)}", elsewhere)
    return "" if told else f"{sort} {office}"


def find_strangers(document: Document, settings: Settings) -> Iterator[Finding]:
    """Roles that act in criteria and requirements, where the document lists its personas and has them nowhere else."""
    if len(document.personas) < 2:
        return
    elsewhere = " ".join(unit.text for unit in document.units if unit.kind not in _KNOWN_KINDS).lower()
    about = [*document.personas, *settings.personas, *(told.parts.role for told in document.stories), document.title]
    known = frozenset[str]().union(*(role_key(name) for name in about if name))
    told = set[str]()
    for unit in document.of(*_KNOWN_KINDS):
        for match in _ACTS.finditer(unit.bare):
            head = match["head"].lower()
            office = _find_office(match["role"].lower(), elsewhere, known)
            if not office and (head not in PEOPLE or stem(head) in known or re.search(rf"\b{head}", elsewhere)):
                continue
            if (office or head) in told:
                continue
            told.add(office or head)
            why = f"“{match['role'].strip()}” is no persona of this document, and nothing else is said of them."
            better = f"Use one that is defined ({', '.join(document.personas[:5])}), or define this one."
            yield report("CO007", unit, match.start("role"), match.end("role"), why=why, suggestion=better)
