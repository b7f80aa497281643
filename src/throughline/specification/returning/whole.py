"""A folder read back in one go, as the command does it: looked through, and every change decided alike."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.core.contracts import Actor
from throughline.specification.exchanging.errors import NoSuchDocument
from throughline.specification.exchanging.opening import read_edit_of
from throughline.specification.models import Prd
from throughline.specification.queries import list_prds
from throughline.specification.returning.contracts import Choice, Decision, Item, Plan, Stand
from throughline.specification.returning.planning import plan_return
from throughline.specification.returning.queries import look_at
from throughline.specification.returning.services import keep_folder, take_over


def look_through(actor: Actor, files: Mapping[str, str]) -> Plan:
    """Every change against the PRD of the workspace that the folder was exported from. Raises `NoSuchDocument`."""
    edit = read_edit_of(files)
    row = Prd.objects.filter(workspace=actor.workspace, key=edit.base.id).first()
    if row is None:
        raise NoSuchDocument(edit.base.id, [one.key for one in list_prds(actor.workspace)])
    return plan_return(edit, look_at(actor, row, files))


def choose_all(plan: Plan, *, conflicts: Choice | None) -> dict[str, Decision]:
    """What meets nothing is taken, of conflicts one side where it can be had; masks that are left wait for a person."""
    return {item.id: Decision(choice) for item in plan.items if (choice := _choose(item, conflicts))}


def _choose(item: Item, conflicts: Choice | None) -> Choice | None:
    if item.stand is Stand.FREE:
        return Choice.THEIRS
    if conflicts is None or item.stand is Stand.CLOSED:
        return None
    wanted = Choice.THEIRS if conflicts is Choice.BOTH and Choice.BOTH not in item.choices else conflicts
    return wanted if wanted in item.choices and not (item.left and wanted is not Choice.MINE) else None


def take_all(
    actor: Actor,
    plan: Plan,
    chosen: Mapping[str, Decision],
    *,
    name: str,
    files: Mapping[str, str],
    own: bool,
) -> int:
    """Keep the folder where anything in it waits, and take over what was chosen; how many changes that were."""
    if not plan.items:
        return 0
    kept = keep_folder(actor, prd=plan.edit.base.id, name=name, files=files)
    return take_over(actor, read_back=kept.pk, decisions=chosen, own=own) if chosen else 0
