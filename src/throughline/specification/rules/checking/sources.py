"""What a document cites, whatever it calls its sources; which lines are sources, and which of its evidence claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from throughline.specification.rules.checking.contracts import Unit, UnitKind
from throughline.specification.rules.checking.headings import classify_heading
from throughline.specification.rules.checking.labels import tidy_label

SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_RAISED = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_BRACKETS = re.compile(r"\[\^?([^\[\]()]{1,60})\](?!\()|\(([^\[\]()]{1,60})\)")
_WORDS = (
    r"interview|respondent|participant|exhibit|note|ref(?:erence)?|finding|observation|call|visit|session|survey"
    r"|source|evidence|quote|document|item|annex|appendix|study|log"
)
_NAME = re.compile(
    rf"^(?:[\[(](?P<bracketed>\^?[A-Za-z]{{0,8}}[-_. ]?\d{{1,3}}[a-z]?|[A-Z])[\])]"
    rf"|(?P<worded>(?i:{_WORDS})\.?\s*#?\s?(?:\d{{1,3}}|[A-Z]))(?![\w%])"
    r"|(?P<plain>[A-Z]{1,4}-?\d{1,3}[a-z]?)(?![\w%]))\s*[:.)–—|-]*\s*"
)
_ORDINAL = re.compile(r"^[\s>|*_]*(?P<number>\d{1,3})\s*[.)|]\s")
_BARE_IS_OTHER = re.compile(r"^(?:[QHVPAB]-?\d|\D*$)")
"""Ids that are a quarter, a version or a priority just as often: only brackets make a citation of them."""
_MAY_HOLD = frozenset({None, UnitKind.OTHER, UnitKind.EVIDENCE, UnitKind.PROBLEM, UnitKind.SUMMARY})
_MAY_CITE = frozenset({UnitKind.PROBLEM, UnitKind.SUMMARY, UnitKind.OTHER, UnitKind.EVIDENCE, UnitKind.PERSONA})
_ACCORDING = re.compile(r"\b(?:according to|as per|per|see|ref\.?|source:?)\s+(?P<name>[A-Z]{1,4}-?\d{1,3})(?![\w-])")
LEAST_CITED = 0.3
"""The share of a section's named lines that must be cited to make sources of them all."""


def find_cited_names(text: str, names: Collection[str]) -> tuple[str, ...]:
    """The names cited in a text, as `tidy_label` has them: in brackets, raised, or in the middle of a sentence."""
    return tuple(dict.fromkeys(name for _, _, name in list_cited_places(text, frozenset(names))))


