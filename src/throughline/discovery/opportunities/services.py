"""Writes of opportunities: what they are called, where they stand, merging and splitting, what customers are told."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.contracts import MemberRole
from throughline.core.kernel.errors import BadInput, NotFound
from throughline.core.models import Member
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.contracts import OpportunityState
from throughline.discovery.errors import OpportunityWithoutTitle
from throughline.discovery.models import Mark, Opportunity, Reply
from throughline.discovery.opportunities.errors import MergedIntoItself, NothingChosen
from throughline.discovery.opportunities.marking import accept_marks, add_mark, reject_marks, sort_marks, turn_marks
from throughline.discovery.opportunities.merging import move_children, move_marks
from throughline.discovery.opportunities.opening import open_opportunity
from throughline.discovery.opportunities.placing import get_opportunity, place
from throughline.discovery.opportunities.queries import Customer, get_customer

__all__ = ["accept_marks", "add_mark", "get_opportunity", "place", "reject_marks", "sort_marks", "turn_marks"]

LONGEST_TITLE = 255
LONGEST_STORY = 2000
LONGEST_MESSAGE = 8000


@service("create an opportunity")
def create_opportunity(act: Act, *, title: str, parent: str = "", evidence_ids: Sequence[str] = ()) -> Opportunity:
    """A new one, last under `parent` (a key; empty for none). Raises `OpportunityWithoutTitle`."""
    return create_within(act, title=title, parent=parent, evidence_ids=evidence_ids)


def create_within(act: Act, *, title: str, parent: str = "", evidence_ids: Sequence[str] = ()) -> Opportunity:
    """The same, inside an act that is under way."""
    row = open_opportunity(act, title=title, evidence_ids=evidence_ids, because="a person chose it")
    act.name_subject(row.title)
    return place(act, row, parent=get_opportunity(act, parent)) if parent else row


@service("rename the opportunity")
def rename_opportunity(act: Act, *, opportunity: str, title: str) -> Opportunity:
    """Raises `OpportunityNotFound`, `OpportunityWithoutTitle`."""
    row, words = get_opportunity(act, opportunity), " ".join(title.split())[:LONGEST_TITLE]
    if not words:
        raise OpportunityWithoutTitle
    act.name_subject(words)
    return row if row.title == words else act.update(row, title=words)


@service("write the job story")
def write_story(act: Act, *, opportunity: str, situation: str, motivation: str, outcome: str) -> Opportunity:
    """When `situation`, I want `motivation`, so I can `outcome`; any of them may stay empty."""
    row = get_opportunity(act, opportunity)
    act.name_subject(row.title)
    values = {"situation": situation, "motivation": motivation, "outcome": outcome}
    words = {name: " ".join(value.split())[:LONGEST_STORY] for name, value in values.items()}
    changed = {name: value for name, value in words.items() if getattr(row, name) != value}
    return act.update(row, **changed) if changed else row


@service("move the opportunity")
def place_opportunity(act: Act, *, opportunity: str, parent: str = "", before: str = "") -> Opportunity:
    """Put it under another one (empty: under none), before its neighbour `before` or last. Raises `UnderItself`."""
    row = get_opportunity(act, opportunity)
    act.name_subject(row.title)
    return place(act, row, parent=get_opportunity(act, parent) if parent else None, before=before)


@service("merge the opportunity")
def merge_opportunity(act: Act, *, opportunity: str, into: str) -> Opportunity:
    """Move all its marks and all below it to `into`; it stays, merged, and leads there. Raises `MergedIntoItself`."""
    row, target = get_opportunity(act, opportunity), get_opportunity(act, into)
    if row.pk == target.pk:
        raise MergedIntoItself(row.title)
    act.name_subject(f"{row.title} → {target.title}")
    move_children(act, row, target)
    move_marks(act, row, target)
    act.update(row, state=OpportunityState.MERGED, merged_into=target)
    return target


@service("split the opportunity")
def split_opportunity(act: Act, *, opportunity: str, marks: Sequence[int], title: str) -> Opportunity:
    """Take the chosen marks into a new opportunity beside it. Raises `NothingChosen`, `OpportunityWithoutTitle`."""
    row = get_opportunity(act, opportunity)
    chosen = list(Mark.objects.filter(opportunity=row, pk__in=list(marks)).order_by("pk"))
    if not chosen:
        raise NothingChosen("split off")
    fresh = open_opportunity(act, title=title)
    act.name_subject(f"{fresh.title}, from {row.title}")
    if row.parent is not None:
        place(act, fresh, parent=row.parent)
    for mark in chosen:
        act.update(mark, opportunity=fresh)
    return fresh


@service("close the opportunity")
def close_opportunity(act: Act, *, opportunity: str) -> Opportunity:
    """Put it away: it stays with all its evidence and is no longer in the tree; what is below it moves up."""
    row = get_opportunity(act, opportunity)
    act.name_subject(row.title)
    move_children(act, row, row.parent)
    return act.update(row, state=OpportunityState.CLOSED)


@service("reopen the opportunity")
def reopen_opportunity(act: Act, *, opportunity: str) -> Opportunity:
    """Back into the tree, last where it stood; under no parent where that one is gone."""
    row = get_opportunity(act, opportunity)
    act.name_subject(row.title)
    act.update(row, state=OpportunityState.OPEN)
    parent = row.parent if row.parent and row.parent.state == OpportunityState.OPEN else None
    return place(act, row, parent=parent)


@service("give the opportunity an owner")
def own_opportunity(act: Act, *, opportunity: str, member: int | None) -> Opportunity:
    """A member of this workspace, or nobody. Raises `NotFound`."""
    row, owner = get_opportunity(act, opportunity), None
    if member is not None:
        owner = Member.objects.filter(workspace=act.workspace, pk=member, active=True).first()
        if owner is None or owner.role == MemberRole.VIEWER:
            raise NotFound("there is no such member who can own it", mend="choose one of the list")
    act.name_subject(f"{row.title}: {owner.name if owner else 'nobody'}")
    return act.update(row, owner=owner)


@service("write to a customer")
def write_reply(act: Act, *, opportunity: str, customer: str, message: str) -> Reply:
    """Keep a person's own words for one customer; nothing is sent by it. Raises `CustomerNotFound`."""
    reply = _find_reply(act, opportunity, customer)
    return reply if reply.pk and reply.message == message else _keep(act, reply, message=_read_message(message))


