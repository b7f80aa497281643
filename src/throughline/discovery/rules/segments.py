"""Segments by other spellings: what is surely one name, and what a person should be asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

_COUNTED = re.compile(r"\b(?:employees|people|persons|staff|users|seats|fte|headcount|mitarbeiter)\b")
_THOUSANDS = re.compile(r"(?<=\d)[,.'’\s](?=\d{3}(?!\d))")
_DASHES = re.compile(r"\s*(?:[-–—‒−]|\bto\b)\s*(?=\d)")
_RANGE = re.compile(r"(\d+)-(\d+)")
_OPEN = re.compile(r"(?:(?:>|over|more than)=?\s*(\d+)|(\d+)\s*\+)")
_BELOW = re.compile(r"(?:<|under|less than|up to)=?\s*(\d+)")
_SIGNS = re.compile(r"[^\w<>+-]|(?<!\d)-|-(?!\d)")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two segments that may be one: `name` would go into `into`."""

    name: str
    into: str
    because: str


def name_key(segment: str) -> str:
    """The same for spellings that mean the same for sure: "Mid-Market" and "mid market", ">1,000" and "> 1000"."""
    bare = _THOUSANDS.sub("", segment.casefold()).replace("&", " and ")
    bare = _DASHES.sub("-", _COUNTED.sub(" ", bare))
    return _SIGNS.sub("", bare) or segment.casefold().strip()


def find_alike(segments: Sequence[str]) -> tuple[Alike, ...]:
    """Bands of numbers that differ by one at an end: "100-999" and "100-1000". The first of two is kept, in order."""
    bands = [(segment, band) for segment in segments if (band := read_band(segment))]
    found: list[Alike] = []
    gone: set[str] = set()
    for place, (into, band) in enumerate(bands):
        for name, other in bands[place + 1 :]:
            if name not in gone and into not in gone and _is_near(band, other):
                found.append(Alike(name, into, "the same band but for one at its ends"))
                gone.add(name)
    return tuple(found)


def read_band(segment: str) -> tuple[float, float] | None:
    """The lowest and highest number that a band names, or None where it names none."""
    key = name_key(segment)
    if found := _RANGE.fullmatch(key):
        return float(found[1]), float(found[2])
    if found := _OPEN.fullmatch(key):
        return float(found[1] or found[2]), inf
    if found := _BELOW.fullmatch(key):
        return 0.0, float(found[1])
    return None


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(a == b or abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
