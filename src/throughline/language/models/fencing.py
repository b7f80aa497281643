"""Data on its way to a model: inside a fence nobody can write, so that no text in it can end it or speak for us."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def fence(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as JSON, one object a line, between `<data-…>` and `</data-…>`.

    The mark is derived from all that stands inside: whoever wrote a part of it cannot know it, and cannot make a part
    hold it, for the mark would change with that (SHA-256, 120 bits). Besides, no `<` or `>` is left in the rows, so no
    look-alike of a mark or of a model's own control words (`<|im_start|>`) can stand there. The same rows have the same
    mark again.
    """
    lines = [write_row(row) for row in rows]
    digest = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:30]
    return "\n".join([f"<data-{digest}>", *lines, f"</data-{digest}>"])


def write_row(row: Mapping[str, Any]) -> str:
    """One row as JSON on one line, `<` and `>` as escapes, which read back as themselves."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().translate(_ESCAPES)
