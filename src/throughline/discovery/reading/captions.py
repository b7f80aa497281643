"""WebVTT and SRT: cues, the voices in them, and what a NOTE says about the conversation.

A cue is one turn, also where it is empty; a cue with several `<v Name>` voices, or several `Name:` lines, is one turn
for each, in order. Words before the first voice of a cue are a turn of their own, without a speaker. Where most cues
have a name, one without that goes on with the sentence of the cue before belongs to the same voice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from throughline.discovery.reading.about import is_about_line, read_about
from throughline.discovery.reading.originals import Decoded, Line, iter_lines
from throughline.discovery.reading.turns import About, Turn, cut_turn, parse_seconds
from throughline.discovery.rules.names import clean_label, is_name

TIMING = re.compile(
    r"^\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,7})?)\s*-->\s*"
    r"(?P<end>(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,7})?)"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]+([^<>]*))?>")
_LABEL = re.compile(
    r"^[ \t]*(?:\{\\[^{}]*\}|<[ibu]>)*(?:-\s*|>>\s*)?"
    r"(?P<marks>\**)(?P<label>[^\W\d_][^:\n<>]{0,59}?)(?P=marks):(?P=marks)(?:[ \t]+|$)"
)
_BRACKETED = re.compile(r"^[ \t]*\[(?P<label>[^\W\d_][^\]:\n<>]{0,59})\]:?[ \t]+(?=\S)")
_FINISHED = re.compile(r"[.!?…:;][\"”’')\]]*(?:\s|<[^<>]*>)*$")
_LEAD = re.compile(r"(?:\s|<[^<>]*>|\{\\[^{}]*\})*")
_BLOCKS_WITHOUT_WORDS = ("NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")


@dataclass(frozen=True, slots=True)
class Cue:
    """When it starts and ends, and its lines."""

    seconds: float | None
    ends: float | None
    lines: list[Line]

    @property
    def start(self) -> int:
        return self.lines[0].start if self.lines else 0

    @property
    def text(self) -> str:
        return "".join(line.raw for line in self.lines)


@dataclass(frozen=True)
class CaptionTranscript:
    """A caption file as a transcript: `labels` are names found before a colon, `name_lines` names on a line alone."""

    decoded: Decoded
    about: About
    labels: frozenset[str] = field(default_factory=frozenset[str])
    name_lines: frozenset[str] = field(default_factory=frozenset[str])
    goes_on: bool = False
    """Whether a cue without a name that goes on with a sentence is the same voice's."""

    def __iter__(self) -> Iterator[Turn]:
        number, held = 0, None
        for cue in iter_cues(self.decoded):
            for speaker, text, start in self._split(cue):
                if speaker is None and self.goes_on and _begins_within(text):
                    speaker = held
                yield cut_turn(number, speaker, text, start, cue.seconds)
                number += 1
                held = speaker if text.strip() and not _FINISHED.search(text) else None

    def names_most(self) -> bool:
        """Whether most cues that begin a sentence have a name."""
        begun = named = 0
        for cue in iter_cues(self.decoded):
            speaker, text, _ = next(self._split(cue))
            begun += speaker is not None or not _begins_within(text)
            named += speaker is not None
        return named * 2 > begun

    def _split(self, cue: Cue) -> Iterator[tuple[str | None, str, int]]:
        """Each voice of the cue with its words and where they start; always at least one."""
        text, start = cue.text, cue.start
        first = clean_label(cue.lines[0].text) if len(cue.lines) > 1 else ""
        if first and first in self.name_lines:
            yield first, text[len(cue.lines[0].raw) :], start + len(cue.lines[0].raw)
        elif voices := list(_VOICE.finditer(text)):
            yield from _split_voices(text, start, voices)
        else:
            yield from self._split_labels(cue)

    def _split_labels(self, cue: Cue) -> Iterator[tuple[str | None, str, int]]:
        speaker, at, parts, found_any = None, cue.start, [], False
        for line in cue.lines:
            found = match_label(line.text, self.labels)
            if found:
                if found_any or "".join(parts).strip():
                    yield speaker, "".join(parts), at
                speaker, found_any = found[0], True
                at, parts = line.start + found[1], [line.raw[found[1] :]]
            else:
                parts.append(line.raw)
        yield speaker, "".join(parts), at


def _begins_within(text: str) -> bool:
    """Whether the words begin small, as the rest of a sentence does."""
    return text[_LEAD.match(text).end() :][:1].islower()  # type: ignore[union-attr]


