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
_WORDED_NAME = re.compile(r"^(?P<name>[A-Z][\w’'.-]*(?: [\w’'.-]+){0,2}?)\s*(?:,\s|:\s|\||\(|\s[–—-]\s)")
"""How a source begins that is named by a person or a record: "Mara, 4 flats: …", "Tally sheets 2024, …"."""
_HELD = re.compile(r"\d|[“«\"]")
_ORDINAL = re.compile(r"^[\s>|*_]*(?P<number>\d{1,3})\s*[.)|]\s")
_BARE_IS_OTHER = re.compile(r"^(?:[QHVPAB]-?\d|\D*$)")
"""Ids that are a quarter, a version or a priority just as often: only brackets make a citation of them."""
_SOURCE_NUMBER = re.compile(rf"^(?:{_WORDS}|src|no|nr|row|line)\.?\s*#?\s?(?P<number>\d{{1,3}})$", re.IGNORECASE)
"""How brackets name a source that goes by a bare number: "(src 2)", "[row 4]"."""
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
            said = part.strip(" ^")
            for name in _read_part(said) if _may_name(said) else ():
                if name in names:
                    yield match.start(), match.end(), name
                    break


def _read_part(said: str) -> tuple[str, ...]:
    """What a part of a bracket may name, the likeliest first: "src 2" is "SRC2", else "2"."""
    name = tidy_label(re.sub(r"^(?:see|cf\.?|ref\.?|from|source:|in)\s+(?=\S)", "", said))
    numbered = _SOURCE_NUMBER.match(said)
    return (name, numbered["number"]) if numbered else (name,)


def _may_name(said: str) -> bool:
    """Whether it may be a name: one small word in brackets is an aside."""
    return not said.islower() or " " in said or any(character.isdigit() for character in said) or len(said) == 1


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
Source = tuple[str, Group]
"""What a line may be cited by, and the lines it stands among."""


def settle_sources(units: Sequence[Unit], lines: Sequence[str]) -> tuple[Unit, ...]:
    """The units, with what is cited as evidence, and with what only cites evidence as a claim."""
    named = {unit.number: found for unit in units if _may_hold(unit) and (found := _name_of(unit, lines))}
    ids = frozenset(name for name, _ in named.values())
    named = {
        n: found for n, found in named.items() if not _is_worded(found[0]) or not _cites_other(units[n], found[0], ids)
    }
    cited = _list_cited(units, named)
    settled = [
        replace(unit, kind=UnitKind.EVIDENCE, label=unit.label or named[unit.number][0])
        if unit.number in named and named[unit.number] in cited
        else unit
        for unit in units
    ]
    known = frozenset(unit.label for unit in settled if unit.kind is UnitKind.EVIDENCE and unit.label)
    return tuple(_settle_claim(unit, known) for unit in settled)


def _name_of(unit: Unit, lines: Sequence[str]) -> Source | None:
    """What a line may be cited by, and the lines it stands among: its section, or those under the same heading."""
    own = name_source(unit, lines)
    if own:
        return own, unit.section.line
    named = _NAME.match(unit.section.title)
    if named:
        return _read_name(named), unit.section.parents
    worded = _WORDED_NAME.match(unit.text) if _HELD.search(unit.text) else None
    return (tidy_label(worded["name"]), unit.section.line) if worded else None


def _read_name(named: re.Match[str]) -> str:
    return tidy_label((named["bracketed"] or named["worded"] or named["plain"]).strip("^"))


def _may_hold(unit: Unit) -> bool:
    """Whether a line stands where no heading says that it is something else."""
    heads = (classify_heading(title) for title in (unit.section.title, *reversed(unit.section.parents)))
    return next((kind for kind in heads if kind is not None), None) in _MAY_HOLD and unit.owner is None


def _list_cited(units: Sequence[Unit], named: dict[int, Source]) -> set[Source]:
    """The sources among the named lines.

    Many of their group are cited from elsewhere, or by their letters from beside them; one that is named by words is
    cited itself, or two others of its group are.
    """
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
                beside = not name.isdigit() or _cites_number(unit.text, name)
                for group in by_name[name] if name != own else ():
                    if group != unit.section.line or beside:
                        cited[group].add(name)
    many = {group for group, names in cited.items() if len(names) >= max(1, LEAST_CITED * len(of_group[group]))}
    return {
        (name, group)
        for name, group in named.values()
        if group in many and (name in cited[group] or len(cited[group]) > 1 or not _is_worded(name))
    }


def _cites_other(unit: Unit, own: str, names: frozenset[str]) -> bool:
    """Whether a line cites another source: then it is a claim, however it begins."""
    return bool(set(find_cited_names(unit.text, names)) - {own})


def _cites_number(text: str, number: str) -> bool:
    """Whether brackets call it a source: "[2]" or "(src 2)", not "(2)"."""
    if f"[{number}]" in text:
        return True
    parts = (part.strip() for m in _BRACKETS.finditer(text) for part in re.split(r"[,;&+]", m[1] or m[2] or ""))
    return any((found := _SOURCE_NUMBER.match(part)) is not None and found["number"] == number for part in parts)


def _is_worded(name: str) -> bool:
    """Whether it is a name in words, not an id."""
    return re.fullmatch(r"\d{1,3}|[A-Z]|[A-Z]{0,11}[-_. #]?\d{1,3}[A-Z]?", name) is None


def _settle_claim(unit: Unit, known: frozenset[str]) -> Unit:
    """Evidence that has no name and cites another's is a claim."""
    if unit.kind is not UnitKind.EVIDENCE or unit.label or unit.cells:
        return unit
    return replace(unit, kind=UnitKind.PROBLEM) if find_cited_names(unit.text, known) else unit
