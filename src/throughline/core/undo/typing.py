"""What is saved while somebody types is one change, not one for each pause: undo takes all of it back."""

from __future__ import annotations

from datetime import timedelta

from throughline.core.models import Change, ChangedRow
from throughline.core.undo.recorder import Act

PAUSE = timedelta(minutes=5)
"""After so long without a word, the next one begins a change of its own."""


def join_typing(act: Act) -> None:
    """Join this act to the member's last change, where that one did the same to the very same rows a moment ago.

    Called last in a service that saves what is typed. The joined change runs from what stood before the first word to
    what stands now; where anybody else has changed a row in between, the act remains a change of its own.
    """
    last = _find_last(act)
    if last is None:
        return
    earlier = {(row.table, row.row): row for row in last.rows.all()}  # type: ignore[attr-defined]
    later = list(ChangedRow.objects.filter(change=act.change))
    if {(row.table, row.row) for row in later} != set(earlier):
        return
    if any(earlier[row.table, row.row].after != row.before for row in later):
        return
    for row in later:
        ChangedRow.objects.filter(pk=earlier[row.table, row.row].pk).update(after=row.after)
    Change.objects.filter(pk=last.pk).update(at=act.now, subject=act.change.subject)
    act.change.delete()


def _find_last(act: Act) -> Change | None:
    mine = Change.objects.filter(workspace=act.workspace, member=act.member).exclude(pk=act.change.pk)
    last = mine.order_by("-at", "-pk").first()
    if last is None or last.verb != act.change.verb or last.undoes_id is not None:  # type: ignore[attr-defined]
        return None
    undone = Change.objects.filter(undoes=last).exists()
    return None if undone or act.now - last.at > PAUSE else last
