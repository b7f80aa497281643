"""Texts made comparable without losing the way back: every character knows where it stood in the original.

Only what typesetting changes is evened out: white space, quotation marks, dashes, the three dots of an ellipsis,
invisible characters, composed accents and Markdown emphasis. Letters, digits, case and all other marks stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(
    r"""
      (?P<dash>[\s\u00ad\u200b-\u200f\ufeff]*[-‐‑‒–—―−﹘﹣－]+\s*(?:[-‐‑‒–—―−]+\s*)*)
    | (?P<dots>\s*(?:\.\s*\.\s*\.+|…)[.…]*\s*)
    | (?P<mark>["'‘’‚‛“”„‟«»‹›`´′″＂＇「」『』](?:[\u00ad\u200b-\u200f\u2060\ufeff]*["'‘’‚‛“”„‟«»‹›`´′″＂＇「」『』])*)
    | (?P<space>\s(?:[\u00ad\u200b-\u200f\u2060\ufeff]*\s)+|[^\S ])
    | (?P<hidden>[\u00ad\u200b-\u200f\u2060\ufeff]+)
    | (?P<stars>\*+|(?<!\w)__|__(?!\w))
    | (?P<letter>.[\u0300-\u036f]+|[\ufb00-\ufb06])
    """,
    re.VERBOSE | re.DOTALL,
)
_EVEN = {"dash": "-", "dots": "…", "mark": "'", "space": " ", "hidden": ""}
_OUTER = "\"'‘’‚‛“”„‟«»‹›`´″＂「」『』"


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` evened out; its character k stood at `original[starts[k]:ends[k]]`."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original, without white space at either end."""
        first, last = self.starts[start], self.ends[end - 1]
        inner = self.original[first:last]
        return first + len(inner) - len(inner.lstrip()), last - len(inner) + len(inner.rstrip())


@lru_cache(maxsize=4096)
def normalise(original: str) -> Normalised:
    """Even out `original`, keeping for every character of the result where it came from."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _pieces(original):
        same = len(piece) == end - start and original[start:end] == piece
        text.append(piece)
        starts.extend(range(start, end) if same else [start] * len(piece))
        ends.extend(range(start + 1, end + 1) if same else [end] * len(piece))
    return _trim("".join(text), starts, ends, original)


def even_out(original: str) -> str:
    """The normalised text alone, for searching many texts."""
    return "".join(piece for piece, _, _ in _pieces(original)).strip(" ")


def _pieces(original: str) -> Iterator[tuple[str, int, int]]:
    """The text in runs that stay as they are and specials evened out, each with its place in the original."""
    at = 0
    for match in _SPECIAL.finditer(original):
        if at < match.start():
            yield original[at : match.start()], at, match.start()
        yield _even(match, original), match.start(), match.end()
        at = match.end()
    yield original[at:], at, len(original)


def _even(match: re.Match[str], original: str) -> str:
    kind = match.lastgroup or "letter"
    if kind == "letter":
        return _compose(match.group())
    if kind == "stars":
        return "" if _is_emphasis(match, original) else match.group()
    return _EVEN[kind]


def _compose(letter: str) -> str:
    """One letter with its accents as one character, and printers' ligatures as the letters they join."""
    form = "NFKC" if "\ufb00" <= letter[0] <= "\ufb06" else "NFC"
    return unicodedata.normalize(form, letter)


def _is_emphasis(match: re.Match[str], original: str) -> bool:
    """Whether stars hug a word from one side, as **bold** does and a bullet or a product (2 * 3) does not."""
    before = original[match.start() - 1 : match.start()]
    after = original[match.end() : match.end() + 1]
    opens = bool(after) and not after.isspace() and not before.isalnum()
    closes = bool(before) and not before.isspace() and not after.isalnum()
    return opens or closes


def _trim(text: str, starts: list[int], ends: list[int], original: str) -> Normalised:
    """Without white space at either end."""
    first = len(text) - len(text.lstrip(" "))
    last = max(first, len(text.rstrip(" ")))
    return Normalised(original, text[first:last], tuple(starts[first:last]), tuple(ends[first:last]))


def strip_outer_marks(text: str) -> str:
    """`text` without white space and quotation marks around the whole of it."""
    text = text.strip()
    while len(text) > 1 and text[0] in _OUTER and text[-1] in _OUTER:
        text = text[1:-1].strip()
    return text
