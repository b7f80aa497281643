"""Going through JSON of any size with the place of every value: one element at a time, never the whole document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple, TextIO, cast

_DECODER = json.JSONDecoder(strict=False)
_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)
_LARGEST = 1 << 26
_DEEPEST = 4
_KEPT = 40
_WINDOW = 1 << 16
_RAW = 500


class BrokenJson(ValueError):
    """The document does not go on as JSON at `offset`."""

    def __init__(self, message: str, offset: int, line: int, raw: str = "") -> None:
        super().__init__(message)
        self.message, self.offset, self.line, self.raw = message, offset, line, raw


class Leaf(NamedTuple):
    """One value of an object: its path with dots, its text, and where that stands (inside its quotes)."""

    path: str
    text: str
    start: int
    end: int


@dataclass
class FoundList:
    """A list in the document: its path, where it starts, how many elements, and the first of them."""

    path: tuple[str, ...]
    start: int
    count: int = 0
    sample: list[Any] = field(default_factory=list[Any])


@dataclass
class Outline:
    """The lists of a document, and its other values by key."""

    lists: list[FoundList] = field(default_factory=list[FoundList])
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    broken: BrokenJson | None = None


class Element(NamedTuple):
    """One element of a list: its source text, its offset in the document and its line."""

    text: str
    start: int
    line: int


class JsonStream:
    """A window on the document that grows while a value is incomplete and drops what was read.

    `head` is where reading stands in `text`, `base` the offset of `text` in the document, `line` the line of `head`.
    """

    def __init__(self, file: TextIO, *, start: int = 0) -> None:
        self._file, self.text, self.base, self.line, self.head = file, "", 0, 1, 0
        self._ended = False
        while self.base + len(self.text) <= start and self._fill():
            self.advance(min(len(self.text), start - self.base))
        self.advance(min(start - self.base, len(self.text)))

    @property
    def offset(self) -> int:
        """Where reading stands in the document."""
        return self.base + self.head

    def peek(self, at: int) -> tuple[str, int]:
        """The next character from `at` that is no white space, "" at the end, and its place."""
        while True:
            found = _BLANK.match(self.text, at)
            at = found.end() if found else at
            if at < len(self.text):
                return self.text[at], at
            if not self._fill():
                return "", at

    def decode(self, at: int) -> tuple[Any, int]:
        """The value at `at` and where it ends. Raises `BrokenJson`."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, at)
                if end < len(self.text) or not self._fill():
                    return value, end
            except json.JSONDecodeError as error:
                incomplete = error.msg.startswith("Unterminated") or error.pos >= len(self.text) - 16
                if not incomplete or len(self.text) - at > _LARGEST or not self._fill():
                    raise self.break_at(at, _explain(error)) from None
            except (ValueError, RecursionError) as error:
                raise self.break_at(at, str(error)) from None

    def break_at(self, at: int, message: str) -> BrokenJson:
        line = self.line + self.text.count("\n", self.head, at)
        return BrokenJson(message, self.base + at, line, self.text[at : at + _RAW])

    def advance(self, at: int) -> None:
        """Go on from `at`. Places found before are void: what was read may be dropped."""
        self.line += self.text.count("\n", self.head, at)
        self.head = at
        if at > _WINDOW:
            self.base += at
            self.text, self.head = self.text[at:], 0

    def _fill(self) -> bool:
        if self._ended:
            return False
        more = self._file.read(max(_WINDOW, min(len(self.text) - self.head, 1 << 24)))
        self._ended = not more
        self.text += more
        return bool(more)


def _explain(error: json.JSONDecodeError) -> str:
    return "a text is not closed" if error.msg.startswith("Unterminated") else error.msg[0].lower() + error.msg[1:]


def outline(file: TextIO) -> Outline:
    """Find the lists and the other values of a document; what is broken ends it and is told in `broken`."""
    found = Outline()
    stream = JsonStream(file)
    try:
        _scan_value(stream, (), found)
    except BrokenJson as broken:
        found.broken = broken
    return found


def _scan_value(stream: JsonStream, path: tuple[str, ...], found: Outline) -> None:
    """Take in the value where reading stands and go on behind it."""
    mark, at = stream.peek(stream.head)
    stream.advance(at)
    if mark == "[":
        _scan_list(stream, path, found)
    elif mark == "{" and len(path) < 3:
        _scan_object(stream, path, found)
    else:
        value, end = stream.decode(stream.head)
        found.values.setdefault(path[-1] if path else "", value)
        stream.advance(end)


