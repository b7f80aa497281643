"""Choices that look like chance and are the same each time: numbers out of a hash of a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Chosen = TypeVar("Chosen")
_BYTES = 8


class Chance:
    """A stream of numbers that depends on its seed alone."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode("utf-8", "surrogatepass")
        self._count = 0

    def below(self, most: int) -> int:
        """A whole number from 0 up to but not including `most`."""
        self._count += 1
        digest = hashlib.sha256(self._seed + self._count.to_bytes(_BYTES, "big")).digest()
        return int.from_bytes(digest[:_BYTES], "big") % most

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` up to but not including `most`."""
        return least + self.below(most - least)

    def some(self, choices: Sequence[Chosen], count: int) -> tuple[Chosen, ...]:
        """So many of the choices, none twice."""
        left = list(choices)
        return tuple(left.pop(self.below(len(left))) for _ in range(min(count, len(left))))

    def pick(self, choices: Sequence[Chosen]) -> Chosen:
        """One of the choices."""
        return choices[self.below(len(choices))]
