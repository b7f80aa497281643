"""AC003 to AC007: what the criteria of a story leave out. Only stories that have criteria are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.contracts import (
    Document,
    Finding,
    Settings,
    Severity,
    Told,
    Unit,
    UnitKind,
)
from throughline.specification.rules.checking.matching import written_pattern
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.roles import list_roles
from throughline.specification.rules.edge_cases.matching import MOST_PER_STORY, match_cases
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.objects import is_plural
from throughline.specification.rules.stories.contracts import Kind

MOST_STORIES = 20
_EVERYWHERE = re.compile(
    r"edge|error|empty|permission|access|unhappy|states?\b|roles and rights|who may|cross-?cutting"
    r"|every (?:page|screen|story)",
    re.IGNORECASE,
)
_LISTS = frozenset({Kind.LIST, Kind.SEARCH, Kind.DASHBOARD})
_SEES = read_words(
    """
        view see list browse search find filter sort monitor track check show display look lookup
        review read compare narrow scan explore
        """
)
_CAN_FAIL = frozenset({Kind.FORM, Kind.PAY, Kind.UPLOAD, Kind.AUTH, Kind.CHAT})
_SUBMITS = read_words(
    """
        submit upload import pay buy purchase order checkout donate register apply book reserve sign
        log login fill enter create add save send connect integrate sync transfer update edit change
        request subscribe renew record confirm schedule reschedule invite pick rebook top attach ask
        post comment reply message write rate review vote report tell log raise file
        """
)
_EMPTY = re.compile(
    r"\bempty\b|\bblank\b|\bnothing\b|\bnobody\b|\bnone\b|\bzero\b|\b0 (?:results?|rows?|items?|entries)"
    r"|\bfirst[- ]time\b|\bfirst use\b|\bno (?:data|results?|records?|match(?:es)?|rows?|items?|entries"
    r"|hits?)\b|\bnot (?:match|found)"
    r"|\bmatch(?:es)? (?:nothing|none)|\bdid you mean\b|\bnothing (?:matches|found|here|yet)|\byet\b"
    r"|\bthere (?:is|are) no\b|\bno longer any\b|\b(?:given|if|when|where) no (?!connection|signal|network"
    r"|internet|access|permission|one (?:else|may|can)|more than|answer|reply|response)|[“\"‘](?:no|nothing"
    r"|nobody|none)\b|\bwithout (?:any |an? )?(?:\w+ )?\w+s\b",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\berrors?\b|\binvalid|\bfail|\bdeclin|\breject|\brefus|\bretr(?:y|ies)\b|\btry again\b"
    r"|\btime[ds]?[- ]?out|\bunavailable\b|\bunreachable\b|\boffline\b|\bmissing\b|\brequired\b|\bwrong\b"
    r"|\bincorrect\b|\bexpire|\bnot valid\b|\btoo (?:long|large|big|short|small|many|late)"
    r"|\balready\b|\bexceed|\bover the limit|\bduplicate|\bno (?:signal|connection|network|response)\b"
    r"|\bcannot be (?:saved|sent|read|reached|loaded|found|booked|used|paid)|\bcould not\b"
    r"|\bdoes not (?:arrive|exist|match|answer|respond|have)|\bnot (?:found|saved|sent|available|confirmed"
    r"|enough|accepted|reachable)"
    r"|\binterrupt|\bcorrupt|\bunsupported\b|\blost\b|\bconflict|\bcancel|\bsuspended\b|\bdisabled\b|\blocked\b|\btaken\b|\bfull\b|\bblocked\b|\bmistakes?\b|\btypos?\b"
    r"|\bdenied\b|\bwarn|\bunknown\b|\bwithout (?:signal|connection|network)\b|\bhas passed\b|\bclosed\b"
    r"|\bno free\b|\brefund",
    re.IGNORECASE,
)
_STRONG_ACTS = read_words(
    """
        delete remove approve reject invite export share refund revoke grant publish confirm cancel
        archive assign unlock merge transfer close suspend ban block authorise authorize moderate
        deactivate reset unpublish stop restore purge pay-out escalate override disable enable
        impersonate unsubscribe hide
        """
)
_PRIVATE = re.compile(
    r"\bsalar|\bpayroll|\bmedical|\bhealth|\bpatients?\b|\bdiagnos|\bprescription|\bpersonal (?:data"
    r"|information|details)|\bprivate\b|\bconfidential|\bbank (?:details|account)|\bdisciplin|\bgrades?\b"
    r"|\ballerg|\bsafeguarding|\bbonus|\baudit (?:log|trail)|\bpasswords?\b|\bpay ?slips?|\bcredit (?:card"
    r"|score)|\bapprovals?\b|\bother (?:people|users|members|customers)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:my|own)\b(?! (?:team|company|organi[sz]ation|department|group|class|students?|patients?|customers?"
    r"|clients?|reports?|staff|colleagues?|members?|school|practice|workspace|project|store|shop))",
    re.IGNORECASE,
)


def say_everywhere(document: Document) -> str:
    """What the document says once for all its stories: its sections about errors, empty states, permissions."""
    return " ; ".join(unit.text for unit in lists_everywhere(document))


def lists_everywhere(document: Document) -> list[Unit]:
    """The lines that hold for every story."""
    return [u for u in document.units if u.owner is None and u.kind is not UnitKind.STORY and _is_everywhere(u)]


def _is_everywhere(unit: Unit) -> bool:
    return bool(_EVERYWHERE.search(unit.section.title)) and not unit.text.rstrip(" .").endswith("?")


def say_criteria(told: Told) -> str:
    """A story's criteria as one text."""
    return " ; ".join(unit.text for unit in told.criteria)


