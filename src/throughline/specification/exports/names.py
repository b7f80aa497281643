"""Names of files that every system takes: short, plain ASCII, and none that Windows keeps for itself."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 48
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$")
_APOSTROPHES = re.compile("['’`´]")


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
