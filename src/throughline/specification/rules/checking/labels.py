"""How the lines of a PRD begin: ids, field names, template stories, the steps of a criterion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from throughline.specification.rules.checking.contracts import UnitKind

_ID = r"(?:[A-Z]{1,8}[-_]?\d{1,5}(?:[.\-]\d{1,4})*[a-z]?)"
_WORDED = (
    r"(?:(?:user\s+|job\s+)?stor(?:y|ies)|source|use\s+case|epic|goal|objective|requirement|criterion|question|risk"
    r"|persona|evidence"
    r"|metric|non-goal|scenario|AC|KR|acceptance\s+criterion)\s*\#?\s?\d{1,4}(?:\.\d{1,4})*"
    r"|(?:goal|objective|outcome|aim)\s+[A-Z](?=[\s.:)])"
    r"|(?:(?:user|job)\s+)?story\s+[A-Z]{1,4}-?\d{1,4}(?:\.\d{1,4})*"
)
_LABEL = re.compile(
    rf"^[\[(]?(?P<label>{_ID}|(?i:{_WORDED}))[\])]?"
    r"(?:\s*(?:[:.)|·]|\s[—–-]|[—–])\s*|\s+\((?:P\d|priority[^)]*|must|should|could|high|medium"
    r"|low)\)\s*[:.—–-]?\s*|\s+\([^()]{1,40}\)\s*[:.—–-]\s*|\s+(?=[A-Z“\"'‘\[(])|$)"
)
WHOLE_ID = re.compile(rf"^[\[(]?{_ID}[\])]?$")
_STRONG = {
    UnitKind.STORY: {"US", "STORY", "USERSTORY", "JS", "UC"},
    UnitKind.CRITERION: {"AC"},
    UnitKind.REQUIREMENT: {"FR", "NFR", "REQ", "BR", "RQ"},
    UnitKind.METRIC: {"SC", "KPI", "KR"},
    UnitKind.NON_GOAL: {"NG", "NONGOAL"},
    UnitKind.QUESTION: {"OQ"},
    UnitKind.EVIDENCE: {"E", "EV", "EVIDENCE"},
}
_KIND_OF = {prefix: kind for kind, prefixes in _STRONG.items() for prefix in prefixes}

_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w’'&/ ().-]{0,48}?)\s*[:：]\s*(?P<rest>.*)$", re.DOTALL)
_FIELDS: tuple[tuple[UnitKind | None, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^(?:{names})$", re.IGNORECASE))
    for kind, names in (
        (
            UnitKind.CRITERION,
            r"acceptance(?: criteri(?:a|on)| tests?| scenarios?)?|acs?|criteria|done when|definition of done|conditions"
            r"|scenarios?|happy path|unhappy paths?|sad path|error (?:cases?|states?)|edge cases?|empty state"
            r"|permissions?"
            r"|checks?|we(?: a|')re done when|success criteria for this story",
        ),
        (UnitKind.NON_GOAL, r"out of scope|not in scope|non-?goals?|excluded|exclusions|not doing|won[’']t do"),
        (UnitKind.METRIC, r"success metrics?|metrics?|kpis?|key results?|measures?(?: of success)?|guardrails?"),
        (UnitKind.GOAL, r"goals?|objectives?|outcomes?"),
        (UnitKind.QUESTION, r"open questions?|questions?"),
        (UnitKind.RISK, r"risks?"),
        (UnitKind.PROBLEM, r"problem(?: statement)?|pain(?: points?)?|why now|background"),
        (UnitKind.EVIDENCE, r"evidence|source|sources|what we heard|research"),
        (
            UnitKind.TECHNICAL,
            r"tech(?:nical)?(?: notes?| considerations?| constraints?| lead| input)?|implementation(?: notes?)?"
            r"|engineering|feasibility|constraints?|architecture|api|dev notes?|developer notes?",
        ),
        (UnitKind.DESIGN, r"design|mock-?ups?|ui|ux|wireframes?|figma|flow"),
        (UnitKind.PERSONA, r"personas?|audience|target users?|actors?|roles?"),
        (
            None,
            r"priority|estimate|size|story points?|points|effort|owner|status|notes?|links?|depends on"
            r"|dependenc(?:y|ies)"
            r"|serves|supports|traces? to|traceability|covers|rests on|why this priority|independent test"
            r"|value|why|what|who"
            r"|when|where|author(?:s)?|created|updated|date|version|input|feature branch|epic|release|sprint"
            r"|assumptions?"
            r"|mitigation|impact|likelihood|phase|labels?|jira|ticket|sign-?off|reviewers?|approvers?|team"
            r"|context|summary"
            r"|review(?: date)?|launch(?: date)?|tl;?dr|title|id|situation|purpose|feature|rule|background"
            r"|decision|reason|because",
        ),
    )
)
_STORY = re.compile(
    r"(?:^|(?<=[.:–—|·] )|(?<=- ))(?P<story>(?:in order to [^.]{3,160}?,? )?"
    r"as (?!a (?:result|consequence|whole|matter|rule|start|first|next)\b)(?:an?|the|our|any|every|another"
    r"|one of)?\s?[^,:;.]{2,90}?(?:, [^,:;.]{2,60}?)?,?:?\s+"
    r"(?:i|we|they)(?:['’]d|['’]ll)?\s*(?:also |really |only |just |still |often |sometimes )?"
    r"(?:want|wants|need|needs|would|wish|can(?:not)?|could|should|must|am|will|expect|have|like|do|don[’']t"
    r"|shall|may|prefer|get|see)\b"
    r"|when(?:ever)? [^.]{3,220}?, (?:i|we) (?:want|need|would like|wish)\b"
    r"|i, as an? [^,]{2,60}, (?:want|need|would)\b|in order to [^.]{3,200}?,? (?:i|we) (?:want|need)\b"
    r"|i (?:want|need|would like|['’]d like|wish) (?:to |a |an |the ))",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"^[“\"']?(?P<word>given|when|then|and|but|while|if|where|scenario(?: outline)?(?=[:\s]*\S)|examples?(?=:)"
    r"|background(?=:)|rule(?=:))\b"
    r"\s*(?::\s*)?",
    re.IGNORECASE,
)
_WHOLE_STEPS = re.compile(r"\bgiven\b.*\bthen\b|\bwhen\b.*\bthen\b|\bgiven\b.*\bwhen\b", re.IGNORECASE | re.DOTALL)
_EARS = re.compile(r"^(?:when|while|if|where)\b.{3,}?\b(?:shall|must|will)\b", re.IGNORECASE | re.DOTALL)


def find_label(text: str) -> tuple[str, int]:
    """The id or numbered name that `text` begins with, and where what follows it begins; ("", 0) without one."""
    match = _LABEL.match(text)
    return (match["label"], match.end()) if match else ("", 0)


def kind_of_label(label: str) -> UnitKind | None:
    """What an id's letters say it names, where they say it plainly: "FR-003", not "R3"."""
    if re.match(r"(?:(?:user|job)\s*)?story\b", label, re.IGNORECASE):
        return UnitKind.STORY
    prefix = re.match(r"[A-Za-z ]+", label)
    return _KIND_OF.get(prefix[0].replace(" ", "").upper()) if prefix else None


