"""DO003: an engineer is named, with a day and what they found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report_house
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, UnitKind
from throughline.specification.rules.checking.measures import blank_dates, has_date
from throughline.specification.rules.checking.rewriting import quote

_ENGINEER = re.compile(
    r"(?:^|[|·•;,.(\n]\s*|\*\*)\s*(?:tech(?:nical)?[ _-]?lead|lead[ _-]engineer|engineering(?:[ _-](?:lead"
    r"|manager|owner|contact|input|partner|dri|notes? by))?|eng(?:ineering)?[ _-]lead|tl|em|engineer(?:\(s\)"
    r"|s)?|architect|dev(?:elopment)?[ _-]lead|tech(?:nical)?[ _-](?:owner|input|review(?:er)?|contact"
    r"|note by)|feasibility(?: by| checked by)?)\s*(?:\*\*)?\s*[:|=–—-]+\s*(?:\*\*)?\s*(?P<who>[^\n"
    r"|·•]*?)(?=\s*(?:\n|\||·|•|$)|[.;]\s+(?:\*\*)?[A-Z][\w -]{2,30}:)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![\w.])(?:@[\w-]{2,}|[A-Z][a-zà-öø-ÿ’'-]+(?:\s+(?:de|van|von|der|den|da|di|del|el|al|ten|la|le"
    r"|bin)\b)*(?:\s+[A-Z][\w’'-]*\.?)*|[A-Z]\.\s?[A-Z][\w’'-]+)"
)
_NO_ONE = re.compile(
    r"^\W*(?:tb[dca]|todo|none|n/?a|nobody(?: invited)?(?: yet)?|unassigned|open|\?+|-+|–|—|to be .*|not yet.*"
    r"|engineering.?s to write.*|\[[^\]]*\])?\W*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:Jan(?:uary)?|Feb(?:ruary)?|March|Mar|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)$|^(?:The|We"
    r"|It"
    r"|This|In|On|At|If|When|Risk|Risks|Estimate|Uses?|No|A|An|For|From|All|API|Step|Existing|Launch|Review"
    r"|Engineering|Empty|Start|Note|Our|Each|Every|There|That|TBD|TBC)$"
)
_SUBSTANCE = re.compile(
    r"\brisk|\bestimate|\bneeds?\b|\bcosts?\b|\blimit|\bconstraint|\bmust\b|\bcannot\b|\ballows?\b|\bweeks?\b"
    r"|\bsprints?\b|\bdays?\b|\bfeasib|\bdepends?\b|\balready\b|\bslow|\bsafe|\bblock|\bcapacity|\bmigrat"
    r"|\bqueue|\bcap\b|\bmax|\bmin\b|\bload|\blatency|\d",
    re.IGNORECASE,
)


def find_missing_engineer(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO003, once."""
    del settings
    fields = list(_list_engineer_fields(document))
    blank = bool(fields) and not any(_names(field) for field in fields)
    notes = [*fields, *(unit.text for unit in document.of(UnitKind.TECHNICAL)), *_list_signed(document)]
    author = document.front.get("owner") or document.front.get("author") or ""
    dated = [
        note
        for note in notes
        if _names(note) and has_date(note) and _SUBSTANCE.search(blank_dates(note)) and len(note.split()) > 5
    ]
    if dated and not blank and not all(author and _same_person(author, note) for note in dated):
        return
    why = "The engineer's field is empty: nobody has said what is feasible, risky or costly." if blank else ""
    yield report_house(
        "DO003", why=why, suggestion=quote("Tech lead: [name], [date]: [what it needs], [risk or estimate].")
    )


_ASIDE = frozenset({UnitKind.EVIDENCE, UnitKind.QUESTION, UnitKind.PROBLEM, UnitKind.STORY, UnitKind.CRITERION})
_SIGNED = re.compile(
    rf"^(?:{_NAME.pattern})(?:\s*\([^()]{{2,40}}\))?(?:,\s*(?:an?\s+|the\s+"
    rf"|our\s+)?[a-z][\w -]{{2,30}})?,?\s+(?:on |of )?(?=\d{{4}}-\d|\d{{1,2}}\.? [A-Z]|[A-Z][a-z]{{2,8}}\.? \d)"
    r"[\w .,-]{4,20}?(?:\)|:|–|—|\.\s|,? (?:says?|said|writes?|wrote|notes?|noted)\b)"
)


_BUILT = re.compile(
    r"engineer|tech|design notes|platform|architect|feasib|build|develop|infra|programm|\bdev\b", re.IGNORECASE
)


def _list_signed(document: Document) -> Iterator[str]:
    """Notes that begin with a name and a day, under a heading that speaks of how it is built."""
    for unit in document.units:
        if unit.kind in _ASIDE:
            continue
        signed = _SIGNED.match(unit.text[len(unit.lead) :].lstrip(" ?:.") if unit.lead else unit.text)
        if signed and (_BUILT.search(f"{unit.section.title} ; {unit.lead} ; {signed[0]}")):
            yield unit.text


def _list_engineer_fields(document: Document) -> Iterator[str]:
    for key, value in document.front.items():
        if re.fullmatch(
            r"tech(?:nical)?[ _-]?lead|engineering(?:[ _-]lead)?|eng[ _-]?lead|engineer|lead[ _-]?engineer|tl", key
        ):
            yield value
    for unit in document.units:
        row = list(unit.cells.values())
        told = f"{row[0].text}: {' '.join(cell.text for cell in row[1:])}" if len(row) > 1 else unit.text
        yield from (match["who"] for match in _ENGINEER.finditer(told))


def _names(text: str) -> bool:
    """Whether somebody is named in it."""
    if (
        _NO_ONE.match(text.split(". ")[0])
        or re.match(r"\s*[-–—?]+\s*[.;,|]", text)
        or text.lstrip().startswith((".", ";", ","))
    ):
        return False
    return any(not _NO_NAME.match(match[0].split()[0]) for match in _NAME.finditer(text))


def _same_person(author: str, note: str) -> bool:
    first = author.split()[0].strip(",.@")
    return len(first) > 1 and re.search(rf"\b{re.escape(first)}\b", note) is not None
