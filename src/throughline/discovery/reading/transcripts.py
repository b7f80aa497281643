"""Conversations in text: with times (Otter, Zoom, Fathom, Gong), with `Name:` labels, or in paragraphs alone.

What makes a turn: a heading with a time; else a name before a colon, or on a line alone; else a paragraph or list item.
Headings of sections, rules and the `Key: value` lines on top are no turns. Lines without a name belong to the turn
above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from throughline.discovery.reading.about import is_about_line, is_voice_line, read_about
from throughline.discovery.reading.originals import Decoded, Line, iter_lines
from throughline.discovery.reading.turns import About, Turn, cut_turn, parse_seconds
from throughline.discovery.rules.names import clean_label, is_name, is_topic

_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_DAY = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?[ T]+)?"
_LEAD = r"[ \t>#*\-•@]*"
_WHEN = rf"{_DAY}(?P<time>{_TIME})(?:[ \t]*[ap]\.?m\.?)?(?:[ \t]*(?:-->|[-–]|to)[ \t]*{_TIME})?[\])]?"
_NAME_TIME = re.compile(
    rf"^(?P<lead>{_LEAD})\[?(?P<name>[^\W\d_][^:\[\]\n]{{0,70}}?)\]?[*_ \t]*"
    r"(?P<gap>[,|–—\-·•@]|[ \t])?[*_ \t]*(?P<open>[\[(])?"
    rf"{_WHEN}[*_ \t]*(?P<colon>:)?[*_ \t]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    rf"^(?P<lead>{_LEAD})(?P<open>[\[(])?{_WHEN}[*_ \t]*(?P<gap>[|–—\-·•:])?[*_ \t]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?P<lead>[ \t>#\-•]*)(?P<marks>[*_]{0,3})(?P<name>[^\W\d_][^:\n\[\]<>*]{0,70}?)"
    r"(?:(?P=marks)[ \t]*:|:[ \t]*(?P=marks))(?P<space>[ \t]+|$)"
)
_ALONE = re.compile(r"^[ \t]*(?P<marks>#{1,6}[ \t]+|[*_]{2,3})?(?P<name>[^\W\d_][^:\n<>*]{0,60}?)[*_:]*[ \t]*$")
_TIME_BEHIND = re.compile(rf"[\[(](?P<time>{_TIME})[\])][ \t]*")
_FOOTER = re.compile(
    r"^[ \t]*(?:transcribed|transcript(?:ion)?|recorded|generated|powered) (?:by|with)\b", re.IGNORECASE
)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+\S")
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t]+\S")
_CHAT = re.compile(
    r"^(?:from[ \t]+)?(?P<name>[^:\n]{1,60}?)(?:[ \t]+to[ \t]+(?:everyone|everybody|all|you)\b[^:\n]*)?[ \t]*:[ \t]*",
    re.IGNORECASE,
)


class Opening(NamedTuple):
    """A line that starts a turn: the name if one stands there, the time, and where the words start in the line."""

    name: str | None
    seconds: float | None
    at: int


@dataclass(frozen=True, slots=True)
class Style:
    """How this file marks its turns; `labels`, `alone` and `timed_names` are the names accepted in each place."""

    timed: bool = False
    labels: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    timed_names: frozenset[str] = frozenset()
    chapters: bool = False
    """Whether the names beside times are titles of chapters."""

    @property
    def has_speech(self) -> bool:
        """Whether anything marks turns but white space."""
        return self.timed or bool(self.labels) or bool(self.alone)


@dataclass
class _Open:
    """The turn being read."""

    name: str | None
    seconds: float | None
    start: int
    parts: list[str] = field(default_factory=list[str])

    @property
    def is_bare(self) -> bool:
        return not "".join(self.parts).strip()


@dataclass(frozen=True)
class TextTranscript:
    """A text file as a transcript; the first `skip` lines say something about it."""

    decoded: Decoded
    about: About
    style: Style
    skip: int = 0

    def __iter__(self) -> Iterator[Turn]:
        source = iter_spoken(self) if self.style.has_speech else iter_paragraphs(self)
        for number, turn in enumerate(source):
            yield cut_turn(number, turn.name, "".join(turn.parts), turn.start, turn.seconds)


def iter_spoken(transcript: TextTranscript) -> Iterator[_Open]:
    """Turns by their marks. What stands above the first, and between a section's heading and the next, nobody says."""
    style, turn = transcript.style, None
    for line in _iter_body(transcript):
        opening = match_opening(line.text, style)
        if opening is not None:
            if turn is not None and turn.is_bare and _continues_heading(turn, opening):
                turn = _merge(turn, opening, line)
                continue
            if turn is not None:
                yield turn
            turn = _Open(opening.name, opening.seconds, line.start + opening.at, [line.raw[opening.at :]])
        elif _HEADING.match(line.text) or _FOOTER.match(line.text):
            if turn is not None:
                yield turn
            turn = None
        elif turn is not None:
            turn.parts.append(line.raw)
    if turn is not None:
        yield turn