def _split_voices(text: str, start: int, voices: list[re.Match[str]]) -> Iterator[tuple[str | None, str, int]]:
    before = text[: voices[0].start()]
    if before.strip():
        yield None, before, start
    for voice, following in zip(voices, [*voices[1:], None], strict=True):
        end = following.start() if following else len(text)
        words = re.sub(r"\s*</v>\s*$", "", text[voice.end() : end])
        yield clean_label(voice[1] or "") or None, words, start + voice.end()


def match_label(line: str, labels: frozenset[str]) -> tuple[str, int] | None:
    """The accepted name at the head of `line` and where the words behind it start."""
    for pattern in (_LABEL, _BRACKETED):
        if (found := pattern.match(line)) and (label := clean_label(found["label"])) in labels:
            return label, found.end()
    return None


def find_label(line: str) -> str | None:
    """What could be a name at the head of `line`."""
    for pattern in (_LABEL, _BRACKETED):
        if (found := pattern.match(line)) and is_name(label := clean_label(found["label"])):
            return label
    return None


def open_captions(decoded: Decoded) -> CaptionTranscript:
    """Go through the file once for its labels and what it says about itself."""
    labels, lines, cues, ends = Counter[str](), Counter[str](), 0, None
    for cue in iter_cues(decoded):
        cues, ends = cues + 1, cue.ends
        labels.update(label for line in cue.lines if (label := find_label(line.text)))
        first = clean_label(cue.lines[0].text) if len(cue.lines) > 1 else ""
        if first and is_name(first):
            lines[first] += 1
    on_lines = accept_labels(lines, cues, mostly=0.8) if lines.total() >= 0.5 * cues else frozenset[str]()
    about = replace(_read_notes(decoded), ends_at=ends)
    transcript = CaptionTranscript(decoded, about, accept_labels(labels, cues), on_lines)
    return replace(transcript, goes_on=transcript.names_most())


def accept_labels(labels: Counter[str], turns: int, *, mostly: float = 0.5) -> frozenset[str]:
    """Names that recur, and, where at least the share `mostly` of turns is labelled, those that occur once."""
    recurring = {label for label, count in labels.items() if count >= 2}
    return frozenset(labels) if labels.total() >= mostly * turns else frozenset(recurring)


def iter_cues(decoded: Decoded) -> Iterator[Cue]:
    """Every cue in order. Text behind a blank line inside a cue still belongs to it."""
    cue: Cue | None = None
    for block in _iter_blocks(decoded):
        timings = [place for place, line in enumerate(block) if TIMING.match(line.text)]
        if not timings:
            if cue is not None and not block[0].text.startswith(_BLOCKS_WITHOUT_WORDS):
                cue.lines.extend(_fill_gap(cue, block))
            continue
        for place, following in zip(timings, [*timings[1:], None], strict=True):
            if cue is not None:
                yield cue
            found = TIMING.match(block[place].text)
            end = len(block) if following is None else _leave_out_id(block, place, following)
            times = (parse_seconds(found["start"]), parse_seconds(found["end"])) if found else (None, None)
            cue = Cue(*times, block[place + 1 : end])
    if cue is not None:
        yield cue


def _fill_gap(cue: Cue, block: list[Line]) -> list[Line]:
    """The block's lines, with the blank lines before them so that offsets stay exact."""
    if not cue.lines:
        return block
    last = cue.lines[-1]
    gap = block[0].start - last.start - len(last.raw)
    return [Line(last.number + 1, last.start + len(last.raw), "\n" * gap), *block] if gap else block


def _leave_out_id(block: list[Line], place: int, following: int) -> int:
    before = block[following - 1].text.strip()
    return following - 1 if following - 1 > place and before.isdigit() else following


def _iter_blocks(decoded: Decoded) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in iter_lines(decoded):
        if line.raw.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read_notes(decoded: Decoded) -> About:
    """`Key: value` lines of the header and of NOTE blocks."""
    kept: list[str] = []
    title = ""
    for block in _iter_blocks(decoded):
        head = block[0].text.strip()
        if head.startswith("WEBVTT"):
            title = head.removeprefix("WEBVTT").strip(" -–\t")
        elif not head.startswith("NOTE"):
            if any(TIMING.match(line.text) for line in block):
                break
            continue
        noted = [head.removeprefix("NOTE").strip(), *(line.text.strip() for line in block[1:])]
        kept += [line for line in noted if is_about_line(line)]
    return read_about([*([f"title: {title}"] if title else []), *kept])
