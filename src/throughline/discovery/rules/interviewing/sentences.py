"""A turn cut into sentences and, where captions have no punctuation, into questions by how they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n\s*\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|approx|dr|mr|mrs|ms|st)|\b[A-Za-z])\.$|\d\.$(?=\s\d)|\.\.\.?$|…$", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“][^\"“”]{1,400}[\"”]")
_WHO = r"(?:you|y['’]?all|your|we|they|it|that|this|there|the|an?|any(?:one|body)?|people|those|these|I|he|she)\b"
_AUX = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should)(?:n['’]t)?"
_STOP = r"(?:um+|uh+|er+|okay|ok|so|and|but|or|yeah|right|cool|now|like|then|well|great|question|is)"
_CUE = re.compile(
    rf"\b(?:what|why|how|where|who|which|when)(?:['’]s|['’]re)? (?:(?!{_AUX}\b)[\w'’]+ ){{0,3}}?{_AUX} {_WHO}"
    rf"|\b(?:what|how|where|who)['’]s {_WHO}"
    rf"|\b{_AUX} (?:you|y['’]?all|anyone|anybody)\b(?! know how| say)"
    rf"|(?:^|\b{_STOP} ){_AUX} {_WHO}"
    r"|\bwhy don['’]?t (?:you|we)\b|\b(?:tell|walk|talk) (?:me|us) (?:about|through|more|what|how|why)\b"
    r"|\bwhat (?:would|could|will|might) be\b|\b(?:is|are) there any\b"
    r"|\b(?:which|what) \w+(?: um)? (?:or is it|do|does|did)\b"
    r"|\b(?:how|what) about you\b|\bwhat happen(?:s|ed)\b|\bat what point\b",
    re.IGNORECASE,
)
_LEAD_WORD = re.compile(rf"{_STOP} (?=\w)", re.IGNORECASE)
_WORDS_A_SENTENCE = 60
LONGEST_QUESTION = 1_000


class Span(NamedTuple):
    """Where something stands in a turn's text."""

    start: int
    end: int


def split_sentences(text: str) -> list[Span]:
    """Every sentence, without the white space around it."""
    spans: list[Span] = []
    start = 0
    for found in _END.finditer(text):
        if _is_abbreviation(text, found):
            continue
        spans.append(Span(start, found.end()))
        start = found.end()
    spans.append(Span(start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, span)) is not None]


def is_unpunctuated(text: str) -> bool:
    """Whether it is caption text without full stops: none at all, or far too few for its words."""
    marks = len(_END.findall(text))
    return marks * _WORDS_A_SENTENCE < len(text.split())


def cut_by_cues(text: str) -> list[Span]:
    """The questions of a text without punctuation: from how one begins to where the next begins, or the end."""
    starts: list[int] = []
    for found in _CUE.finditer(text):
        at = _skip_lead(text, found)
        if starts and _continues(text[starts[-1] : at]):
            continue
        starts.append(at)
    ends = [*starts[1:], len(text)][: len(starts)]
    spans = [_trim(text, Span(start, _clip(text, start, end))) for start, end in zip(starts, ends, strict=True)]
    return [span for span in spans if span is not None]


def _clip(text: str, start: int, end: int) -> int:
    """Nobody asks a thousand characters long; whatever follows was said after the question."""
    if end - start <= LONGEST_QUESTION:
        return end
    return start + len(text[start : start + LONGEST_QUESTION].rsplit(" ", 1)[0])


def find_quoted(text: str) -> list[Span]:
    """Where quotation marks stand around somebody else's words; not where they stand around all of it."""
    found = [Span(quote.start(), quote.end()) for quote in _QUOTED.finditer(text)]
    return [span for span in found if span.end - span.start < len(text.strip())]


def is_quoted(span: Span, quoted: Sequence[Span]) -> bool:
    """Whether how it ends stands in quotation marks within the turn."""
    return any(quote.start < span.end - 1 <= quote.end for quote in quoted)


def _is_abbreviation(text: str, found: re.Match[str]) -> bool:
    if not found[0].startswith("."):
        return False
    before = text[max(0, found.start() - 8) : found.start() + len(found[0].rstrip("\"”’')]"))]
    if re.search(r"\d\.$", before) and re.match(r"\s\d", text[found.end() :]):
        return True
    return bool(_ABBREVIATED.search(before)) and not re.search(r"\bI\.$", before) and found.end() < len(text)


def _trim(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if any(sign.isalnum() for sign in text[start:end]) else None


def _skip_lead(text: str, found: re.Match[str]) -> int:
    """Where the question itself starts, after "so" or "and" that helped to find it."""
    lead = _LEAD_WORD.match(text, found.start())
    return lead.end() if lead and not re.match(r"is\b", found[0], re.IGNORECASE) else found.start()


def _continues(between: str) -> bool:
    """Whether the words since the last cue show that the same question goes on: a false start, or an alternative."""
    words = between.split()
    return len(words) <= 4 or words[-1].lower() in {"or", "because"}