def _continues_heading(turn: _Open, opening: Opening) -> bool:
    """A name inside a timed heading's words, or a time under a name alone, belongs to the same turn."""
    named_inside = opening.name is not None and opening.seconds is None and turn.seconds is not None
    timed_under = opening.name is None and opening.seconds is not None and turn.seconds is None
    return named_inside or timed_under


def _merge(turn: _Open, opening: Opening, line: Line) -> _Open:
    seconds = turn.seconds if opening.seconds is None else opening.seconds
    return _Open(opening.name or turn.name, seconds, line.start + opening.at, [line.raw[opening.at :]])


def iter_paragraphs(transcript: TextTranscript) -> Iterator[_Open]:
    """Paragraphs and list items; headings and rules are none."""
    turn: _Open | None = None
    for line in _iter_body(transcript):
        bare = not line.raw.strip()
        apart = bare or _HEADING.match(line.text) or _RULE.match(line.text)
        if turn is not None and (apart or _BULLET.match(line.text)):
            yield turn
            turn = None
        if apart:
            continue
        if turn is None:
            turn = _Open(None, None, line.start)
        turn.parts.append(line.raw)
    if turn is not None:
        yield turn


def match_opening(line: str, style: Style) -> Opening | None:
    """Whether `line` starts a turn in this style."""
    if style.timed and (found := _match_timed(line, style)):
        return found
    if found := _match_label(line, style):
        return found
    if style.alone and (found := _ALONE.match(line)) and (name := clean_label(found["name"])) in style.alone:
        return Opening(name, None, len(line))
    return None


def _match_timed(line: str, style: Style) -> Opening | None:
    if found := _NAME_TIME.match(line):
        name = clean_label(found["name"])
        if name in style.timed_names and _stands_apart(found):
            return Opening(
                None if style.chapters or is_topic(name) else name, parse_seconds(found["time"]), found.start("rest")
            )
    if not (found := _TIME_FIRST.match(line)):
        return None
    seconds, rest, at = parse_seconds(found["time"]), found["rest"], found.start("rest")
    label = _LABEL.match(rest)
    if label and is_name(name := clean_label(label["name"])):
        return Opening(name, seconds, at + label.end())
    if (chat := _CHAT.match(rest)) and is_name(name := clean_label(chat["name"])):
        return Opening(name, seconds, at + chat.end())
    name = clean_label(rest)
    if name and name in style.timed_names:
        return Opening(name, seconds, len(line))
    return Opening(None, seconds, at)


def _match_label(line: str, style: Style) -> Opening | None:
    found = _LABEL.match(line)
    if not found:
        return None
    name = clean_label(found["name"])
    marked = style.timed and found["marks"] and is_name(name)
    if name not in style.labels and not marked:
        return None
    if behind := _TIME_BEHIND.match(line, found.end()):
        return Opening(name, parse_seconds(behind["time"]), behind.end())
    return Opening(name, None, found.end())


def _stands_apart(found: re.Match[str]) -> bool:
    """A heading, not a sentence with a time in it: nothing behind the time, or the time in brackets or with a colon."""
    return not found["rest"].strip() or bool(found["open"]) or bool(found["colon"])


def open_text(decoded: Decoded) -> TextTranscript:
    """Go through the file once for its style, and read what its top says about it."""
    skip, about = _read_top(decoded)
    style = _find_style(TextTranscript(decoded, about, Style(), skip))
    if style.has_speech and not about.title:
        about = replace(about, title=_find_title(decoded, style))
    return TextTranscript(decoded, about, style, skip)


def _find_title(decoded: Decoded, style: Style) -> str:
    """A short first line above the talk."""
    first = next((line.text for line in iter_lines(decoded) if line.raw.strip()), "").strip()
    spoken = match_opening(first, style) is not None or is_about_line(first)
    return "" if spoken or len(first.split()) > 14 or first.startswith("---") else clean_label(first)


