"""Names of files that every system takes: short, plain ASCII, and none that Windows keeps for itself."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 48
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")
_APOSTROPHES = re.compile("['’`´]")
_SMALL = re.compile(
    r"(?:an?|the|and|or|of|to|in|on|at|by|for|from|with|as|is|are|was|were|be|been|its?|this|that|these|those|not?"
    r"|their|his|her|our|your|my|i|we|you|they|when|if|then|so|than|too|very|can|could|should|would|will|ha[sd]|have"
    r"|do|does|did|over|under|after|before|into|out|up)$",
    re.IGNORECASE,
)


def shorten_name(text: str, fallback: str, *, words: int = 4) -> str:
    """A name of the first few words that mean something: `Customs declarations are rejected at the border` as
    `customs-declarations-rejected-border`."""
    kept = [word for word in re.findall(r"[\w'’]+", text) if not _SMALL.match(word)][:words]
    return make_name(" ".join(kept) or text, fallback)


def make_name(text: str, fallback: str, *, longest: int = _LONGEST) -> str:
    """`Get past a refusal` as `get-past-a-refusal`, cut at a word; `fallback` where no letter of it is left."""
    bare = _APOSTROPHES.sub("", text.lower().translate(_LETTERS))
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    name = words[0][:longest] if words else ""
    for word in words[1:]:
        if len(name) + 1 + len(word) > longest:
            break
        name = f"{name}-{word}"
    if not name:
        return make_name(fallback, "prd", longest=longest)
    return f"{name}-file" if _RESERVED.match(name) else name
