"""Two opportunities become one: no mark is lost, and none stands twice on the same words."""

from __future__ import annotations

from throughline.core.undo.recorder import Act
from throughline.discovery.contracts import MarkState
from throughline.discovery.models import Mark, Opportunity
from throughline.discovery.opportunities.placing import place

Spot = tuple[int, int | None, int | None]
"""The piece, and the part of it."""


def move_children(act: Act, row: Opportunity, parent: Opportunity | None) -> None:
    """What stood below `row` stands below `parent` now, in the same order; whatever was put away keeps its place."""
    inside = _list_above(parent)
    for child in list(Opportunity.objects.filter(parent=row).order_by("position", "pk")):
        if child.pk in inside:
            place(act, child, parent=row.parent)
        elif parent is None or child.pk != parent.pk:
            place(act, child, parent=parent)


def _list_above(row: Opportunity | None) -> set[int]:
    """`row` and everything above it."""
    above: set[int] = set()
    while row is not None and row.pk not in above:
        above.add(row.pk)
        row = row.parent
    return above


def move_marks(act: Act, row: Opportunity, target: Opportunity) -> None:
    """Every mark moves, but those on words that `target` has marked itself: they stay behind, so that none is lost.

    What a person agreed to on either side is agreed to afterwards.
    """
    standing = {_find_spot(mark): mark for mark in Mark.objects.filter(opportunity=target).order_by("-pk")}
    for mark in Mark.objects.filter(opportunity=row).order_by("pk"):
        twin = standing.get(_find_spot(mark))
        if twin is None:
            act.update(mark, opportunity=target)
        elif mark.state == MarkState.ACCEPTED and twin.state != MarkState.ACCEPTED:
            act.update(twin, state=mark.state, stance=mark.stance, because=mark.because, member=mark.member, at=mark.at)


def _find_spot(mark: Mark) -> Spot:
    return mark.evidence_id, mark.start, mark.end  # type: ignore[attr-defined]
