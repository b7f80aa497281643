"""Writes of the core: workspaces, members, entry links, links between objects, saved views, undo."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from throughline.core.contracts import OWNERS, WRITERS, Actor, MemberRole
from throughline.core.errors import LinkSpent, NameTaken
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import BadInput, NotFound
from throughline.core.kernel.ids import Ref
from throughline.core.models import EntryLink, Link, Member, SavedView, Workspace
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.core.undo.undoing import find_last_change, undo_change

__all__ = [
    "add_links",
    "add_member",
    "delete_view",
    "enter_by_link",
    "find_last_change",
    "issue_link",
    "make_member",
    "make_workspace",
    "rename_workspace",
    "save_view",
    "undo_change",
]

INVITATION_DAYS = 7
LONGEST_VIEW_NAME = 80


def make_workspace(name: str, *, owner: str, is_sample: bool = False) -> Actor:
    """A new workspace with its first owner, who acts in it from here on."""
    with transaction.atomic():
        workspace = Workspace.objects.create(name=name, is_sample=is_sample)
        member = Member.objects.create(workspace=workspace, name=owner, role=MemberRole.OWNER)
    return Actor(workspace, member)


def make_member(workspace: Workspace, *, name: str, role: MemberRole) -> Actor:
    """Somebody who is there from the beginning, as the first owner is; known ones are found again."""
    member, _ = Member.objects.get_or_create(workspace=workspace, name=name, defaults={"role": role})
    return Actor(workspace, member)


@service("rename the workspace", roles=OWNERS)
def rename_workspace(act: Act, *, name: str) -> Workspace:
    act.name_subject(name)
    return act.update(act.workspace, name=name)


@service("add a member", roles=OWNERS)
def add_member(act: Act, *, name: str, role: MemberRole) -> Member:
    """Raises `NameTaken`."""
    if Member.objects.filter(workspace=act.workspace, name=name).exists():
        raise NameTaken(name)
    act.name_subject(name)
    return act.create(Member(workspace=act.workspace, name=name, role=role, created=act.now))


def issue_link(member: Member, *, single_use: bool = True, days: int = INVITATION_DAYS) -> str:
    """A fresh token that lets `member` in; only its hash is stored, so it can be shown once."""
    token = secrets.token_urlsafe(24)
    if not single_use:
        EntryLink.objects.filter(member=member, single_use=False).delete()
    EntryLink.objects.create(
        member=member, token_hash=_hash(token), single_use=single_use, expires=utc_now() + timedelta(days=days)
    )
    return token


def enter_by_link(token: str, *, now: datetime) -> list[Member]:
    """The members whom `token` lets in, the one it was made for last; a single-use link is spent by it.

    The start link of one's own machine opens every workspace there to its owner. Raises `LinkSpent`.
    """
    with transaction.atomic():
        link = EntryLink.objects.select_related("member__workspace").filter(token_hash=_hash(token)).first()
        if link is None or link.expires <= now or not link.member.active:
            raise LinkSpent
        if link.single_use and not EntryLink.objects.filter(pk=link.pk, used=None).update(used=now):
            raise LinkSpent
    owners = [] if link.single_use else Member.objects.filter(role=MemberRole.OWNER, active=True)
    return [*(member for member in owners if member != link.member), link.member]


@service("link", roles=WRITERS)
def add_links(act: Act, *, upper: Ref, lowers: list[Ref]) -> None:
    """Link one upper object to many lower ones; links that exist are left alone."""
    link_objects(act, upper=upper, lowers=lowers)


def link_objects(act: Act, *, upper: Ref, lowers: list[Ref]) -> None:
    """The same, inside an act that is under way."""
    there = Link.objects.filter(workspace=act.workspace, upper_kind=upper.kind, upper_id=upper.id)
    known = {Ref(kind, id_) for kind, id_ in there.values_list("lower_kind", "lower_id")}
    rows = [
        Link(
            workspace=act.workspace,
            upper_kind=upper.kind,
            upper_id=upper.id,
            lower_kind=lower.kind,
            lower_id=lower.id,
        )
        for lower in dict.fromkeys(lowers)
        if lower not in known
    ]
    act.create_many(rows)


@service("save the view")
def save_view(act: Act, *, place: str, name: str, query: str) -> SavedView:
    """Keep a list's filters under `name`, for everybody here; a view of that name is set to them.

    `place` is the list's URL name, `query` its query string. Raises `BadInput`.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_VIEW_NAME:
        raise BadInput("a view needs a name", mend=f"write one of at most {LONGEST_VIEW_NAME} characters")
    act.name_subject(name)
    there = SavedView.objects.filter(workspace=act.workspace, place=place, name=name).first()
    if there is not None:
        return act.update(there, query=query)
    view = SavedView(workspace=act.workspace, member=act.member, place=place, name=name, query=query, created=act.now)
    return act.create(view)


@service("delete the view")
def delete_view(act: Act, *, view_id: int) -> None:
    """Forget a saved view; what it showed is not touched. Raises `NotFound`."""
    view = SavedView.objects.filter(workspace=act.workspace, pk=view_id).first()
    if view is None:
        raise NotFound("there is no such view", mend="reload the page")
    act.name_subject(view.name)
    act.delete(view)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