def find_happy_paths(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC003."""
    del settings
    unhappy = written_pattern("check_words", "unhappy")
    for told in document.stories:
        if told.criteria and not unhappy.search(say_criteria(told)):
            mild = told.parts.kind is Kind.DETAIL and told.parts.verb in {
                "read",
                "see",
                "view",
                "know",
                "learn",
                "understand",
            }
            yield report("AC003", told.unit, suggestion=_fail(told), severity=Severity.WARN if mild else None)


def _fail(told: Told) -> str:
    thing = told.parts.entity or "it"
    return "Add the case that fails: " + quote(
        f"Given [what is wrong with the {thing}], when [the same act], then [what the person sees, and what is kept]."
    )


def find_empty_states(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC004."""
    del settings
    everywhere = say_everywhere(document)
    for told in document.stories:
        if not told.criteria or not _is_list(told) or _has_empty(f"{say_criteria(told)} ; {everywhere}", told):
            continue
        thing = told.parts.entity or "entries"
        better = quote(f"Given no {thing}, when [who] opens it, then [what it says, and what can be done next].")
        yield report("AC004", told.unit, suggestion=f"Add {better}")


def _is_list(told: Told) -> bool:
    many = any(is_plural(word) for word in told.parts.entity.split())
    if told.parts.kind is Kind.SEARCH:
        return told.parts.verb in _SEES
    if told.parts.kind in _LISTS:
        return told.parts.verb in _SEES or (told.parts.verb in {"have", "get", "want", "open", "access", ""} and many)
    return told.parts.verb in _SEES and many and told.parts.kind is Kind.DETAIL


def _has_empty(text: str, told: Told) -> bool:
    if _EMPTY.search(text):
        return True
    head = (told.parts.entity or "").split()[-1:]
    return bool(head) and bool(
        re.search(
            rf"\bno (?:\w+ ){{0,2}}{re.escape(head[0].rstrip('s'))}|\bwithout (?:any |a "
            rf"|an )?(?:\w+ ){{0,2}}{re.escape(head[0].rstrip('s'))}",
            text,
            re.IGNORECASE,
        )
    )


def find_failure_rules(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC005."""
    del settings
    everywhere = say_everywhere(document)
    for told in document.stories:
        if told.criteria and _can_fail(told) and not _FAILS.search(f"{say_criteria(told)} ; {everywhere}"):
            better = quote(
                f"When [{told.parts.verb or 'it'} fails, and why], [what is kept] and [what the person is told]."
            )
            yield report("AC005", told.unit, suggestion=f"Add {better}")


def _can_fail(told: Told) -> bool:
    return told.parts.kind in _CAN_FAIL and (
        told.parts.verb in _SUBMITS or told.parts.kind in {Kind.PAY, Kind.UPLOAD, Kind.AUTH}
    )


def find_permission_rules(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC006."""
    roles = list_roles(document, settings)
    if len(roles) < 2:
        return
    allowed = written_pattern("check_words", "permission")
    everywhere = say_everywhere(document)
    for told in document.stories:
        if not told.criteria or not _needs_permission(told):
            continue
        if allowed.search(f"{say_criteria(told)} ; {everywhere}") or _names_other_role(told, document):
            continue
        who = told.parts.role or "this role"
        better = quote(f"A [which other role] cannot {shorten(told.parts.means, 60)}; they see [what].")
        yield report(
            "AC006",
            told.unit,
            why=f"Only {who} is named, and this changes or reveals something; no criterion says who may not.",
            suggestion=f"Add {better}",
        )


def _needs_permission(told: Told) -> bool:
    means = told.parts.means
    after = means[len(told.parts.verb) :] if told.parts.verb else means
    if _OWN.search(after):
        return False
    if told.parts.verb in _STRONG_ACTS or told.parts.kind in {Kind.DELETE, Kind.APPROVE}:
        return True
    return told.parts.kind in _LISTS | {Kind.DETAIL, Kind.EXPORT} and bool(_PRIVATE.search(told.parts.entity or ""))


def _names_other_role(told: Told, document: Document) -> bool:
    """Whether a criterion begins with somebody else than who wants the story."""
    own = told.parts.role.lower()
    others = {persona.lower() for persona in document.personas} | {
        t.parts.role.lower() for t in document.stories if t.parts.role
    }
    text = say_criteria(told).lower()
    return any(
        other != own
        and len(other) > 3
        and re.search(rf"\b(?:given|when|if|then|;|^)\s*(?:an?|the)?\s*{re.escape(other)}", text)
        for other in others
    )


def find_open_edge_cases(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC007: one finding a story, naming the cases that matter most."""
    del settings
    everywhere = say_everywhere(document)
    judged = [told for told in document.stories if told.criteria][:MOST_STORIES]
    for told in judged:
        cases = _open_cases(told, everywhere)
        if cases:
            named = "; ".join(f"{case_id}: {case}" for case_id, case, _ in cases)
            why = (
                f"Nothing here covers {len(cases)} case{'s' if len(cases) > 1 else ''} that such a story usually "
                f"meets ({named})."
            )
            yield report("AC007", told.unit, why=why, suggestion=" ".join(question for _, _, question in cases))


def _open_cases(told: Told, everywhere: str) -> tuple[tuple[str, str, str], ...]:
    story = f"{told.parts.means} ; {say_criteria(told)}"
    return _match(story, f"{say_criteria(told)} ; {everywhere}", (told.parts.means,))


@lru_cache(maxsize=512)
def _match(story: str, covered: str, names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    found = match_cases(story, covered=covered, names=names)[:MOST_PER_STORY]
    return tuple((match.case.id, match.case.case, match.case.question) for match in found)
