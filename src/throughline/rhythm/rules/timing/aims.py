"""What a person aims for. The two starting points are ours and measure nobody; every figure can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.rhythm.rules.timing.contracts import WORK, Kind

ALL = 100


@dataclass(frozen=True, slots=True)
class Preset:
    """A named starting point: percent of the hours that go to the six kinds."""

    key: str
    name: str
    shares: Mapping[Kind, int]


def _give(*shares: int) -> dict[Kind, int]:
    return dict(zip(WORK, shares, strict=True))


PRESETS = (
    Preset("start-up", "A ten-person start-up", _give(30, 10, 20, 10, 10, 20)),
    Preset("large", "A two-thousand-person company", _give(20, 15, 15, 30, 10, 10)),
)


def find_fault(shares: Mapping[Kind, int]) -> str:
    """What is wrong with an aim, as a sentence's beginning; empty where nothing is."""
    if set(shares) != set(WORK) or any(not 0 <= share <= ALL for share in shares.values()):
        return "an aim has a share for each of the six kinds"
    total = sum(shares.values())
    return "" if total == ALL else f"these shares make {total}, not 100"


def name_preset(shares: Mapping[Kind, int]) -> str:
    """The key of the starting point that these shares are, else empty."""
    return next((one.key for one in PRESETS if dict(one.shares) == dict(shares)), "")
