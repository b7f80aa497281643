"""JSON and JSON Lines, as a table of records or as the turns of a conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from throughline.discovery.reading.about import read_about_json
from throughline.discovery.reading.json_scan import (
    BrokenJson,
    Element,
    FoundList,
    Leaf,
    iter_elements,
    list_leaves,
    outline,
)
from throughline.discovery.reading.originals import Decoded, iter_lines
from throughline.discovery.reading.records import Record, shorten
from throughline.discovery.reading.turns import About, Turn, parse_seconds
from throughline.discovery.rules.columns import normalise_name
from throughline.discovery.rules.lexicon import list_words

_SPEAKER_KEYS = (
    "speaker", "speaker name", "speaker.name", "speaker label", "speaker id", "participant", "voice",
    "participant.name", "participant name", "speaker.id",
)  # fmt: skip
_TEXT_KEYS = (
    "text",
    "transcript",
    "content",
    "utterance",
    "sentence",
    "message",
    "body",
    "words",
    "value",
    "sentences",
)
_TIME_KEYS = (
    "start", "start time", "start seconds", "timestamp", "time", "offset", "begin", "from", "start ms",
    "start timestamp",
)  # fmt: skip
_TRANSCRIPT_LISTS = list_words(
    """
    segments turns utterances transcript transcripts monologues dialogue dialog cues sentences transcription
    """
)
_SAMPLE = 40


@dataclass(frozen=True)
class JsonSource:
    """Where the elements are: a list at `start` of a document, or a line each (`start` is None)."""

    decoded: Decoded
    start: int | None
    broken: BrokenJson | None = None
    """Where the document breaks off, be it behind the list: what is cut off there is told and not passed over."""

    def iter_elements(self) -> Iterator[Element | BrokenJson]:
        """Every element; what cannot be read is told in its place. A document that breaks off ends there."""
        if self.start is None:
            yield from self._iter_lines()
            return
        with self.decoded.open() as file:
            try:
                yield from iter_elements(file, self.start)
            except BrokenJson as broken:
                yield broken
                return
        if self.broken is not None:
            yield BrokenJson(f"the file breaks off: {self.broken.message}", *_place(self.broken))

    def _iter_lines(self) -> Iterator[Element | BrokenJson]:
        for line in iter_lines(self.decoded):
            text = line.text
            if not text.strip():
                continue
            try:
                json.loads(text, strict=False)
            except (ValueError, RecursionError) as error:
                yield BrokenJson(_explain(error), line.start, line.number, shorten(text))
                continue
            lead = len(text) - len(text.lstrip())
            yield Element(text.strip(), line.start + lead, line.number)


def _place(broken: BrokenJson) -> tuple[int, int, str]:
    return broken.offset, broken.line, broken.raw


def _explain(error: Exception) -> str:
    return getattr(error, "msg", None) or "it is nested too deeply"


@dataclass(frozen=True)
class JsonTable:
    """Objects as records; their keys, nested ones with dots, are the columns."""

    source: JsonSource
    names: tuple[str, ...]
    remark: str = field(default="")

    def __iter__(self) -> Iterator[Record]:
        places = {name: place for place, name in enumerate(self.names)}
        for row, element in enumerate(self.source.iter_elements(), start=1):
            yield _make_record(row, element, places)


def _make_record(row: int, element: Element | BrokenJson, places: dict[str, int]) -> Record:
    if isinstance(element, BrokenJson):
        return Record(row, element.line, problem=f"it is not valid JSON ({element.message})", raw=element.raw)
    leaves = _read_leaves(element)
    if leaves is None:
        return Record(row, element.line, problem="it is no object with keys", raw=shorten(element.text))
    values, spans = [""] * len(places), [(element.start, element.start)] * len(places)
    for leaf in leaves:
        if "\x00" in leaf.text:
            return Record(row, element.line, problem="it holds a NUL byte", raw=shorten(element.text))
        if (place := places.get(leaf.path)) is not None:
            values[place], spans[place] = leaf.text, (leaf.start, leaf.end)
    return Record(row, element.line, values, spans)


def _read_leaves(element: Element) -> list[Leaf] | None:
    """The values of an object; a lone string is the text of a record."""
    if element.text.startswith("{"):
        return list_leaves(element.text, element.start)
    if element.text.startswith('"'):
        return [leaf._replace(path="text") for leaf in list_leaves(element.text, element.start)]
    return None


@dataclass(frozen=True)
class JsonTranscript:
    """Objects as turns: element i is turn i."""

    source: JsonSource
    about: About

    def __iter__(self) -> Iterator[Turn]:
        for number, element in enumerate(self.source.iter_elements()):
            yield _make_turn(number, element)


def _make_turn(number: int, element: Element | BrokenJson) -> Turn:
    if isinstance(element, BrokenJson):
        problem = f"it is not valid JSON ({element.message})"
        return Turn(number, None, element.offset, element.offset, element.raw, problem=problem, line=element.line)
    leaves = _read_leaves(element)
    if leaves is None:
        return Turn(number, None, element.start, element.start, "", problem="it is no object", line=element.line)
    by_key = {_normalise_path(leaf.path): leaf for leaf in reversed(leaves)}
    text = next((by_key[key] for key in _TEXT_KEYS if key in by_key and by_key[key].text), None)
    speaker = next((by_key[key].text for key in _SPEAKER_KEYS if key in by_key and by_key[key].text.strip()), None)
    if speaker is not None and speaker.isdigit():
        speaker = f"Speaker {speaker}"
    start, end, words = (text.start, text.end, text.text) if text else (element.start, element.start, "")
    return Turn(number, speaker, start, end, words, _find_seconds(by_key), line=element.line)


def _find_seconds(by_key: dict[str, Leaf]) -> float | None:
    for key in _TIME_KEYS:
        if key in by_key and (seconds := parse_seconds(by_key[key].text)) is not None:
            return seconds / 1000 if key.endswith(" ms") else seconds
    return None


def _normalise_path(path: str) -> str:
    return ".".join(normalise_name(part) for part in path.split("."))


def open_json(decoded: Decoded) -> JsonTable | JsonTranscript | None:
    """A document as a table or transcript, by its longest or best named list; None where it holds none."""
    with decoded.open() as file:
        found = outline(file)
    best = _choose_list(found.lists)
    if best is None:
        return None
    source = JsonSource(decoded, best.start, found.broken)
    if _is_transcript(best):
        return JsonTranscript(source, read_about_json(found.values))
    return _make_table(source)


def open_json_lines(decoded: Decoded) -> JsonTable | JsonTranscript:
    """One object a line."""
    source = JsonSource(decoded, None)
    sample = [
        json.loads(e.text, strict=False) for e in islice(source.iter_elements(), _SAMPLE) if isinstance(e, Element)
    ]
    if _is_transcript(FoundList((), 0, len(sample), sample)):
        return JsonTranscript(source, About())
    return _make_table(source)


def looks_like_json_lines(head: str) -> bool:
    """Whether there are several lines and the first ones that can be read are objects, each by itself."""
    lines = [line for line in re.split(r"\r\n|\r|\n", head) if line.strip()][:20]
    whole = sum(1 for line in lines if _is_object(line))
    return len(lines) >= 2 and whole >= 1 and (_is_object(lines[0]) or whole * 2 >= len(lines))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _choose_list(lists: Sequence[FoundList]) -> FoundList | None:
    usable = [found for found in lists if any(isinstance(item, dict | str) for item in found.sample)]
    spoken = [found for found in usable if found.path and found.path[-1].casefold() in _TRANSCRIPT_LISTS]
    spoken = [found for found in spoken if _is_transcript(found)]
    objects = [found for found in usable if any(isinstance(item, dict) for item in found.sample)]
    return max(spoken or objects or usable, key=lambda found: found.count, default=None)


def _is_transcript(found: FoundList) -> bool:
    """A list that is called segments or the like, or whose elements name a speaker, with words in them."""
    objects: list[dict[str, Any]] = [item for item in found.sample if isinstance(item, dict)]
    if not objects:
        return False
    keys = [{normalise_name(key) for key in item} for item in objects]
    spoken = sum(1 for held in keys if held & {"speaker", "speaker name", "speaker label", "speaker id", "voice"})
    worded = sum(1 for held in keys if held & set(_TEXT_KEYS))
    named = bool(found.path) and found.path[-1].casefold() in _TRANSCRIPT_LISTS
    return worded * 2 >= len(objects) and (named or spoken * 2 >= len(objects))


def _make_table(source: JsonSource) -> JsonTable:
    names: dict[str, None] = {}
    for element in source.iter_elements():
        if isinstance(element, Element):
            names.update(dict.fromkeys(leaf.path for leaf in _read_leaves(element) or ()))
    return JsonTable(source, tuple(names))
