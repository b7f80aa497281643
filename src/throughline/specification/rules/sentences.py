"""Where sentences begin and end, as places in the text, so that whatever is quoted can be cut out unchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|mr|mrs|ms|dr|prof|inc|ltd|no|nr|fig|st|ca|z\.b|bzw|usw)\.|\b[A-Z]\.)$",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.!?…]+[\"'”’»)\]*_]*(?=\s|$|<)|\n+"
    r"|(?:\s*</?(?:p|br|div|ul|ol|li|h[1-6]|tr|td|th|table|tbody|blockquote|hr|section|span|html|body)(?:\s[^<>]*)?/?>)+",
    re.IGNORECASE,
)
"""Where a sentence may end: its mark, a line end, or a tag that sets a new block."""
_BULLET = re.compile(r"(?:[-*•–·>]+|\(?\d{1,2}[.)])\s+")
_SPEAKER_MARK = re.compile(r"\[[^\]]{0,20}\]")
_WORD = re.compile(r"[^\W_]+(?:['’\-./+#&][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of `source_text`, without list marks or outer white space."""

    source_text: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source_text[self.start : self.end]

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)

    @property
    def broken(self) -> bool:
        """Whether a line end runs through it, so that it would not stand in the source as one line."""
        return "\n" in self.text or "\r" in self.text


def count_words(text: str) -> int:
    """How many words `text` has."""
    return sum(1 for _ in _WORD.finditer(text))


_CLOSING = "”’)]}»,;:."


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of `text`, in order; a line end ends one unless the next line goes on in lower case."""
    pieces: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        apart = match.group().isspace() or match.group().lstrip().startswith("<")
        pieces.append(_trim(text, start, match.start() if apart else match.end()))
        start = match.end()
    pieces.append(_trim(text, start, len(text)))
    return tuple(piece for piece in pieces if piece.end > piece.start and _WORD.search(piece.text))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(" \t\r")
    if match.group().lstrip().startswith("<"):
        return True
    if match.group().startswith("\n"):
        return len(match.group()) > 1 or not following[:1].islower()
    if match.group().startswith(".") and _ABBREVIATION.search(text[: match.start() + 1]):
        return False
    return not following[:1].islower()


def _trim(text: str, start: int, end: int) -> Sentence:
    while start < end and (text[start].isspace() or text[start] in _CLOSING):
        start += 1
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(text, start, end)


_CLAUSE_EDGE = re.compile(
    r"[;()\n–—]\s*|[,:](?!\d)\s*|[.!?…]+\s+|\s+-\s+|\s+(?=(?:but|because|so|although|though|while|whereas)\b)",
    re.IGNORECASE,
)


_JOINT = re.compile(r"\s*(?:and|but|so|because|or|then|also|yet)\s+", re.IGNORECASE)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of `text` that holds characters `start` to `end`, cut at its commas and conjunctions."""
    left, right = 0, len(text)
    for edge in _CLAUSE_EDGE.finditer(text):
        if edge.end() <= start:
            left = edge.end()
        elif edge.start() >= end:
            right = edge.start()
            break
    lead = _JOINT.match(text, left, start)
    left = lead.end() if lead else left
    while right > left and text[right - 1] in " \t.!?…,;:":
        right -= 1
    return left, max(right, end)


def is_clean(text: str) -> bool:
    """Whether the words can be set in a document: no addresses, machine strings or markup `set_plain` keeps."""
    plain = set_plain(text)
    return "**" not in plain and not _UNFIT.search(plain) and not _SPEAKER_MARK.search(plain)


def set_plain(words: str) -> str:
    """Words as one line without marks of emphasis: what verification counts as the same words, and no more."""
    line = " ".join(words.split())
    return _EMPHASIS.sub(r"\1", line)


def widen_clause(text: str, start: int, end: int, *, most: int) -> tuple[int, int]:
    """The clause around characters `start` to `end` with its neighbours, as long as all have at most `most` words.

    It grows to the left first where it hangs on what stands before ("which removed …").
    """
    edges = [0, *(edge.end() for edge in _CLAUSE_EDGE.finditer(text)), len(text)]
    left = max(k for k, place in enumerate(edges) if place <= start)
    right = min(k for k, place in enumerate(edges) if place >= end)
    while left > 0 and _HANGING.match(text, edges[left]) and count_words(text[edges[left - 1] : edges[right]]) <= most:
        left -= 1
    while right + 1 < len(edges) and count_words(text[edges[left] : edges[right + 1]]) <= most:
        right += 1
    last = edges[right]
    while last > end and text[last - 1] in " \t\n,;:(–—-":
        last -= 1
    lead = _JOINT.match(text, edges[left], start)
    first = lead.end() if lead else edges[left]
    while first < start and text[first] in _CLOSING + " ":
        first += 1
    return first, last


_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+?)(?<=\S)\*\*(?![\w*])")
_HANGING = re.compile(r"\s*(?:which|who|whom|whose|that|where|and|or|then|it|they|this|he|she)\b", re.IGNORECASE)
_UNFIT = re.compile(
    r"https?://|www\.|\S+@\S+\.\w|[<>{}|`]|\b\w{33,}|(?:\d[ -]?){9,}|\b[0-9a-f]{8}-[0-9a-f]{4}|\\[nu]", re.IGNORECASE
)
