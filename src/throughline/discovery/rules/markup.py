"""Words without the marks of markup: what a person reads, and what quotes are compared with."""

from __future__ import annotations

import html
import re

_CAPTION_TAG = re.compile(
    r"</?(?:c|i|b|u|v|ruby|rt|lang|font|em|strong|span)(?:[.\s][^<>]*)?/?>|<(?:\d+:)?\d{2}:\d{2}\.\d{3}>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_POSITION = re.compile(r"\{\\an?\d+\}")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\]\n]+)\]\((?:https?:|mailto:|/)[^)\s]*\)")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,3}[.)](?=\s+(?:[A-Z*_\"“'‘]|\[)))[ \t]+(?=\S)")
_OUTER = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|>>+[ \t]*)")
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_DIRECTION = re.compile(
    r"\[[^\[\]\n]{0,60}\]|\((?:[^()\n]{0,20}\b)?(?:laugh\w*|music|applause|inaudible|crosstalk|silence|pause[sd]?|sighs?|cough\w*|chuckl\w*|unintelligible|indistinct)\b[^()\n]{0,20}\)|[♪♫]+",
    re.IGNORECASE,
)


def read_plainly(written: str, *, captions: bool = False) -> str:
    """`written` without bold marks, list marks, heading marks and links' addresses; in captions without tags too.

    Lines that captions wrap are joined; paragraphs stay apart. No word is changed, added or left out.
    """
    text = written
    if captions:
        text = _POSITION.sub("", _CAPTION_TAG.sub("", text))
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "*" in text or "_" in text or "-" in text:
        text = _RULE.sub("", text)
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\1", text)
    return _join_lines(text)


def has_words(text: str) -> bool:
    """Whether anything is said besides stage directions such as `[Music]`."""
    return any(letter.isalnum() for letter in _DIRECTION.sub("", text))


def _join_lines(text: str) -> str:
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", re.sub(r"\r\n?", "\n", text.strip())):
        lines = block.split("\n")
        is_list = any(_BULLET.match(line) for line in lines[:2])
        lines = [_strip_marks(line, is_list or place == 0) for place, line in enumerate(lines)]
        paragraphs.append(re.sub(r"[ \t\xa0]+", " ", " ".join(line.strip() for line in lines if line.strip())))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _strip_marks(line: str, is_list: bool) -> str:
    line = _OUTER.sub("", line)
    return _BULLET.sub("", line) if is_list else line
