"""Reads of the core: workspaces, members, the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from throughline.core.kernel.errors import Forbidden, NotFound
from throughline.core.models import Change, Member, SavedView, Workspace


def list_workspaces() -> list[Workspace]:
    """Every workspace here, the sample last."""
    return list(Workspace.objects.order_by("is_sample", "pk"))


def find_own_workspace() -> Workspace | None:
    """The first workspace that is not the sample."""
    return Workspace.objects.filter(is_sample=False).order_by("pk").first()


def find_sample_workspace() -> Workspace | None:
    return Workspace.objects.filter(is_sample=True).first()


def get_member(member_id: int) -> Member:
    """The active member with this id. Raises `NotFound`."""
    member = Member.objects.select_related("workspace").filter(pk=member_id, active=True).first()
    if member is None:
        raise NotFound("you are no longer a member here", mend="ask the workspace's owner for a link")
    return member


def find_membership(workspace: Workspace, member_ids: Sequence[int]) -> Member:
    """The one of these members who belongs to `workspace`. Raises `Forbidden`."""
    member = Member.objects.filter(workspace=workspace, pk__in=member_ids, active=True).first()
    if member is None:
        raise Forbidden("you are not a member of this workspace", mend="ask its owner for a link")
    return member


def list_memberships(member_ids: Sequence[int]) -> list[Member]:
    """These members with their workspaces, the sample last."""
    members = Member.objects.filter(pk__in=member_ids, active=True).select_related("workspace")
    return list(members.order_by("workspace__is_sample", "workspace_id"))


def find_owner(workspace: Workspace) -> Member:
    """The first owner of the workspace; every workspace is made with one."""
    return workspace.members.filter(role="owner", active=True).order_by("pk")[0]  # type: ignore[attr-defined]


def list_changes(workspace: Workspace, *, limit: int = 50) -> list[Change]:
    """The audit trail, latest first."""
    changes = Change.objects.filter(workspace=workspace).select_related("member")
    return list(changes.order_by("-at", "-pk")[:limit])


def find_state(workspace: Workspace) -> tuple[datetime, Change | None]:
    """What is another after every change and every undo in this workspace, for whoever keeps what was worked out."""
    return workspace.created, Change.objects.filter(workspace=workspace).order_by("-pk").first()


def find_member(workspace: Workspace, name: str) -> Member | None:
    """The active member of that name."""
    return Member.objects.filter(workspace=workspace, name=name, active=True).first()


def find_change(workspace: Workspace, change_id: int) -> Change | None:
    """The change with this id, unless it was undone."""
    return Change.objects.filter(workspace=workspace, pk=change_id, undone_by=None).first()


def list_views(workspace: Workspace, place: str) -> list[SavedView]:
    """The views saved of one list (its URL name), by name."""
    return list(SavedView.objects.filter(workspace=workspace, place=place).order_by("name"))


def find_view(workspace: Workspace, view_id: int) -> SavedView | None:
    """The saved view with this id."""
    return SavedView.objects.filter(workspace=workspace, pk=view_id).first()
