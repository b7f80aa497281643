"""What kind of story it is: by the verb first, unless the thing says more than a verb as light as "see"."""

from __future__ import annotations

import re

from throughline.specification.rules.objects import is_plural
from throughline.specification.rules.stories.contracts import Kind
from throughline.specification.rules.stories.verbs import LIGHT, kind_of_verb

_BY_THING: tuple[tuple[Kind, str], ...] = (
    (Kind.AUTH, r"log-?in|sign-?in|sign-?up|single sign-?on|sso|password|passcode|authentication|two-factor|2fa"),
    (
        Kind.DASHBOARD,
        r"dashboard|overview|analytics|statistics|stats|metrics?|charts?|graphs?|trends?|kpis?|reports?|scorecard"
        r"|heat ?map",
    ),
    (
        Kind.NOTIFY,
        r"notifications?|alerts?|reminders?|newsletters?|digests?|push messages?|updates|warnings?|e-?mails?|texts?|sms"
        r"|pings?",
    ),
    (
        Kind.SETTINGS,
        r"settings?|preferences?|permissions?|configuration|options|defaults?|access rights|privacy|roles?"
        r"|integrations?|connections?|connectors?",
    ),
    (Kind.SEARCH, r"search|filters?|autocomplete|search results"),
    (Kind.CHAT, r"chat|messages?|conversations?|comments?|repl(?:y|ies)|threads?|discussions?|forum"),
    (Kind.PAY, r"payments?|checkout|refunds?|subscription plan|basket|cart|donations?"),
    (Kind.UPLOAD, r"uploads?|imports?|attachments?"),
    (Kind.EXPORT, r"exports?|downloads?|print-?out|backups?|pdf|csv"),
    (Kind.APPROVE, r"approvals?|sign-?off"),
    (
        Kind.LIST,
        r"list|lists|inbox|calendar|catalogue?|directory|queue|feed|timeline|schedule|history|backlog|leaderboard|agenda|index|log",
    ),
    (Kind.FORM, r"form|survey|questionnaire|wizard|editor|template"),
)
_THINGS = tuple((kind, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for kind, words in _BY_THING)
_FILE = re.compile(
    r"(?<!\w)(?:files?|photos?|pictures?|images?|videos?|attachments?|documents?|csv|spreadsheet|avatar|logo|scans?)$",
    re.IGNORECASE,
)
_SEES = frozenset(
    {"see", "view", "show", "display", "check", "know", "get", "have", "access", "find", "open", "look", "read"}
)
_MANY = re.compile(
    r"(?:\ball\b|\blist of\b|\bwhich\b|\bhow many\b|\bevery\b|\bhistory\b|\bupcoming\b|\brecent\b)", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?:be|get)\s+(?:automatically\s+|immediately\s+|always\s+)?(?:notified|alerted|reminded|warned|told|informed|called|texted|e?mailed|messaged|pinged"
    r"|phoned|paged|woken|contacted)\b|(?:get|receive|have)\s+(?:an?\s+|the\s+|my\s+)?(?:\w+\s+)?(?:alerts?|notifications?|reminders?|push\w*"
    r"|e-?mails?|messages?|texts?|calls?|digest|newsletter)\b",
    re.IGNORECASE,
)
_GLANCE = re.compile(
    r"\bat a glance\b|\b(?:state|status|health) of (?:all|every|my|our)\b|\bhow (?:well|much|many|far|full|busy)\b",
    re.IGNORECASE,
)
_GETS_TOLD = frozenset({"receive", "get", "have", "want", "need", ""})
_NAMED_BY_THING = frozenset(
    {"manage", "change", "edit", "update", "reset", "add", "leave", "post", "send", "write", "set"}
)
_REQUESTS = re.compile(
    r"(?:requests?|applications?|claims?|submissions?|timesheets?|expenses?|proposals?|orders?|changes?|entries)$",
    re.IGNORECASE,
)


def tell_kind(means: str, *, verb: str, particle: str, entity: str, does: bool) -> Kind | None:
    """The kind of a story, or None where neither its verb nor its thing tells."""
    if does and _TOLD.match(means):
        return Kind.NOTIFY
    exact = _by_pair(verb, particle, entity)
    if exact:
        return exact
    by_thing = _by_thing(entity) if not verb or verb in LIGHT | _NAMED_BY_THING else None
    if by_thing and _fits(by_thing, verb):
        return by_thing
    if verb in _SEES and _GLANCE.search(means):
        return Kind.DASHBOARD
    if verb in _SEES and entity and is_plural(entity):
        return Kind.SEARCH if verb == "find" else Kind.LIST
    if verb in _SEES and _MANY.search(means):
        return Kind.SEARCH if verb == "find" else Kind.LIST
    told = kind_of_verb(verb, particle)
    return told or (_by_head(means) if not does else Kind.DETAIL if verb in _SEES else None)


def _by_pair(verb: str, particle: str, entity: str) -> Kind | None:
    """Pairs that mean something else together than the verb does alone."""
    if verb == "register" and (not entity or re.search(r"account|myself|e-?mail|phone number", entity, re.IGNORECASE)):
        return Kind.AUTH
    if verb in {"create", "open"} and re.search(r"(?:^|user |own )account$", entity, re.IGNORECASE):
        return Kind.AUTH
    if verb in {"add", "choose", "change", "replace", "send", "submit", "set"} and _FILE.search(entity):
        return Kind.UPLOAD
    if verb in {"review", "process"} and _REQUESTS.search(entity):
        return Kind.APPROVE
    if (
        verb == "sign"
        and particle == "up"
        and entity
        and not re.search(r"account|mail|password|sso|google", entity, re.IGNORECASE)
    ):
        return Kind.FORM
    if verb == "close" and entity.lower().endswith("account"):
        return Kind.DELETE
    if verb == "log" and not particle:
        return Kind.FORM
    return None


def _by_thing(entity: str) -> Kind | None:
    """The last word says what a thing is, then the last two: notification preferences are preferences."""
    words = entity.split()
    for tail in (" ".join(words[-1:]), " ".join(words[-2:])):
        found = next((kind for kind, pattern in _THINGS if pattern.search(tail)), None)
        if found:
            return found
    return None


def _fits(kind: Kind, verb: str) -> bool:
    """Whether the thing may overrule the verb: mail that is seen is a list, mail that is received is news."""
    if kind is Kind.NOTIFY:
        return verb in _GETS_TOLD | {"send"}
    if kind is Kind.SETTINGS:
        return verb in {"", "have", "change", "edit", "update", "manage", "set", "access", "see", "view", "get"}
    if kind in {Kind.CHAT, Kind.PAY}:
        return verb not in {"see", "view", "know", "edit", "show", "display", "update", "change", "manage"}
    if kind in {Kind.DASHBOARD, Kind.LIST}:
        return verb not in {
            "create",
            "add",
            "edit",
            "update",
            "change",
            "post",
            "send",
            "write",
            "leave",
            "set",
            "receive",
            "make",
            "give",
        }
    if kind in {Kind.EXPORT, Kind.UPLOAD, Kind.SEARCH, Kind.APPROVE, Kind.FORM}:
        return verb in {"", "have", "get", "use", "want", "need", "make", "do", "create", "generate", "access", "open"}
    return True


def _by_head(means: str) -> Kind | None:
    """A thing wanted without a verb, or a bare title: whichever kind its words name."""
    return next((kind for kind, words in _THINGS if words.search(means)), None)
