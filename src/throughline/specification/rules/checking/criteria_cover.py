"""AC003 to AC007: what the criteria of a story leave out. Only stories that have criteria are judged."""

from __future__ import annotations

import re
from collections import defaultdict
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
from throughline.specification.rules.checking.criteria_usual import list_usual_gaps
from throughline.specification.rules.checking.criterion_sorts import (
    Sort,
    denies,
    fails,
    is_unhappy,
    list_own,
    tell_sorts,
)
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.roles import list_roles
from throughline.specification.rules.checking.sameness import content_stems
from throughline.specification.rules.edge_cases.matching import MOST_PER_STORY, match_cases
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.objects import is_plural
from throughline.specification.rules.stories.contracts import Kind

MOST_STORIES = 20
FEWEST_UNHAPPY = 2
FEWEST_COMPARED = 2
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
_READS = _SEES | read_words(
    """
        receive get know hear learn understand have be notice recognise recognize visualise
        visualize watch follow monitor explain judge
        """
)
_SENT = re.compile(r"\b(?:notif|alert|remind|message|text|e-?mail|mail|letter|push|sms|call)\w*\b", re.IGNORECASE)
_WEAK_ACTS = read_words(
    """
        change edit update move refuse decline end stop drain close release withdraw block rename configure adjust
        manage correct extend replace merge limit import charge credit disable enable
        """
)
_ENTRIES = read_words("set define start plan schedule mark add create record put hide")
_STRONG_ACTS = read_words(
    """
        delete remove approve reject invite export share refund revoke grant publish confirm cancel
        archive assign unlock merge transfer close suspend ban block authorise authorize moderate
        deactivate reset unpublish stop restore purge pay-out escalate override disable enable
        impersonate unsubscribe hide reassign cancel lock
        """
)
_PRIVATE = re.compile(
    r"\bbookings?\b|\bappointments?\b|\bhistor(?:y|ies)\b|\blogs?\b|\baddress(?:es)?\b|\bnames?\b|\binvoices?\b"
    r"|\bcontracts?\b"
    r"|\bcase(?:s| files?| notes?)\b|\bresidents?\b|\bdonors?\b|\bemployees?\b|\bclaims?\b|\bincidents?\b"
    r"|\bcomplaints?\b|\bapplicants?\b"
    r"|\bsalar|\bpayroll|\bmedical|\bhealth|\bpatients?\b|\bdiagnos|\bprescription|\bpersonal (?:data"
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
    for told in document.stories:
        if told.criteria and not any(is_unhappy(text) for text in list_own(told)):
            mild = told.parts.kind is Kind.DETAIL and told.parts.verb in {
                "read",
                "see",
                "view",
                "know",
                "learn",
                "understand",
            }
            yield report("AC003", told.unit, suggestion=_fail(told), severity=Severity.WARN if mild else None)
    if not document.stories:
        yield from _find_happy_requirements(document)


def _find_happy_requirements(document: Document) -> Iterator[Finding]:
    """A requirement whose scenarios all succeed, where two in three of the others have one that does not."""
    owned = defaultdict[int, list[Unit]](list)
    for unit in document.of(UnitKind.CRITERION):
        if unit.owner is not None and document.units[unit.owner].kind is UnitKind.REQUIREMENT:
            owned[unit.owner].append(unit)
    happy = [number for number, units in owned.items() if not any(is_unhappy(unit.text) for unit in units)]
    if len(owned) > 2 and len(happy) * 3 <= len(owned):
        for number in happy:
            yield report("AC003", document.units[number], suggestion=_fail_plainly(document.units[number]))


def _fail_plainly(unit: Unit) -> str:
    return "Add the case that fails: " + quote(
        f"When [what is wrong] while {shorten(unit.text, 60)}, then [what the person sees, and what is kept]."
    )


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


_OVERVIEW = re.compile(
    r"\b(?:dashboard|overview|report|list|history|log|statistics|trend|chart"
    r"|summary)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\w+ (?:at )?(?:which|who|whose|all|every|what) ", re.IGNORECASE)


def _is_list(told: Told) -> bool:
    many = any(is_plural(word) for word in told.parts.entity.split())
    if told.parts.kind is Kind.SEARCH:
        return told.parts.verb in _SEES
    if _WHICH.match(told.parts.means) and told.parts.verb in _SEES:
        return True
    if told.parts.kind is Kind.DASHBOARD and not many and not _OVERVIEW.search(told.parts.means):
        return False
    if told.parts.kind in _LISTS:
        return told.parts.verb in _SEES or (told.parts.verb in {"have", "get", "want", "open", "access", ""} and many)
    return told.parts.verb in _SEES and many and told.parts.kind is Kind.DETAIL


def _has_empty(text: str, told: Told) -> bool:
    if Sort.EMPTY in tell_sorts(text):
        return True
    head = (told.parts.entity or "").split()[-1:]
    return bool(head) and bool(
        re.search(
            rf"\b(?:no|without(?: any| an?)?) (?:\w+ ){{0,2}}{re.escape(head[0].rstrip('s'))}", text, re.IGNORECASE
        )
    )


def find_failure_rules(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC005."""
    del settings
    everywhere = fails(say_everywhere(document))
    for told in document.stories:
        if told.criteria and not everywhere and _can_fail(told) and not any(fails(text) for text in list_own(told)):
            better = quote(
                f"When [{told.parts.verb or 'it'} fails, and why], [what is kept] and [what the person is told]."
            )
            yield report("AC005", told.unit, suggestion=f"Add {better}")


def _can_fail(told: Told) -> bool:
    """Whether the story enters, changes or sends something: reading alone has its empty state."""
    if told.parts.kind in {Kind.PAY, Kind.UPLOAD, Kind.AUTH, Kind.NOTIFY}:
        return True
    if told.parts.verb in _READS:
        return bool(_SENT.search(told.parts.entity or "")) and told.parts.verb in {"receive", "get"}
    return bool(told.parts.verb)


def find_permission_rules(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC006."""
    if len(list_roles(document, settings)) < 2:
        return
    if Sort.DENIAL in tell_sorts(say_everywhere(document)):
        return
    judged = [told for told in document.stories if told.criteria]
    ruled = [told for told in judged if _has_denial(told, document)]
    for told in judged:
        grave = _needs_permission(told, len(ruled), len(judged) - 1)
        if told in ruled or not (grave or _is_exception(len(ruled), len(judged) - 1)):
            continue
        if _is_ruled_elsewhere(told, document):
            continue
        who = told.parts.role or "this role"
        better = quote(f"A [which other role] cannot {shorten(told.parts.means, 60)}; they see [what].")
        yield report(
            "AC006",
            told.unit,
            why=f"Only {who} is named, and this changes or reveals something; no criterion says who may not.",
            suggestion=f"Add {better}",
            severity=None if grave else Severity.INFO,
        )


def _is_exception(ruled: int, others: int) -> bool:
    """Whether nearly every other story says who may not."""
    return ruled > 1 and (ruled == others or (ruled > FEWEST_COMPARED and ruled * 3 >= others * 2))


def _has_denial(told: Told, document: Document) -> bool:
    people = _list_people(document)
    return any(denies(told, unit.text, people) for unit in told.criteria) or _names_other_role(told, document)


def _list_people(document: Document) -> frozenset[str]:
    """Everybody the document knows, in small letters."""
    named = [*document.personas, *(told.parts.role for told in document.stories)]
    return frozenset(name.lower() for name in named if len(name) > 3)


def _is_ruled_elsewhere(told: Told, document: Document) -> bool:
    """Whether a requirement says who may not, of the story's own act or thing."""
    own = content_stems(f"{told.parts.verb} {told.parts.entity}")
    return any(
        Sort.DENIAL in tell_sorts(unit.text) and own & content_stems(unit.text)
        for unit in document.of(UnitKind.REQUIREMENT)
    )


def _needs_permission(told: Told, ruled: int, others: int) -> bool:
    """A grave act does, and what shows private things; what changes something does where half of the others "
    "have a rule."""
    means = told.parts.means
    after = means[len(told.parts.verb) :] if told.parts.verb else means
    own = _OWN.search(after) is not None
    usual = ruled > 0 and ruled * 2 >= others
    nearly_all = ruled > 1 and ruled * 3 >= others * 2
    if (not own or usual) and (told.parts.verb in _STRONG_ACTS or told.parts.kind in {Kind.DELETE, Kind.APPROVE}):
        return True
    if not own and told.parts.kind in _LISTS | {Kind.DETAIL, Kind.EXPORT} and _PRIVATE.search(told.parts.entity or ""):
        return True
    if not own and told.parts.verb in _WEAK_ACTS:
        return usual
    return nearly_all and not own and told.parts.verb in _ENTRIES


def _names_other_role(told: Told, document: Document) -> bool:
    """Whether a criterion begins with somebody else than who wants the story, who comes upon it."""
    own = told.parts.role.lower()
    if not own:
        return False
    others = {persona.lower() for persona in document.personas} | {
        t.parts.role.lower() for t in document.stories if t.parts.role
    }
    text = say_criteria(told).lower()
    return any(
        other != own
        and len(other) > 3
        and re.search(
            rf"(?:\b(?:given|when|if)|;|^)\s*(?:an?|the)?\s*{re.escape(other)}s?[’']?s?\b(?: \w+)? "
            r"(?:opens?|tr(?:y|ies)|visits?|looks?|signs?|logs?|calls?|reads?|sees?|searches|comes?|accounts?|login)\b",
            text,
        )
        for other in others
    )


def find_open_edge_cases(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC007: one finding a story, naming the cases that matter most."""
    del settings
    everywhere = say_everywhere(document)
    judged = [told for told in document.stories if told.criteria][:MOST_STORIES]
    for told in judged:
        said = [say_criteria(other) for other in judged if other is not told]
        usual = list_usual_gaps(say_criteria(told), said, everywhere) if len(judged) > FEWEST_COMPARED else ()
        cases = tuple(dict.fromkeys([*usual, *_open_cases(told, everywhere)]))[:MOST_PER_STORY]
        if cases:
            named = "; ".join(f"{case_id}: {case}" for case_id, case, _ in cases)
            why = (
                f"Nothing here covers {len(cases)} case{'s' if len(cases) > 1 else ''} that such a story usually "
                f"meets ({named})."
            )
            yield report("AC007", told.unit, why=why, suggestion=" ".join(question for _, _, question in cases))


def _open_cases(told: Told, everywhere: str) -> tuple[tuple[str, str, str], ...]:
    """The cases that a story's words call for; one word is enough where its criteria cover little but success."""
    story = f"{told.parts.means} ; {say_criteria(told)}"
    covered = f"{say_criteria(told)} ; {everywhere}"
    thin = sum(is_unhappy(text) for text in list_own(told)) < FEWEST_UNHAPPY
    return _match(story, covered, (told.parts.means,), 2) or (
        _match(story, covered, (told.parts.means,), 1) if thin else ()
    )


@lru_cache(maxsize=512)
def _match(story: str, covered: str, names: tuple[str, ...], fewest: int) -> tuple[tuple[str, str, str], ...]:
    found = match_cases(story, covered=covered, names=names, fewest=fewest)[:MOST_PER_STORY]
    return tuple((match.case.id, match.case.case, match.case.question) for match in found)