def tidy_label(label: str) -> str:
    """A label as others may refer to it: "Story 3" and "S3" both stay as they are, in capitals, without spaces."""
    return re.sub(r"\s+", "", label).upper().rstrip(".")


_TOLD_AS = re.compile(r"^(?:user |job |customer )?(?:story|stories|need)\s*[:—–]\s+(?=\S)", re.IGNORECASE)


def find_named_story(text: str) -> int:
    """Where a story begins that its line calls one, "User story: …"; 0 for none."""
    match = _TOLD_AS.match(text)
    return match.end() if match else 0


def read_field(text: str) -> tuple[UnitKind | None, str, int] | None:
    """The kind, the name and where the rest begins, where `text` begins with the known name of a field."""
    match = _FIELD.match(text)
    if not match:
        return None
    name = match["name"].strip()
    for kind, pattern in _FIELDS:
        if pattern.match(name):
            return kind, name.lower(), match.start("rest")
    return None


def find_story(text: str) -> int | None:
    """Where a story in template form begins in `text`: at its start, or after a title; else None."""
    match = _STORY.search(text[:400])
    return match.start("story") if match else None


def first_step(text: str) -> str:
    """The keyword of a criterion's step that `text` begins with, in small letters, or an empty string."""
    match = _STEP.match(text)
    return match["word"].lower() if match else ""


def has_steps(text: str) -> bool:
    """Whether a condition and a result stand in one text."""
    return bool(_WHOLE_STEPS.search(text)) and first_step(text) in {"given", "when", "if", "while", "scenario", "where"}


def is_ears(text: str) -> bool:
    """Whether it is a requirement in the EARS form: "WHEN …, THE SYSTEM SHALL …"."""
    return bool(_EARS.match(text))


def find_items(lines: Sequence[str]) -> Mapping[int, int]:
    """The lines of a paragraph that are items of a list which Markdown does not know, and where their words begin.

    Such lists go "a." "b.", "(1)" "(2)", "1:" "2:" from the first on, or begin each line with a mark like "•". One
    line is none.
    """
    found = {place: mark for place, line in enumerate(lines) if (mark := _ITEM.match(line))}
    counted = [mark["count"] for mark in found.values()]
    goes_on = not any(counted) or counted in (list(ascii_lowercase[: len(counted)]), _count_up(len(counted)))
    return {place: mark.end() for place, mark in found.items()} if len(found) > 1 and goes_on else {}


def _count_up(to: int) -> list[str]:
    return [str(number) for number in range(1, to + 1)]


_ITEM = re.compile(r"(?:[•▪◦‣●○☐✓✔➢]\s*|\(?(?P<count>[a-z]|\d{1,2})[.):]\s+)(?=\S)")