@service("mark as sent")
def mark_sent(act: Act, *, opportunity: str, customer: str, message: str) -> Reply:
    """A person says that they sent this message themselves. Raises `CustomerNotFound`."""
    reply = _find_reply(act, opportunity, customer)
    return _keep(act, reply, message=_read_message(message), sent=act.now, sent_by=act.member)


@service("mark as not sent")
def mark_unsent(act: Act, *, opportunity: str, customer: str) -> Reply:
    """It was not sent after all; the message stays. Raises `CustomerNotFound`."""
    return _keep(act, _find_reply(act, opportunity, customer), sent=None, sent_by=None)


def _read_message(message: str) -> str:
    words = message.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST_MESSAGE:
        raise BadInput("a message needs words, and not too many", mend=f"keep it under {LONGEST_MESSAGE:,} characters")
    return words


def _find_reply(act: Act, opportunity: str, customer: str) -> Reply:
    """The stored reply to this customer, else a fresh one that is not saved yet."""
    row = get_opportunity(act, opportunity)
    heard: Customer = get_customer(row, customer)
    act.name_subject(f"{heard.name}, about {row.title}")
    known = Reply.objects.filter(opportunity=row, account=heard.account_id, person=heard.person_id).first()
    return known or Reply(
        workspace=act.workspace, opportunity=row, account_id=heard.account_id, person_id=heard.person_id
    )


def _keep(act: Act, reply: Reply, **values: object) -> Reply:
    if reply.pk:
        return act.update(reply, **values)
    for name, value in values.items():
        setattr(reply, name, value)
    return act.create(reply)