def _find_style(transcript: TextTranscript) -> Style:
    timed, labels, alone, heads = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    times = lines = marked = headings = 0
    for line in _iter_body(transcript):
        text = line.text
        if not text.strip():
            continue
        lines += 1
        headings += bool(_HEADING.match(text))
        if (found := _NAME_TIME.match(text)) and _stands_apart(found) and _could_head(found["name"]):
            timed[clean_label(found["name"])] += 1
        elif found := _TIME_FIRST.match(text):
            times += 1
            name = clean_label(found["rest"])
            if is_name(name) and (found["gap"] or len(name.split()) > 1):
                heads[name] += 1
        elif (found := _LABEL.match(text)) and is_name(name := clean_label(found["name"])):
            labels[name] += 1
        elif (found := _ALONE.match(text)) and is_name(name := clean_label(found["name"])):
            alone[name] += 1
            marked += bool(found["marks"])
    is_timed = timed.total() + times >= 2
    names = frozenset(timed) | frozenset(name for name in heads if heads.total() * 2 >= times)
    accepted = _accept(labels, lines, is_timed)
    lone = frozenset[str]() if accepted or (is_timed and not times) else _accept_alone(alone, marked, headings)
    return Style(is_timed, accepted, lone, names, _are_chapters(timed))


def _are_chapters(timed: Counter[str]) -> bool:
    """Three titles or more of which none comes again are chapters, not voices."""
    return len(timed) >= 3 and timed.total() == len(timed) and any(is_topic(name) for name in timed)


def _could_head(name: str) -> bool:
    label = clean_label(name)
    return is_name(label) or (len(label.split()) <= 4 and not re.search(r"[.!?;]\s*$|[\"“”]", label))


def _accept(labels: Counter[str], lines: int, is_timed: bool) -> frozenset[str]:
    """Names that recur; where labels mark the talk, those too that occur once."""
    recurring = frozenset(label for label, count in labels.items() if count >= 2)
    if is_timed:
        return recurring if recurring and labels.total() >= 4 else frozenset()
    speaks = labels.total() >= 2 and (labels.total() >= 0.3 * lines or bool(recurring))
    if not speaks or not (recurring or len(labels) >= 2):
        return frozenset()
    return frozenset(labels) if labels.total() >= 0.3 * lines else recurring


def _accept_alone(alone: Counter[str], marked: int, headings: int) -> frozenset[str]:
    """Names on lines alone that alternate: two voices at least, one of them three times, twice where set off."""
    least = 2 if marked * 2 >= alone.total() else 3
    names = {name: count for name, count in alone.items() if not is_topic(name)}
    recurring = frozenset(name for name, count in names.items() if count >= least)
    if recurring and len(names) >= 2 and sum(names.values()) == max(headings, marked):
        return frozenset(names)
    return recurring if len(recurring) >= 2 else frozenset()


def _iter_body(transcript: TextTranscript) -> Iterator[Line]:
    return (line for line in iter_lines(transcript.decoded) if line.number > transcript.skip)


def _read_top(decoded: Decoded) -> tuple[int, About]:
    """How many lines on top speak about the file, and what they say. Front matter counts as such."""
    lines: list[Line] = []
    for line in iter_lines(decoded):
        if line.number > 60:
            break
        lines.append(line)
    if lines and lines[0].text.strip() == "---":
        for line in lines[1:]:
            if line.text.strip() in {"---", "..."}:
                return line.number, read_about(_join_lists([kept.text for kept in lines[1 : line.number - 1]]))
    return _read_header(lines)


def _read_header(lines: list[Line]) -> tuple[int, About]:
    kept: list[str] = []
    title, skip, facts = "", 0, 0
    for line in lines:
        text = line.text.strip()
        if not text or _RULE.match(text):
            continue
        if not kept and not title and _HEADING.match(line.text):
            title = clean_label(text)
            continue
        if not (is_about_line(text) or is_voice_line(text)):
            break
        facts += is_about_line(text)
        kept.append(text)
        skip = line.number
    if not facts:
        kept, skip = [], 0
    return skip, read_about([*kept, *([f"title: {title}"] if title else [])])


def _join_lists(lines: list[str]) -> list[str]:
    """`participants:` with a list under it becomes one line."""
    joined: list[str] = []
    for line in lines:
        if joined and re.match(r"^\s*-\s+\S", line):
            item = line.strip()[1:].strip()
            joined[-1] += ("" if joined[-1].rstrip().endswith(":") else ",") + f" {item}"
        else:
            joined.append(line)
    return joined
