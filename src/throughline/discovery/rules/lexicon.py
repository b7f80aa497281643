"""Word lists, written as text."""

from __future__ import annotations


def list_words(text: str) -> frozenset[str]:
    """The words of `text`, which white space separates."""
    return frozenset(text.split())