def _scan_object(stream: JsonStream, path: tuple[str, ...], found: Outline) -> None:
    mark, at = stream.peek(stream.head + 1)
    while mark != "}":
        if mark != '"':
            raise stream.break_at(at, "a name in double quotes is missing")
        key, at = stream.decode(at)
        mark, at = stream.peek(at)
        if mark != ":":
            raise stream.break_at(at, "a colon is missing")
        stream.advance(at + 1)
        _scan_value(stream, (*path, key), found)
        mark, at = _step_over_comma(stream, "}")
    stream.advance(at + 1)


def _scan_list(stream: JsonStream, path: tuple[str, ...], found: Outline) -> None:
    held = FoundList(path, stream.offset)
    found.lists.append(held)
    for value, _ in _iter_values(stream):
        held.count += 1
        if len(held.sample) < _KEPT:
            held.sample.append(value)
    if path:
        found.values.setdefault(path[-1], held.sample)


def _iter_values(stream: JsonStream) -> Iterator[tuple[Any, Element]]:
    """The elements of the list where reading stands."""
    mark, at = stream.peek(stream.head + 1)
    while mark != "]":
        stream.advance(at)
        value, end = stream.decode(stream.head)
        yield value, Element(stream.text[stream.head : end], stream.offset, stream.line)
        stream.advance(end)
        mark, at = _step_over_comma(stream, "]")
    stream.advance(at + 1)


def _step_over_comma(stream: JsonStream, closing: str) -> tuple[str, int]:
    """What comes behind a value: the closing mark, or what follows a comma."""
    mark, at = stream.peek(stream.head)
    if mark == ",":
        return stream.peek(at + 1)
    if mark != closing:
        raise stream.break_at(at, f"a comma or {closing} is missing")
    return mark, at


def iter_elements(file: TextIO, start: int) -> Iterator[Element]:
    """The elements of the list that starts at character `start`. Raises `BrokenJson` where it breaks off."""
    for _, element in _iter_values(JsonStream(file, start=start)):
        yield element


def list_leaves(text: str, base: int) -> list[Leaf]:
    """The values of the object that is `text`, nested ones by dotted path, with offsets from `base`."""
    leaves: list[Leaf] = []
    _walk(text, 0, "", base, leaves, 0)
    return leaves


def _walk(text: str, at: int, path: str, base: int, leaves: list[Leaf], depth: int) -> int:
    at = _skip(text, at)
    if text[at] == "{" and depth < _DEEPEST:
        at = _skip(text, at + 1)
        while text[at] != "}":
            key, at = scanstring(text, at + 1, False)
            at = _walk(text, _skip(text, at) + 1, f"{path}.{key}" if path else key, base, leaves, depth + 1)
            at = _skip(text, at)
            at = _skip(text, at + 1) if text[at] == "," else at
        return at + 1
    if text[at] == '"':
        value, end = scanstring(text, at + 1, False)
        leaves.append(_make_leaf(path, value, text, at + 1, end - 1, base))
        return end
    value, end = _DECODER.raw_decode(text, at)
    leaves.append(Leaf(path, _show(value, text[at:end]), base + at, base + end))
    return end


def _make_leaf(path: str, value: str, text: str, start: int, end: int, base: int) -> Leaf:
    """White space around the words is left out, in the value and, as it is escaped, in the place."""
    bare = value.strip()
    if bare != value and bare:
        marks = _ESCAPED.findall(text, start, end) if "\\" in text[start:end] else text[start:end]
        lead = len(value) - len(value.lstrip())
        trail = len(value) - len(value.rstrip())
        start += sum(len(mark) for mark in marks[:lead])
        end -= sum(len(mark) for mark in marks[len(marks) - trail :])
    sound = bare.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Leaf(path, sound, base + start, base + end)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _show(value: Any, written: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        items = cast("list[Any]", value)
        if all(isinstance(item, str) for item in items):
            return ", ".join(items)
        texts = [item.get("text") if isinstance(item, dict) else None for item in items]
        if texts and all(isinstance(item, str) for item in texts):
            return " ".join(str(item) for item in texts)
    return written
