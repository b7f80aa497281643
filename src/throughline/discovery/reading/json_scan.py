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
    """A window on the document that grows while a value is incomplete and forgets what was read."""

    def __init__(self, file: TextIO, *, start: int = 0) -> None:
        self._file, self.text, self.base, self.line, self._size = file, "", 0, 1, 1 << 16
        self._ended = False
        while self.base + len(self.text) <= start and self._fill():
            self.forget(min(len(self.text), start - self.base))
        self.forget(min(start - self.base, len(self.text)))

    def peek(self, at: int) -> tuple[str, int]:
        """The next character that is no white space, "" at the end, and its place."""
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
                    raise self.break_at(error.pos, error.msg) from None
            except (ValueError, RecursionError) as error:
                raise self.break_at(at, str(error)) from None

    def break_at(self, at: int, message: str) -> BrokenJson:
        line = self.line + self.text.count("\n", 0, at)
        return BrokenJson(message, self.base + at, line, self.text[:_RAW])

    def forget(self, at: int) -> None:
        """Drop what stands before `at`; places start again from there."""
        self.line += self.text.count("\n", 0, at)
        self.base += at
        self.text = self.text[at:]

    def _fill(self) -> bool:
        if self._ended:
            return False
        self._size = min(max(self._size, len(self.text)), 1 << 24)
        more = self._file.read(self._size)
        self._ended = not more
        self.text += more
        return bool(more)


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
    """Take in the value at the head of the window and forget it."""
    mark, at = stream.peek(0)
    stream.forget(at)
    if mark == "[":
        _scan_list(stream, path, found)
    elif mark == "{" and len(path) < 3:
        _scan_object(stream, path, found)
    else:
        value, end = stream.decode(0)
        found.values.setdefault(path[-1] if path else "", value)
        stream.forget(end)


def _scan_object(stream: JsonStream, path: tuple[str, ...], found: Outline) -> None:
    mark, at = stream.peek(1)
    while mark != "}":
        if mark != '"':
            raise stream.break_at(at, "Expecting a property name in double quotes")
        key, at = stream.decode(at)
        mark, at = stream.peek(at)
        if mark != ":":
            raise stream.break_at(at, "Expecting ':'")
        stream.forget(at + 1)
        _scan_value(stream, (*path, key), found)
        mark, at = stream.peek(0)
        if mark == ",":
            mark, at = stream.peek(at + 1)
        elif mark != "}":
            raise stream.break_at(at, "Expecting ',' or '}'")
    stream.forget(at + 1)


def _scan_list(stream: JsonStream, path: tuple[str, ...], found: Outline) -> None:
    held = FoundList(path, stream.base)
    found.lists.append(held)
    for value, _ in _iter_values(stream):
        held.count += 1
        if len(held.sample) < _KEPT:
            held.sample.append(value)
    if path and path[-1] not in found.values:
        found.values[path[-1]] = held.sample


def _iter_values(stream: JsonStream) -> Iterator[tuple[Any, Element]]:
    """The elements of the list at the head of the window."""
    mark, at = stream.peek(1)
    while mark != "]":
        stream.forget(at)
        value, end = stream.decode(0)
        yield value, Element(stream.text[:end], stream.base, stream.line)
        stream.forget(end)
        mark, at = stream.peek(0)
        if mark == ",":
            mark, at = stream.peek(at + 1)
        elif mark != "]":
            raise stream.break_at(at, "Expecting ',' or ']'")
    stream.forget(at + 1)


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
        marks = _ESCAPED.findall(text, start, end)
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
