"""Which opportunities hang under which goal, and which under none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import Opportunity, list_opportunities
from throughline.strategy.queries import list_placements

MOST_HUNG, MOST_LOOSE = 5, 40
"""Opportunities that are named under one goal, and under none; the tree shows all of them."""


@dataclass(frozen=True, slots=True)
class Hung:
    """The opportunities right under a goal; a page names the `first` of them."""

    all: Sequence[Opportunity] = ()
    most: int = MOST_HUNG

    @property
    def count(self) -> int:
        return len(self.all)

    @property
    def first(self) -> Sequence[Opportunity]:
        return self.all[: self.most]

    @property
    def more(self) -> int:
        return max(0, len(self.all) - self.most)


def hang_rows(rows: Sequence[Opportunity], placed: Mapping[str, str]) -> tuple[dict[str, Hung], list[Opportunity]]:
    """What hangs right under each goal, by its key, and what stands at the top of a branch that hangs nowhere."""
    open_keys = {row.pk for row in rows}
    under: dict[str, list[Opportunity]] = defaultdict(list)
    loose: list[Opportunity] = []
    for row in rows:
        if row.parent_id in open_keys:  # type: ignore[attr-defined]
            continue
        if row.key in placed:
            under[placed[row.key]].append(row)
        else:
            loose.append(row)
    return {key: Hung(held) for key, held in under.items()}, loose


def hang(workspace: Workspace) -> tuple[dict[str, Hung], list[Opportunity]]:
    """The same for the page of one goal."""
    return hang_rows(list_opportunities(workspace), list_placements(workspace))
