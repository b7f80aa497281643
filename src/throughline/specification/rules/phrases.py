"""Patterns as lists of phrases: one alternative a line, deeper lines going on with the one above."""

from __future__ import annotations

import re


def compile_phrases(listed: str, *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    """One pattern that matches any of the `listed` phrases, whatever their case.

    Each phrase is a regular expression in which a space is a space. `before` and `after` must hold at its edges.
    """
    return re.compile(rf"{before}(?:{'|'.join(read_phrases(listed))}){after}", re.IGNORECASE)


def read_phrases(listed: str) -> list[str]:
    """The phrases of a text: a line that is indented more than the first one goes on with the phrase above it."""
    lines = [line for line in listed.split("\n") if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    phrases: list[str] = []
    for line in lines:
        if len(line) - len(line.lstrip()) > margin and phrases:
            phrases[-1] += line.strip()
        else:
            phrases.append(line.strip())
    return phrases
