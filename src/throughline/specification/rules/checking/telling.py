"""The stories of a document with what belongs to each: criteria, what it serves, who wants it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from throughline.specification.rules.checking.contracts import Told, Unit, UnitKind
from throughline.specification.rules.checking.labels import find_story, tidy_label
from throughline.specification.rules.checking.story_names import key_story, list_named_stories, name_stories
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.verbs import find_base, is_verb

_SERVES = re.compile(
    r"\b(?:serves|supports|traces? to|contributes to|moves|advances|goals?|objectives?|metrics?|outcomes?"
    r"|linked to|for goal|kr)\b"
    r"[:\s]*\(?((?:[A-Z]{1,4}-?\d+(?:\.\d+)?(?:\s*(?:,|and|&|/|\+)\s*)?)+)",
)
_ID = re.compile(r"[A-Z]{1,4}-?\d+(?:\.\d+)?")
_PRIORITY = re.compile(
    r"\b(?:priority\s*[:=]?\s*)?\(?\b(P[0-4]|must(?:[- ]have)?|should(?:[- ]have)?|could(?:[- ]have)?)\b\)?",
    re.IGNORECASE,
)
_EPIC = re.compile(r"\bepics?\b", re.IGNORECASE)


def tell_stories(units: Sequence[Unit], titles: Mapping[int, str]) -> tuple[Told, ...]:
    """Every story, in order."""
    stories = [unit for unit in units if unit.kind is UnitKind.STORY]
    criteria, asides = defaultdict[int, list[Unit]](list), defaultdict[int, list[Unit]](list)
    for unit in units:
        if unit.owner is not None:
            (criteria if unit.kind is UnitKind.CRITERION else asides)[unit.owner].append(unit)
    _attach_apart(units, stories, criteria, titles)
    _attach_through_requirements(units, stories, criteria)
    defined = frozenset(u.label for u in units if u.kind in {UnitKind.GOAL, UnitKind.METRIC} and u.label)
    return tuple(_tell(unit, criteria[unit.number], asides[unit.number], titles, defined) for unit in stories)


def _attach_apart(
    units: Sequence[Unit], stories: Sequence[Unit], criteria: dict[int, list[Unit]], titles: Mapping[int, str]
) -> None:
    """Criteria in a section of their own belong to the story they or their heading name, or to the only story."""
    apart = [u for u in units if u.kind is UnitKind.CRITERION and u.owner is None]
    by_label = name_stories(stories)
    by_title = {titles[s.number].lower(): s.number for s in stories if titles.get(s.number)}
    for unit in apart:
        named = [
            key_story(unit.label.rpartition("-AC")[0] or unit.label),
            *list_named_stories(f"{unit.section.title} {unit.text} {unit.lead}"),
        ]
        found = next((by_label[name] for name in named if name in by_label), None)
        found = found if found is not None else by_title.get(unit.section.title.lower())
        if found is None and len(stories) == 1:
            found = stories[0].number
        if found is not None:
            criteria[found].append(unit)


def _attach_through_requirements(
    units: Sequence[Unit], stories: Sequence[Unit], criteria: dict[int, list[Unit]]
) -> None:
    """Criteria of a requirement that names a story are the story's too."""
    by_label = name_stories(stories)
    for unit in units:
        if unit.kind is not UnitKind.REQUIREMENT or unit.number not in criteria:
            continue
        named = [key_story(unit.label), *list_named_stories(f"{unit.lead} {unit.text} {unit.section.title}")]
        for number in {by_label[name] for name in named if name in by_label}:
            criteria[number] += criteria[unit.number]


def _tell(
    unit: Unit, criteria: Sequence[Unit], asides: Sequence[Unit], titles: Mapping[int, str], defined: frozenset[str]
) -> Told:
    parts = read_story(_word_cells(unit))
    title = titles.get(unit.number, "")
    said = " ".join(
        [title, unit.text, unit.lead, *(aside.text for aside in asides), *(c.text for c in unit.cells.values())]
    )
    priority = _PRIORITY.search(
        f"{title} {unit.section.title} {' '.join(a.text for a in asides if 'priority' in a.lead)}"
    )
    return Told(
        unit=unit,
        parts=parts,
        title=title,
        priority=priority[1] if priority else "",
        serves=_find_served(said, defined),
        criteria=tuple(criteria),
        asides=tuple(asides),
        benefit=_find_benefit(unit, parts.benefit),
        epic=bool(_EPIC.match(unit.label) or _EPIC.match(title)),
    )


def _word_cells(unit: Unit) -> str:
    """A row with a column for each part as one sentence; any other story as it stands."""
    cells = {name: unit.cells[name].text for name in ("role", "want", "benefit") if name in unit.cells}
    if not {"role", "want"} <= cells.keys() or find_story(unit.text) is not None:
        return unit.text
    first = re.match(r"(?:to )?([a-z]+)", cells["want"], re.IGNORECASE)
    does = first is not None and is_verb(first[1]) and find_base(first[1]) == first[1].lower()
    wanted = f"to {cells['want']}" if does and not cells["want"].lower().startswith("to ") else cells["want"]
    role = re.sub(r"^(?:as )?(?:an?|the) ", "", cells["role"].strip(), flags=re.IGNORECASE)
    told = f"As a {role}, I want {wanted}" if role else f"I want {wanted}"
    return f"{told}, so that {cells['benefit']}" if cells.get("benefit", "").strip(" -–—") else told


def _find_served(said: str, defined: frozenset[str]) -> tuple[str, ...]:
    """The ids of goals and metrics a story names: after a word that says so, or alone where they are defined."""
    named = [_key_id(found) for group in _SERVES.findall(said) for found in _ID.findall(group)]
    lettered = [name for name in defined if not any(c.isdigit() for c in name) and _names(said, name)]
    alone = [_key_id(found) for found in _ID.findall(said) if _key_id(found) in defined]
    return tuple(dict.fromkeys([*named, *alone, *lettered]))


def _names(said: str, name: str) -> bool:
    """Whether "Goal B" or "(GB)" stands there."""
    worded = re.match(r"^(GOAL|OBJECTIVE|OUTCOME|AIM)([A-Z])$", name)
    if worded:
        return re.search(rf"\b(?i:{worded[1]})\s+{worded[2]}\b", said) is not None
    return re.search(rf"[(\[,/:]\s*{re.escape(name)}\b", said) is not None


def _key_id(found: str) -> str:
    return tidy_label(found)


def _find_benefit(unit: Unit, benefit: str) -> tuple[int, int] | None:
    """Where the benefit stands in the story's text."""
    if not benefit:
        return None
    start = unit.text.find(benefit[:40])
    return (start, start + len(benefit)) if start >= 0 else None
