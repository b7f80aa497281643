"""Which characters every database can keep.

PostgreSQL refuses the NUL character, and neither it nor SQLite takes half a character (a lone surrogate, which JSON can
name).
"""

from __future__ import annotations

import re

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def find_unkept(text: str) -> str:
    """Why this text cannot be kept as it is; empty where it can."""
    if "\x00" in text:
        return "it holds a NUL byte"
    return "" if text.isascii() or not _NOT_KEPT.search(text) else "it holds half a character (a lone surrogate)"


def replace_unkept(text: str) -> str:
    """The text with U+FFFD wherever a character cannot be kept."""
    return _NOT_KEPT.sub("\ufffd", text) if find_unkept(text) else text
