"""What a table's rows are: stories, criteria, requirements, metrics, questions, by their columns and their section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from throughline.specification.rules.checking.blocks import Block
from throughline.specification.rules.checking.contracts import Plain, Section, UnitKind
from throughline.specification.rules.checking.labels import WHOLE_ID, find_label, find_story, kind_of_label, tidy_label
from throughline.specification.rules.checking.plain import join_plains

COLUMNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"^(?:{words})$", re.IGNORECASE)
    for name, words in {
        "id": r"id|#|no\.?|nr\.?|number|ref|key|fr|req(?:uirement)? id|story id",
        "role": r"as an?|role|persona|actor|user|who|user type|as an? \(role\)|user role",
        "want": r"i want(?: to)?|want|need|capability|action|goal|i need(?: to)?|i can|feature|what",
        "benefit": r"so that|benefit|why|value|reason|so i can|outcome|in order to",
        "story": r"(?:user )?stor(?:y|ies)|job story|description of story|user story text",
        "criteria": r"acceptance criteri(?:a|on)|acs?|criteri(?:a|on)|done when|definition of done|acceptance"
        r"|conditions?",
        "given": r"given|precondition|context",
        "when": r"when|event|trigger|action",
        "then": r"then|expected(?: result| outcome| behaviou?r)?|result|outcome",
        "requirement": r"requirements?|description|functional requirement|specification|statement|rule|behaviou?r"
        r"|details?|the system",
        "metric": r"metrics?|kpis?|measures?|indicators?|key results?|success (?:metric|measure|criterion)s?"
        r"|guardrails?"
        r"|what we (?:measure|track|watch)|signals?|outcome metric",
        "baseline": r"baseline|current(?: value| state)?|today|now|from|before|start(?:ing point)?|as[- ]is"
        r"|current baseline|actuals?|at present|present|status quo|current (?:level|baseline|figure)s?|baseline value"
        r"|where we are|(?:last|previous) (?:year|quarter|month)|as of .*|(?:Q[1-4] |H[12] |[A-Z][a-z]{2,8} )?20\d\d"
        r"(?: actual)?",
        "target": r"targets?|goal|to|after|desired|aim|threshold|target value|expected|success|limit|wanted"
        r"|we want|aimed at"
        r"|goal value|bound|should be|(?:Q[1-4] |H[12] |[A-Z][a-z]{2,8} )?20\d\d (?:target|goal)|must stay",
        "date": r"by|by when|date|deadline|when|due|timeline|window|time ?frame|period|horizon|target date|until"
        r"|by date|end date|reached by|measured on|review date",
        "source": r"source|measured (?:by|with|in|how)|how(?: measured)?|tool|data source|instrument|query"
        r"|measurement|dashboard|event|how we (?:measure|count|know)|method|measured by|how (?:it is "
        r"|it[’']s )?(?:counted|measured)"
        r"|where (?:it is |it[’']s |we )?(?:counted|count|measured|measure|it comes from|from|read|take|get"
        r"|look)(?: it| them)?(?: from| up)?|counted (?:in|by"
        r"|with|how|where|from)"
        r"|where|tracking|tracked (?:in|by|with)|data|data from|read from|report|taken from|source of (?:data"
        r"|truth)|instrumentation",
        "question": r"(?:open )?questions?|issue|unknown|topic",
        "owner": r"owner|who(?: decides)?|assignee|responsible|dri|assigned to|person|decider|answers"
        r"|who answers|asked|answered by|decided by|contact|with whom",
        "risk": r"risks?|threat|concern",
        "non-goal": r"non-?goals?|out of scope|excluded|not doing",
        "persona": r"personas?|roles?|user type|segment|who",
        "term": r"terms?|word|acronym|abbreviation",
        "evidence": r"evidence|quote|finding|what (?:they|people) said|observation|insight|what the rows say",
        "priority": r"priority|prio|p|moscow|rank",
        "status": r"status|state|done",
    }.items()
}
_MEASURED = frozenset({"baseline", "target"})


@dataclass(frozen=True)
class Row:
    """A row read: what it is, its text, and what its cells hold by the name of their column."""

    kind: UnitKind
    plain: Plain
    label: str = ""
    cells: Mapping[str, Plain] = field(default_factory=dict[str, Plain])
    criteria: tuple[Plain, ...] = ()


_BESIDE_CRITERIA = frozenset({"id", "criteria", "priority", "status", "owner", "date", "source"})
_OF_STORIES = ("role", "want", "benefit", "story", "given", "when", "then")


def name_columns(header: Sequence[str]) -> list[str]:
    """What each column holds; its own words in small letters where they are none of the known names.

    Beside a metric, "goal" is its target and "when" its date; elsewhere they belong to a story.
    """
    tidy = [re.sub(r"\s*\(.*?\)\s*$", "", title).strip(" *_:") for title in header]
    measured = any(COLUMNS["metric"].match(title) for title in tidy) or all(
        any(COLUMNS[name].match(title) for title in tidy) for name in ("baseline", "target")
    )
    skipped = _OF_STORIES if measured else ()
    aims = [title for title in tidy if COLUMNS["target"].match(title) and title.lower() not in {"goal", "goals"}]
    if measured and aims:
        header = ["metric" if title.lower() in {"goal", "goals"} else title for title in tidy]
    named = list[str]()
    for title in header:
        plain = re.sub(r"\s*\(.*?\)\s*$", "", title).strip(" *_:")
        known = next(
            (
                name
                for name, words in COLUMNS.items()
                if words.match(plain) and name not in named and name not in skipped
            ),
            None,
        )
        named.append(known or plain.lower() or f"column {len(named) + 1}")
    return named


def read_row(block: Block, section: Section) -> list[Row]:
    """The row as a unit; none where it holds nothing."""
    columns = name_columns(block.header)
    if all(column.startswith("column ") for column in columns):
        columns = [f"column {n + 1}" for n in range(len(block.cells))]
    cells = dict(zip(columns, block.cells, strict=False))
    filled = [cell for cell in block.cells if cell.text]
    if not filled:
        return []
    kind = _kind_of(set(columns), section, cells)
    label = next((tidy_label(c.text.strip("[]()")) for c in block.cells[:2] if WHOLE_ID.match(c.text)), "")
    label = label or (tidy_label(find_label(block.cells[0].text)[0]) if block.cells else "")
    return [_build(kind, cells, filled, label)]


def _kind_of(columns: set[str], section: Section, cells: Mapping[str, Plain]) -> UnitKind:
    own = section.kind
    if any(find_story(cell.text) is not None for cell in cells.values()) and own is not UnitKind.EVIDENCE:
        return UnitKind.STORY
    if {"role", "want"} <= columns and own in {UnitKind.STORY, UnitKind.REQUIREMENT, UnitKind.CRITERION, None}:
        return UnitKind.STORY
    if own in {UnitKind.GOAL, UnitKind.METRIC, None, UnitKind.SUMMARY} and (columns & _MEASURED) and len(columns) > 1:
        return (
            UnitKind.METRIC
            if "baseline" in columns or "metric" in columns or own is UnitKind.METRIC
            else own or UnitKind.OTHER
        )
    if (
        "then" in columns
        and columns & {"given", "when"}
        and own in {UnitKind.STORY, UnitKind.CRITERION, UnitKind.REQUIREMENT, None}
    ):
        return UnitKind.CRITERION
    if _lists_criteria(columns) and own in {UnitKind.STORY, UnitKind.CRITERION, UnitKind.REQUIREMENT, None}:
        return UnitKind.CRITERION
    label = next(
        (kind_of_label(find_label(cell.text)[0]) for cell in cells.values() if WHOLE_ID.match(cell.text)), None
    )
    if own in {None, UnitKind.SUMMARY} and label is not None:
        return label
    return own or UnitKind.OTHER


def _lists_criteria(columns: set[str]) -> bool:
    """Whether a table has a column of criteria and none of what they would be the criteria of."""
    return "criteria" in columns and not columns & (COLUMNS.keys() - _BESIDE_CRITERIA)


def _build(kind: UnitKind, cells: Mapping[str, Plain], filled: Sequence[Plain], label: str) -> Row:
    if kind is UnitKind.STORY:
        return _build_story(cells, filled, label)
    said = [cell for cell in filled if not WHOLE_ID.match(cell.text)] or list(filled)
    if kind is UnitKind.CRITERION:
        if _lists_criteria(set(cells)) and cells["criteria"].text:
            return Row(kind, cells["criteria"], label, cells)
        steps = [_lead(name, cells[name]) for name in ("given", "when", "then") if name in cells and cells[name].text]
        return Row(kind, join_plains(steps, ", ") if len(steps) > 1 else join_plains(said, " "), label, cells)
    if kind is UnitKind.REQUIREMENT:
        return _build_requirement(cells, said, label)
    return Row(kind, join_plains(said, " | "), label, cells)


def _lead(name: str, cell: Plain) -> Plain:
    """A step's cell with its keyword before it, which stands in the column's name."""
    if re.match(rf"{name}\b", cell.text, re.IGNORECASE):
        return cell
    word = f"{name} "
    return join_plains([Plain(word, word, cell.spots[:1]), cell], "")


def _build_requirement(cells: Mapping[str, Plain], said: Sequence[Plain], label: str) -> Row:
    """The cell that states it; priorities, owners and notes stand beside."""
    aside = {"id", "priority", "owner", "status", "date", "source", "criteria"}
    stated = [cell for name, cell in cells.items() if name not in aside and cell.text and cell in said]
    named = cells.get("requirement")
    chosen = (named if named and not WHOLE_ID.match(named.text) else None) or max(
        stated or said, key=lambda cell: len(cell.text)
    )
    criteria = tuple(_split(cells["criteria"])) if "criteria" in cells else ()
    return Row(UnitKind.REQUIREMENT, chosen if chosen.text else said[0], label, cells, criteria)


def _build_story(cells: Mapping[str, Plain], filled: Sequence[Plain], label: str) -> Row:
    criteria = tuple(_split(cells["criteria"])) if "criteria" in cells else ()
    told = next((cell for cell in filled if find_story(cell.text) is not None), None) or cells.get("story")
    if told is not None and told.text:
        _, at = find_label(told.text)
        return Row(UnitKind.STORY, told.cut(at), label, cells, criteria)
    parts = [cells[name] for name in ("role", "want", "benefit") if name in cells and cells[name].text]
    if parts:
        return Row(UnitKind.STORY, join_plains(parts, " | "), label, cells, criteria)
    said = [cell for cell in filled if not WHOLE_ID.match(cell.text)] or list(filled)
    return Row(UnitKind.STORY, max(said, key=lambda cell: len(cell.text)), label, cells, criteria)


def _split(cell: Plain) -> list[Plain]:
    """The criteria in one cell: parted by semicolons, bullets or numbers."""
    edges = [
        0,
        *(m.end() for m in re.finditer(r"(?:;|•|·)\s+|\s(?=\(?\d[.)]\s)|(?<=\.)\s+(?=(?:Given|When|If)\b)", cell.text)),
        len(cell.text),
    ]
    parts = [cell.cut(a, b) for a, b in pairwise(edges)]
    return [part for part in parts if len(part.text.split()) > 1]
