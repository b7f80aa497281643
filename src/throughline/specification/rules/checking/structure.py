"""DO001 to DO005, OV005: what a PRD as a whole must hold; and a problem that is stated as a missing solution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from throughline.grounding.dates import Day, find_days
from throughline.specification.rules.checking.catalogue import report, report_house
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.matching import word_list
from throughline.specification.rules.checking.measures import has_date
from throughline.specification.rules.checking.owners import names_owner
from throughline.specification.rules.checking.rewriting import quote

REVIEW_DAYS = 90
LEEWAY_DAYS = 14
_NOTHING = re.compile(r"^\W*(?:n/?a|none|nothing|tb[dca]|todo|-+|no non-goals?|not applicable|to be (?:decided|defined)|empty)\W*$", re.IGNORECASE)
_EXCLUDES = re.compile(r"\b(?:out of scope|not in scope|non-?goals?)\b\s*:?\s*\S+\s+\S+|\bwe (?:will not|won[’']t|are not going to|do not) (?:build|support|change|add|cover|do|offer|include|handle)\b|\b(?:is|are) out of scope\b|\bnot part of (?:this|the) (?:release|project|feature)", re.IGNORECASE)
_CITES = re.compile(r"\[\^[^\]\s]+\]|\[(?:ev|e|t|r|q|s|f|i|d|n|src|ref)?[-_ ]?\d+[\d,;\s\w–-]*\]|\((?:ev|e|t|r|src|ref|see)[-_ ]?\d+[^)]*\)|\]\(\s*(?:https?:|\.|/|#)|https?://|\[[A-Z]{1,4}-?\d+(?:\s*[,;]\s*[A-Z]{0,4}-?\d+)*\]|\[[QNI](?:[, ]+[QNI])*(?:\s+r\d+)?\]|\[[A-Za-z][\w -]{2,40},? (?:19|20)\d\d\]|\(E\d+", re.IGNORECASE)


def find_missing_non_goals(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO001, once."""
    del settings
    items = [u for u in document.of(UnitKind.NON_GOAL) if not _NOTHING.match(u.text) and len(u.text.split()) > 1]
    if items or any(_EXCLUDES.search(unit.text) for unit in document.units):
        return
    headed = any(section.kind is UnitKind.NON_GOAL for section in document.sections)
    why = "The section for what is left out holds nothing concrete, so everything may creep in." if headed else ""
    yield report_house("DO001", why=why, suggestion=quote("Not in this release: [what people will ask for and will not get]."))


