"""Undo: put every row of a change back as it stood before, if nobody has touched it since."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import Conflict, Forbidden, NotFound
from throughline.core.models import Change, ChangedRow
from throughline.core.undo.derived import refresh_followers
from throughline.core.undo.images import build_row, find_image
from throughline.core.undo.service import demand_role
from throughline.core.undo.turn import take_turn

EVERYONE_WHO_ACTS = frozenset({MemberRole.OWNER, MemberRole.EDITOR, MemberRole.CONTRIBUTOR})


def find_last_change(actor: Actor) -> Change | None:
    """The actor's latest change that is neither undone nor itself an undo."""
    mine = Change.objects.filter(workspace=actor.workspace, member=actor.member)
    return mine.filter(undone_by=None, undoes=None, rows__isnull=False).order_by("-at", "-pk").first()


def undo_change(actor: Actor, *, change_id: int) -> Change:
    """Restore every row that the change touched; the undo is itself a recorded change.

    Raises `NotFound` for a change of another workspace, `Conflict` where it is undone already or a row has moved on.
    """
    demand_role(actor, EVERYONE_WHO_ACTS, "undo")
    with transaction.atomic():
        take_turn(actor.workspace)
        change = Change.objects.filter(workspace=actor.workspace, pk=change_id).first()
        if change is None:
            raise NotFound("there is no such change", where=f"change {change_id}", mend="reload the page")
        _demand_own(actor, change)
        if Change.objects.filter(undoes=change).exists():
            raise Conflict("this was undone before", mend="reload the page")
        undo = Change.objects.create(
            workspace=actor.workspace,
            member=actor.member,
            verb=f"undo: {change.verb}",
            subject=change.subject,
            at=utc_now(),
            undoes=change,
        )
        rows = list(ChangedRow.objects.filter(change=change).order_by("-pk"))
        for row in rows:
            _put_back(undo, row)
        refresh_followers(actor.workspace, [(row.table, row.before, row.after) for row in rows])
        return undo


def _demand_own(actor: Actor, change: Change) -> None:
    """Whoever may not write may take back what they did themselves, and nothing that others did."""
    if not actor.can_write and change.member_id != actor.member.pk:  # type: ignore[attr-defined]
        raise Forbidden("this change is somebody else's", mend="ask an owner or an editor to undo it")


def _put_back(undo: Change, row: ChangedRow) -> None:
    if find_image(row.table, row.row) != row.after:
        raise Conflict("it was changed again since", where=undo.subject, mend="undo the later change first")
    if row.before is not None:
        build_row(row.table, row.before).save()
    elif row.after is not None:
        _remove(undo, row)
    ChangedRow.objects.create(change=undo, table=row.table, row=row.row, before=row.after, after=row.before)


def _remove(undo: Change, row: ChangedRow) -> None:
    """What was made is taken away, unless something rests on it by now."""
    try:
        build_row(row.table, row.after or {}).delete()
    except (ProtectedError, RestrictedError):
        what = "something else rests on it by now"
        raise Conflict(what, where=undo.subject, mend="undo that first") from None
