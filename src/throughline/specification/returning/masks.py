"""Words that stand in a folder in place of what may not leave, and what they stand for.

A folder is read back by whoever may see the names, so a mask must never be stored as if it were one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from throughline.specification.exports.page import flatten

_FIXED = r"\[(?:mail|phone|card|[A-Z]{2,12})\]|⟨U\+[0-9A-F]{4,6}⟩"


@dataclass(frozen=True)
class Restored:
    """A text in which every mask whose meaning is certain was replaced; `left` are those that were not, of all its
    `masks`; `gone` are those of the line that stand in the text no more."""

    text: str
    left: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Masks:
    """Which words are masks here: those for personal data, and the pseudonyms of `names` with whom they stand for."""

    names: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known = (rf"{re.escape(name)}(?!\d)" for name in sorted(self.names, key=len, reverse=True))
        return re.compile("|".join([_FIXED, *known]))

    def find(self, text: str) -> list[str]:
        """Every mask in the text, in order."""
        return self._pattern.findall(text)

    def put_back(self, text: str, *, masked: str = "", real: str = "") -> Restored:
        """`text` with what its masks stand for; `masked` and `real` are the line as it leaves and as it is.

        What looks like a mask in the line itself is a word of the line. A mask that stands for two different things,
        or was not in the line and is no pseudonym, is left.
        """
        values = self._read_values(flatten(masked), flatten(real))
        own, order = Counter(self.find(real)), Counter(self.find(text))
        seen: Counter[str] = Counter()
        left: list[str] = []
        masks: list[str] = []

        def replace(match: re.Match[str]) -> str:
            mask = match.group()
            seen[mask] += 1
            if own[mask] and seen[mask] <= own[mask]:
                return mask
            masks.append(mask)
            meant = self._choose(mask, values.get(mask, []), seen[mask], order[mask])
            left.extend([mask] if meant is None else [])
            return mask if meant is None else meant

        back = self._pattern.sub(replace, text)
        gone = tuple(mask for mask, meant in values.items() if len(meant) > order[mask] - own[mask])
        return Restored(back, tuple(left), tuple(masks), gone)

    def _choose(self, mask: str, values: Sequence[str], place: int, count: int) -> str | None:
        """What the mask at this place of `count` stands for, or None where that is not certain."""
        if len(set(values)) == 1:
            return values[0]
        if values and len(values) == count:
            return values[place - 1]
        return None if values else self.names.get(mask)

    def _read_values(self, masked: str, real: str) -> dict[str, list[str]]:
        """What each mask of a line stands for, in order; nothing where the two do not fit each other."""
        found: dict[str, list[str]] = {}
        masks = self.find(masked)
        if not masks or masked == real:
            return found
        between = map(re.escape, self._pattern.split(masked))
        match = re.fullmatch("(.+?)".join(between), real, re.DOTALL)
        for mask, value in zip(masks, match.groups() if match else (), strict=False):
            if value != mask:
                found.setdefault(mask, []).append(value)
        return found


def put_back_cells(
    masks: Masks, cells: Sequence[str], *, masked: Sequence[str] = (), real: Sequence[str] = ()
) -> list[Restored]:
    """The same for every cell of a row."""
    known = list(zip(masked, real, strict=False)) if len(masked) == len(real) == len(cells) else [("", "")] * len(cells)
    return [masks.put_back(cell, masked=m, real=r) for cell, (m, r) in zip(cells, known, strict=True)]
