"""Word lists as patterns, and what may stand around a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from throughline.specification.rules.checking.contracts import Told, Unit, UnitKind
from throughline.specification.rules.checking.lexicon import load_catalogue


def compile_words(words: Iterable[str], *, cased: bool = False) -> re.Pattern[str]:
    """A pattern for any of the words at word borders, longest first; a hyphen also stands for a space."""
    ordered = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    listed = "|".join(re.escape(word).replace(r"\-", "[- ]").replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"(?<![\w-])(?<!\w\.)(?:{listed})(?![\w-]|\.\w)", 0 if cased else re.IGNORECASE)


@lru_cache(maxsize=64)
def word_list(catalogue: str, *path: str) -> tuple[str, ...]:
    """The list at `path` of a catalogue."""
    node: object = load_catalogue(catalogue)
    for key in path:
        node = cast("dict[str, object]", node)[key]
    return tuple(str(word) for word in cast("Sequence[object]", node))


@lru_cache(maxsize=64)
def word_pattern(catalogue: str, *path: str, cased: bool = False) -> re.Pattern[str]:
    """The list at `path` of a catalogue, as one pattern."""
    return compile_words(word_list(catalogue, *path), cased=cased)


@lru_cache(maxsize=64)
def written_pattern(catalogue: str, *path: str) -> re.Pattern[str]:
    """The pattern, or the list of patterns, that stands written at `path` of a catalogue."""
    node: object = load_catalogue(catalogue)
    for key in path:
        node = cast("dict[str, object]", node)[key]
    listed = [node] if isinstance(node, str) else [str(part) for part in cast("Sequence[object]", node)]
    return re.compile("|".join(f"(?:{part})" for part in listed), re.IGNORECASE)


def find_first_by_line(
    unit: Unit, matches: Iterable[re.Match[str]]
) -> Iterator[tuple[re.Match[str], list[re.Match[str]]]]:
    """The first match in each line of the file, with all that stand in that line."""
    lines = dict[int, list[re.Match[str]]]()
    for match in matches:
        lines.setdefault(unit.plain.place(match.start())[0], []).append(match)
    yield from ((found[0], found) for found in lines.values())


def in_benefit(at: int, told: Told | None) -> bool:
    """Whether character `at` of a story stands in its benefit."""
    return told is not None and told.benefit is not None and told.benefit[0] <= at


def in_role(unit: Unit, at: int, told: Told | None) -> bool:
    """Whether it stands in the words that say who wants it."""
    if told is None or unit.kind is not UnitKind.STORY or not told.parts.role:
        return False
    start = unit.text.find(told.parts.role)
    return 0 <= start <= at < start + len(told.parts.role)


def in_named(unit: Unit, match: re.Match[str], names: re.Pattern[str]) -> bool:
    """Whether the match is part of a longer name that only looks like it."""
    return any(name.start() <= match.start() < name.end() for name in names.finditer(unit.bare))


def is_capitalised_name(text: str, start: int) -> bool:
    """Whether the word is written large in the middle of a sentence: part of a name, not a quality."""
    if not text[start : start + 1].isupper():
        return False
    before = text[:start].rstrip()
    return bool(before) and before[-1] not in '.!?:;|“"(—–-'


def word_before(text: str, at: int) -> str:
    """The word before character `at`, in small letters."""
    match = re.search(r"([\w'’-]+)\W*$", text[:at])
    return match[1].lower() if match else ""


def word_after(text: str, at: int) -> str:
    """The word after character `at`, in small letters."""
    match = re.match(r"\W*([\w'’-]+)", text[at:])
    return match[1].lower() if match else ""
