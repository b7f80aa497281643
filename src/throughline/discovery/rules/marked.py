"""Parts of a text that are marked when it is shown: a quote in its place, or the words by which an item was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters, marked or not."""

    text: str
    marked: bool


def cut_at(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    """`text` in parts, those inside `spans` (start, end; end excluded) marked. Joined they are `text` again.

    A text longer than `LONGEST_SHOWN` characters is shown from a little before its first mark.
    """
    parts: list[Part] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            parts += [Part(text[at:start], False), Part(text[start:end], True)]
            at = end
    parts.append(Part(text[at:], False))
    return _shorten(tuple(part for part in parts if part.text))


def _shorten(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if sum(len(part.text) for part in parts) <= LONGEST_SHOWN:
        return parts
    shown: list[Part] = []
    room = LONGEST_SHOWN
    for place, part in enumerate(parts):
        last_before_mark = place == 0 and not part.marked and len(parts) > 1
        text = part.text[-1000:] if last_before_mark and len(part.text) > 1000 else part.text
        text = f"… {text}" if text is not part.text else text
        if room <= 0:
            break
        shown.append(Part(text if len(text) <= room else f"{text[:room]} …", part.marked))
        room -= len(text)
    return tuple(shown)


def find_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of `words` begins a word of `text`, however the word ends: "time" finds "times"."""
    stems = sorted({_stem(word) for word in words if len(word) > 2}, key=len, reverse=True)
    if not stems:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, stems))})\w{{0,4}}(?!\w)", re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def tell_words(text: str, words: Sequence[str], *, limit: int = 3) -> tuple[str, ...]:
    """The first `limit` different words of `text` that match `words`, as the text writes them."""
    found = dict.fromkeys(text[start:end].casefold() for start, end in find_words(text, words))
    kept: list[str] = []
    for word in found:
        if not any(word.startswith(_stem(other)) or other.startswith(_stem(word)) for other in kept):
            kept.append(word)
    return tuple(kept[:limit])


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
