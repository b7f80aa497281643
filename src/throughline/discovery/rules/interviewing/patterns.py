"""Alternatives of one pattern, written one below the other."""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """A pattern that finds any of `patterns`, in small or capital letters."""
    return re.compile("|".join(patterns), re.IGNORECASE)
