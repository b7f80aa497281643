"""Where an opportunity stands in the tree: its parent and its neighbours. For services, inside their act."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.undo.recorder import Act
from throughline.discovery.contracts import OpportunityState
from throughline.discovery.models import Opportunity
from throughline.discovery.opportunities.errors import MergedAway, OpportunityNotFound, UnderItself


def get_opportunity(act: Act, key: str) -> Opportunity:
    """The opportunity as a person may change it. Raises `OpportunityNotFound`, `MergedAway`."""
    row = Opportunity.objects.filter(workspace=act.workspace, key=key).select_related("merged_into").first()
    if row is None:
        raise OpportunityNotFound(key)
    if row.state == OpportunityState.MERGED and row.merged_into is not None:
        raise MergedAway(row.title, row.merged_into.title)
    return row


def place(act: Act, row: Opportunity, *, parent: Opportunity | None, before: str = "") -> Opportunity:
    """Put `row` under `parent`, before the neighbour with the key `before` or last. Raises `UnderItself`."""
    if parent is not None:
        _demand_tree(act, row, parent)
    neighbours = [one for one in _list_children(act, parent) if one.pk != row.pk]
    at = next((n for n, one in enumerate(neighbours) if one.key == before), len(neighbours))
    _number(act, [*neighbours[:at], row, *neighbours[at:]], moved=row, parent=parent)
    return row


def _demand_tree(act: Act, row: Opportunity, parent: Opportunity) -> None:
    above = dict(Opportunity.objects.filter(workspace=act.workspace).values_list("pk", "parent"))
    at: int | None = parent.pk
    seen: set[int] = set()
    while at is not None and at not in seen:
        if at == row.pk:
            raise UnderItself(row.title)
        seen.add(at)
        at = above.get(at)


def _list_children(act: Act, parent: Opportunity | None) -> Sequence[Opportunity]:
    rows = Opportunity.objects.filter(workspace=act.workspace, parent=parent, state=OpportunityState.OPEN)
    return list(rows.order_by("position", "pk"))


def _number(act: Act, rows: Sequence[Opportunity], *, moved: Opportunity, parent: Opportunity | None) -> None:
    """Number the neighbours anew; only rows whose place is another one now are written."""
    stood = moved.parent_id  # type: ignore[attr-defined]
    for position, one in enumerate(rows):
        if one is moved and (stood != (parent and parent.pk) or one.position != position):
            act.update(one, parent=parent, position=position)
        elif one.position != position:
            act.update(one, position=position)