def find_unsupported_problem(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO002, once."""
    del settings
    units = document.of(UnitKind.PROBLEM)
    if any(_CITES.search(line) for line in _lines_of(units, document)):
        return
    if any(section.kind is UnitKind.PROBLEM for section in document.sections) or units:
        yield report_house("DO002", suggestion=quote("[How many of how many] [whom] [did what] [E1]."))
    elif document.stories or document.of(UnitKind.GOAL, UnitKind.REQUIREMENT):
        why = "The document names no problem and no evidence for one: a reader cannot tell why this is built."
        yield report_house("DO002", why=why, suggestion=quote("[How many of how many] [whom] [did what] [E1]."))


def _lines_of(units: tuple[Unit, ...], document: Document) -> Iterator[str]:
    """The lines of the file that the units stand in, as they are written: links are seen there."""
    for unit in units:
        lines = {spot.line for spot in unit.plain.spots}
        yield from (document.lines[line - 1] for line in lines if line <= len(document.lines))


_ENGINEER = re.compile(
    r"(?:^|[|·•;,.(\n]\s*|\*\*)\s*(?:tech(?:nical)?[ _-]?lead|lead[ _-]engineer|engineering(?:[ _-](?:lead|manager|owner|contact|input|partner|dri|notes? by))?|eng(?:ineering)?[ _-]lead|tl|em|engineer(?:\(s\)|s)?|architect|dev(?:elopment)?[ _-]lead|tech(?:nical)?[ _-](?:owner|input|review(?:er)?|contact|note by)|feasibility(?: by| checked by)?)\s*(?:\*\*)?\s*[:|=–—-]+\s*(?:\*\*)?\s*(?P<who>[^\n|·•]*?)(?=\s*(?:\n|\||·|•|$)|[.;]\s+(?:\*\*)?[A-Z][\w -]{2,30}:)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w.])(?:@[\w-]{2,}|[A-Z][a-zà-öø-ÿ’'-]+(?:\s+(?:de|van|von|der|den|da|di|del|el|al|ten|la|le|bin)\b)*(?:\s+[A-Z][\w’'-]*\.?)*|[A-Z]\.\s?[A-Z][\w’'-]+)")
_NO_ONE = re.compile(r"^\W*(?:tb[dca]|todo|none|n/?a|nobody(?: invited)?(?: yet)?|unassigned|open|\?+|-+|–|—|to be .*|not yet.*|engineering.?s to write.*|\[[^\]]*\])?\W*$", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*$|^(?:The|We|It|This|In|On|At|If|When|Risk|Risks|Estimate|Uses?|No|A|An|For|From|All|API|Step|Existing|Launch|Review|Engineering|Empty|Start|Note|Our|Each|Every|There|That|TBD|TBC)$")
_SUBSTANCE = re.compile(r"\brisk|\bestimate|\bneeds?\b|\bcosts?\b|\blimit|\bconstraint|\bmust\b|\bcannot\b|\ballows?\b|\bweeks?\b|\bsprints?\b|\bdays?\b|\bfeasib|\bdepends?\b|\balready\b|\bslow|\bsafe|\bblock|\bcapacity|\bmigrat|\bqueue|\bcap\b|\bmax|\bmin\b|\bload|\blatency|\d", re.IGNORECASE)


def find_missing_engineer(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO003, once."""
    del settings
    fields = list(_list_engineer_fields(document))
    blank = bool(fields) and not any(_names(field) for field in fields)
    notes = [*fields, *(unit.text for unit in document.of(UnitKind.TECHNICAL))]
    author = document.front.get("owner") or document.front.get("author") or ""
    dated = [note for note in notes if _names(note) and has_date(note) and _SUBSTANCE.search(note) and len(note.split()) > 5]
    if dated and not blank and not all(author and _same_person(author, note) for note in dated):
        return
    why = "The engineer's field is empty: nobody has said what is feasible, risky or costly." if blank else ""
    yield report_house("DO003", why=why, suggestion=quote("Tech lead: [name], [date]: [what it needs], [risk or estimate]."))


def _list_engineer_fields(document: Document) -> Iterator[str]:
    for key, value in document.front.items():
        if re.fullmatch(r"tech(?:nical)?[ _-]?lead|engineering(?:[ _-]lead)?|eng[ _-]?lead|engineer|lead[ _-]?engineer|tl", key):
            yield value
    for unit in document.units:
        row = list(unit.cells.values())
        told = f"{row[0].text}: {' '.join(cell.text for cell in row[1:])}" if len(row) > 1 else unit.text
        yield from (match["who"] for match in _ENGINEER.finditer(told))


def _names(text: str) -> bool:
    """Whether somebody is named in it."""
    if _NO_ONE.match(text):
        return False
    return any(not _NO_NAME.match(match[0].split()[0]) for match in _NAME.finditer(text))


def _same_person(author: str, note: str) -> bool:
    first = author.split()[0].strip(",.@")
    return len(first) > 1 and re.search(rf"\b{re.escape(first)}\b", note) is not None


_REVIEW = re.compile(r"(?:\b(?:90|ninety)[\s-]*days?\b[^.\n|]{0,20}|\b(?:outcome|impact|post-?launch|results?|follow-up|success)[\s-]*)?\breview(?:ed)?(?:[ _]?(?:date|day|on|by|meeting))*\b(?!er|ers|s\b)[^\n.|·;]{0,40}", re.IGNORECASE)
_LAUNCH = re.compile(r"\b(?:launch(?:es|ed)?|go-?live|release|ship|ga|rollout)(?:[ _]?(?:date|day|on|by))*\b[^\n.|·;]{0,25}", re.IGNORECASE)
_RELATIVE = re.compile(r"launch(?: date)?\s*\+\s*(?:90|three months|3 months)|(?:90|ninety) days (?:after|from|post) (?:the )?(?:launch|release|go-?live)|(?:three|3) months (?:after|from|post) (?:the )?(?:launch|release|go-?live)", re.IGNORECASE)


def find_missing_review(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO004, once: no review day, or one that is not about 90 days after the launch."""
    del settings
    texts = [*_fields(document), *(unit.text for unit in document.units)]
    booked = any(_RELATIVE.search(text) and re.search(r"review|look back|outcome", text, re.IGNORECASE) for text in texts)
    reviews = [day for text in texts for day in _days_behind(text, _REVIEW)]
    launches = [day for text in texts for day in _days_behind(text, _LAUNCH)]
    apart = _days_apart(launches, reviews)
    if (booked or reviews) and (apart is None or abs(apart - REVIEW_DAYS) <= LEEWAY_DAYS):
        return
    why = f"The review stands {apart} days after the launch; 90 days are long enough to see and short enough to act." if apart is not None else ""
    yield report_house("DO004", why=why, suggestion=quote("90-day review: [launch date + 90 days]."))


def _fields(document: Document) -> Iterator[str]:
    """Front matter and the two cells of a row as one line each, so that a name and its value stand together."""
    yield from (f"{key.replace('_', ' ').replace('-', ' ')}: {value}" for key, value in document.front.items())
    for unit in document.units:
        cells = [cell.text for cell in unit.cells.values()]
        if len(cells) == 2:
            yield f"{cells[0]}: {cells[1]}"


def _days_behind(text: str, name: re.Pattern[str]) -> Iterator[Day]:
    """The days that stand behind a name: "Review: 12 Aug 2025"."""
    for match in name.finditer(text):
        tail = text[match.start() : match.end() + 25]
        days = find_days(tail)
        if days and days[0].start <= len(match[0]) + 2:
            yield days[0]


def _days_apart(launches: list[Day], reviews: list[Day]) -> int | None:
    """Days from the first launch to the nearest review, where both are whole dates."""
    starts, ends = [d for d in map(_whole, launches) if d], [d for d in map(_whole, reviews) if d]
    if not starts or not ends:
        return None
    return min(((end - start).days for start in starts for end in ends), key=lambda days: abs(days - REVIEW_DAYS))


def _whole(day: Day) -> date | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


_ANSWERED = re.compile(r"\b(?:answer(?:ed)?|resolved|decided|decision|closed|settled)\b\s*[:—–-]|^(?:resolved|answered|closed|done)\b|✅|\[x\]", re.IGNORECASE)


def find_unowned_questions(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO005: said once where no question of several has an owner."""
    del settings
    questions = [u for u in document.of(UnitKind.QUESTION) if len(u.text.split()) >= 3 and not u.quoted and not _ANSWERED.search(u.text)]
    questions = [u for u in questions if u.depth <= 1]
    unowned = [unit for unit in questions if not names_owner(unit)]
    if len(unowned) == len(questions) >= 2:
        why = f"None of the {len(unowned)} open questions names who answers it, so whoever codes first will."
        yield report("DO005", unowned[0], why=why, suggestion=_ask(unowned[0]), related=[unit.line for unit in unowned[1:]])
        return
    for unit in unowned:
        yield report("DO005", unit, suggestion=_ask(unit))


def _ask(unit: Unit) -> str:
    return quote(f"{unit.text.split(' | ')[0].rstrip()} ([who answers], [by when])")


@lru_cache(maxsize=1)
def _missing_solution() -> re.Pattern[str]:
    nouns = "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in word_list("check_words", "solution_nouns")), key=lambda w: -len(w)))
    thing = rf"(?:(?!and\b|or\b|to\b|that\b|for\b|of\b|way\b|idea\b|reason\b|evidence\b)[\w'’/&-]+\s+){{0,4}}?(?:{nouns})(?![\w-])"
    who = r"(?:we|users|customers|people|they|clients|teams|our \w+|the (?:\w+ )?(?:product|app|system|site|platform|team|tool)|[A-Z]\w+)"
    return re.compile(
        rf"\b(?:we|users|customers|they|teams|people) (?:really |urgently |badly |just |also )?needs? (?:an?|the|to (?:build|add|have|implement|create|introduce|offer|provide|develop|launch|ship|integrate|get))\b[^.]{{0,60}}"
        rf"|\b(?:lack|lacks|lacked|lacking|absence|missing)(?:\s+(?:of|for))?\s+(?:an?\s+|any\s+|the\s+|our\s+)?{thing}"
        rf"|\bthere(?:\s+is|\s+are|[’']s)\s+(?:currently\s+|still\s+|today\s+)?(?:no|not an?|not any|isn[’']t an?)\s+{thing}|\bthere\s+(?:isn[’']t|aren[’']t)\s+(?:an?|any)\s+{thing}"
        rf"|\b{who}\s+(?:currently\s+|still\s+|today\s+)?(?:(?:has|have|had|offers?|provides?)\s+no|(?:do(?:es)?\s+not|do(?:es)?n[’']t)\s+(?:have|offer|provide|support|include)\s+(?:an?\s+|any\s+|the\s+)?)\s*{thing}"
        rf"|\bno\s+{thing}\s+(?:exists?|is available|is offered|today)\b|\bwithout\s+(?:an?|any)\s+{thing}[^.]{{0,10}}(?:users|customers|people|we)\b",
        re.IGNORECASE,
    )


def find_solution_problems(document: Document, settings: Settings) -> Iterator[Finding]:
    """OV005: "we have no chatbot" is no problem but a solution; a sentence that cites evidence is let be."""
    del settings
    from throughline.specification.rules.checking.rewriting import sentence_at

    for unit in document.of(UnitKind.PROBLEM):
        for match in _missing_solution().finditer(unit.bare):
            start, end = sentence_at(unit, match.start())
            if _CITES.search(unit.text[start:end]):
                continue
            better = quote("[How many of whom] [do what instead today, and what it costs them] [E1].")
            yield report("OV005", unit, match.start(), match.end(), suggestion=f"Say what people do without it: {better}")
            break
