"""What the columns of a spreadsheet of ideas are called, and which row is its header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.strategy.rules.ranking.contracts import CONFIDENCE, EASE, EFFORT, IMPACT, REACH, VALUE

NAME, MOSCOW, SOURCE = "idea", "moscow", "source"
LOW, BEST, HIGH = "low", "best", "high"
_PEOPLE = "users?|customers?|accounts?|people|persons?|clients?|companies|visitors?|sessions?"
_PATTERNS: Mapping[str, str] = {
    REACH: rf"reach|(?:estimated |total |monthly |quarterly )?(?:{_PEOPLE}) (?:reached|affected|impacted|touched)"
    rf"|audience|(?:number|no|#|count) of (?:{_PEOPLE})|reichweite|portee|portée|alcance|portata|users|r",
    IMPACT: r"impact(?: per (?:user|customer|person))?|benefit|effect|wirkung|auswirkung|impacto|impatto|i",
    CONFIDENCE: r"confidence(?: level)?|conf|certainty|sicherheit|vertrauen|konfidenz|confiance|confianza|fiducia|c",
    EFFORT: r"efforts?|aufwand|esfuerzo|sforzo|cost of delivery|(?:dev|eng|engineering|development|build)"
    r"(?: effort| time| cost| weeks| days)?|(?:person|man|dev|eng)[ -]?(?:hours|days|weeks|months)|story ?points|points"
    r"|(?:t ?-?shirt )?size|complexity|workload|time to build|cost|e",
    EASE: r"ease(?: of (?:implementation|delivery|building|build))?|simplicity|einfachheit|facilité|facilidad",
    VALUE: r"(?:business |customer |user )?value|worth|gain|wert|nutzen|valeur|valor|valore",
    NAME: r"(?:(?:product|feature|project) )?(?:idea|feature|bet|initiative|opportunity|project|item|epic|story|task"
    r"|proposal|experiment|hypothesis|solution|request|name|title|idee|titel|nom|titre|nombre|título|thema)s?"
    r"(?: name| title)?|what|summary|description|candidate|backlog item",
    MOSCOW: r"moscow(?: class| priority| category)?|must should could(?: won ?'?t)?|priority|prio",
    SOURCE: r"sources?|(?:requested|asked|suggested|raised|proposed|submitted) by|requester|requestor|origin|from"
    r"|champion|stakeholder|evidence",
}
_PARTS: Mapping[str, str] = {
    LOW: r"low(?:er)?(?: end| bound)?|min(?:imum)?|from|least|p0?5|p10|worst",
    BEST: r"best(?: guess)?|likely|most likely|mid(?:dle)?|expected|median|mode|p50",
    HIGH: r"high(?:er)?(?: end| bound)?|max(?:imum)?|to|most|upper|p90|p95",
}
_NOISE = re.compile(r"\b(?:score|estimated?|est|rating|ranking|points|value|range|factor|\d+ ?(?:to|-|–) ?\d+)\b")
_WORDY = frozenset({"what", "summary", "description", "candidate", "hypothesis"})
"""Names for whole sentences: an idea is called by another column where there is one."""
_FEW_HEADERS = 2
_SEARCHED = 15


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is taken for (empty for a column of its own), which end of a range it holds, its unit."""

    place: int
    text: str
    role: str = ""
    part: str = ""
    unit: str = ""


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the first row that names two columns or more that ranking knows; None where none does."""
    for place, cells in enumerate(rows[:_SEARCHED]):
        named = {role for cell in cells if (role := name_role(cell)[0]) and len(cell.split()) <= 8}
        if len(named) >= _FEW_HEADERS and named - {NAME, MOSCOW, SOURCE}:
            return place
    return None


def read_headings(cells: Sequence[str]) -> tuple[Heading, ...]:
    """What each column is taken for. Where two could be the same, the plainer name is, then the one further left."""
    found = [_read_heading(place, cell) for place, cell in enumerate(cells)]
    best: dict[tuple[str, str], Heading] = {}
    for heading in sorted(found, key=_rate_plainness):
        if heading.role:
            best.setdefault((heading.role, heading.part), heading)
    kept = {heading.place for heading in best.values()}
    return tuple(h if h.place in kept else Heading(h.place, h.text, unit=h.unit) for h in found)


def name_role(text: str) -> tuple[str, str]:
    """The role and the end of a range that a header names; both empty where it names none."""
    plain = _normalise(text)
    for tried in (plain, _squeeze(_NOISE.sub(" ", plain))):
        if role := _match(tried):
            return role, ""
    for part, words in _PARTS.items():
        found = re.fullmatch(rf"(?P<a>.+) (?:{words})|(?:{words}) (?P<b>.+)", plain)
        if found and (role := _match(_squeeze(_NOISE.sub(" ", found["a"] or found["b"])))):
            return role, part
    return "", ""


def _read_heading(place: int, cell: str) -> Heading:
    role, part = name_role(cell)
    unit = " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", cell)) or _find_tail(cell)
    return Heading(place, " ".join(cell.split()) or f"column {place + 1}", role, part, unit)


def _find_tail(cell: str) -> str:
    found = re.search(r"(?:/|\bper\b|\bin\b)\s*.+$|%|\b[\w-]*(?:hours|days|weeks|months)\b", cell, re.IGNORECASE)
    return re.sub(r"^in\s+", "", found[0], flags=re.IGNORECASE) if found else ""


def _rate_plainness(heading: Heading) -> tuple[int, int]:
    plain = _normalise(heading.text)
    return (0 if plain == heading.role else 2 if plain in _WORDY else 1, heading.place)


def _normalise(text: str) -> str:
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", text.casefold())
    bare = re.sub(r"\s*/\s*\w.*$|\b(?:per|in)\s+\w.*$|[%:*?]", " ", bare)
    return _squeeze(re.sub(r"[_\-.]+", " ", bare))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _match(plain: str) -> str:
    return next((role for role, words in _PATTERNS.items() if re.fullmatch(words, plain)), "")