def blank_cited_names(text: str, names: Collection[str]) -> str:
    """The text without them, of the same length."""
    for start, end, _ in list_cited_places(text, frozenset(names)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def list_cited_places(text: str, names: frozenset[str]) -> list[tuple[int, int, str]]:
    """From where to where a text cites what, in the order of the text."""
    if not names:
        return []
    return sorted({*_list_bracketed(text, names), *_list_raised(text, names), *_list_bare(text, names)})


def _list_bracketed(text: str, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    for match in _BRACKETS.finditer(text):
        inner = match[1] or match[2] or ""
        parts = re.split(r"\s*[,;&+]\s*|\s+and\s+", inner)
        for part in parts:
            name = tidy_label(re.sub(r"^(?:see|cf\.?|ref\.?|from|source:|in)\s+(?=\S)", "", part.strip(" ^")))
            if name in names:
                yield match.start(), match.end(), name


def _list_raised(text: str, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    for match in _RAISED.finditer(text):
        if (name := match[0].translate(SUPERSCRIPTS)) in names:
            yield match.start(), match.end(), name


def _list_bare(text: str, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    pattern = _bare_pattern(names)
    for match in pattern.finditer(text) if pattern else ():
        yield match.start(), match.end(), tidy_label(match[0])
    for match in _ACCORDING.finditer(text):
        if (name := tidy_label(match["name"])) in names:
            yield match.start("name"), match.end(), name


@lru_cache(maxsize=64)
def _bare_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Ids and numbered names in the middle of a sentence."""
    told = [name for name in sorted(names) if not _BARE_IS_OTHER.match(name) and not name.isdigit()]
    return re.compile("|".join(rf"(?<![\w./-]){_spell(name)}(?![\w%-]|\.\d)" for name in told)) if told else None


def _spell(name: str) -> str:
    word = re.match(r"([A-Z]{5,})(\W*\d+)$", name)
    return rf"(?i:{word[1]})\s?{re.escape(word[2])}" if word else re.escape(name)


def name_source(unit: Unit, lines: Sequence[str]) -> str:
    """What others cite a line by: its id, its number in the list, or how it begins; empty without any."""
    if unit.label:
        return unit.label
    named = _NAME.match(unit.text)
    if named:
        return _read_name(named)
    ordinal = _ORDINAL.match(lines[unit.line - 1]) if unit.depth and unit.line <= len(lines) else None
    return ordinal["number"] if ordinal else ""


Group = int | tuple[str, ...]


def settle_sources(units: Sequence[Unit], lines: Sequence[str]) -> tuple[Unit, ...]:
    """The units, with what is cited as evidence, and with what only cites evidence as a claim."""
    named = {unit.number: found for unit in units if _may_hold(unit) and (found := _name_of(unit, lines))}
    cited = _list_cited(units, named)
    settled = [
        replace(unit, kind=UnitKind.EVIDENCE, label=unit.label or named[unit.number][0])
        if unit.number in named and named[unit.number][1] in cited
        else unit
        for unit in units
    ]
    known = frozenset(unit.label for unit in settled if unit.kind is UnitKind.EVIDENCE and unit.label)
    return tuple(_settle_claim(unit, known) for unit in settled)


def _name_of(unit: Unit, lines: Sequence[str]) -> tuple[str, Group] | None:
    """What a line may be cited by, and the lines it stands among: its section, or those under the same heading."""
    own = name_source(unit, lines)
    if own:
        return own, unit.section.line
    named = _NAME.match(unit.section.title)
    return (_read_name(named), unit.section.parents) if named else None


def _read_name(named: re.Match[str]) -> str:
    return tidy_label((named["bracketed"] or named["worded"] or named["plain"]).strip("^"))


def _may_hold(unit: Unit) -> bool:
    """Whether a line stands where no heading says that it is something else."""
    heads = (classify_heading(title) for title in (unit.section.title, *reversed(unit.section.parents)))
    return next((kind for kind in heads if kind is not None), None) in _MAY_HOLD and unit.owner is None


def _list_cited(units: Sequence[Unit], named: dict[int, tuple[str, Group]]) -> set[Group]:
    """The groups of lines many of which are cited from elsewhere, or by their letters from beside them."""
    every = frozenset(name for name, _ in named.values())
    by_name, of_group = defaultdict[str, set[Group]](set), defaultdict[Group, set[str]](set)
    for name, group in named.values():
        by_name[name].add(group)
        of_group[group].add(name)
    cited = defaultdict[Group, set[str]](set)
    for unit in units:
        if unit.kind in _MAY_CITE and unit.owner is None:
            own = named.get(unit.number, ("", ()))[0]
            for name in find_cited_names(unit.text, every):
                groups = [g for g in by_name[name] if g != unit.section.line or not name.isdigit()]
                for group in groups if name != own else ():
                    cited[group].add(name)
    return {group for group, names in cited.items() if len(names) >= max(1, LEAST_CITED * len(of_group[group]))}


def _settle_claim(unit: Unit, known: frozenset[str]) -> Unit:
    """Evidence that has no name and cites another's is a claim."""
    if unit.kind is not UnitKind.EVIDENCE or unit.label or unit.cells:
        return unit
    return replace(unit, kind=UnitKind.PROBLEM) if find_cited_names(unit.text, known) else unit
