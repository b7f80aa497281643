"""What a PRD's page shows of the people around it: the next step, who signs, what changed since, its own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.models import Member
from throughline.specification.contracts import Craft, Status
from throughline.specification.models import Contributor
from throughline.specification.reviewing.queries import Review, Signed
from throughline.specification.rules.clock import Tick, read_clock
from throughline.specification.rules.gates import BACK, ORDER, Gate, next_gate
from throughline.strategy.deciding.queries import list_decisions

VERBS = {
    Status.IN_REVIEW: "Send for review",
    Status.APPROVED: "Approve",
    Status.BUILDING: "Start building",
    Status.LAUNCHED: "Mark as launched",
    Status.REVIEWED: "Close with its review",
}
REACHED = {
    Status.DRAFT: "First draft",
    Status.IN_REVIEW: "Sent for review",
    Status.APPROVED: "Approved",
    Status.BUILDING: "Building began",
    Status.LAUNCHED: "Launched",
    Status.REVIEWED: "Reviewed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One status on the way, whether it is reached and whether the PRD stands there."""

    status: Status
    reached: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who contributes or has signed: as what, which version they signed, and whether it is stale."""

    member: Member
    craft: Craft
    invited: bool
    signed: Signed | None
    wrote: bool


@dataclass(frozen=True, slots=True)
class ShownReview:
    """Everything around the document. `may_sign` says whether whoever looks can sign off, `mine` that they have.

    `others` are members who could still be asked; `trade_offs` the decisions about this PRD.
    """

    steps: tuple[Step, ...]
    gate: Gate | None
    verb: str
    back: Status | None
    people: tuple[Person, ...]
    changed: int
    version: int
    clock: tuple[Tick, ...]
    others: tuple[Member, ...]
    may_sign: bool
    mine: Signed | None
    trade_offs: tuple[Any, ...]
    open_comments: int
    crafts: frozenset[Craft]
    can_write: bool

    @property
    def engineers(self) -> tuple[str, ...]:
        """Who contributes from engineering."""
        return tuple(one.member.name for one in self.people if one.invited and one.craft is Craft.ENGINEERING)

    @property
    def open_trade_offs(self) -> int:
        return sum(one.decided is None for one in self.trade_offs)


def show_review(actor: Actor, review: Review, *, wrong: int = 0, errors: int | None = None) -> ShownReview:
    """What stands around the PRD for this member."""
    gate = next_gate(review.stand(wrong=wrong, errors=errors))
    signed = {one.sign_off.member_id: one for one in review.signed}  # type: ignore[attr-defined]
    asked = {one.member_id: one for one in review.contributors}  # type: ignore[attr-defined]
    mine = asked.get(actor.member.pk)
    return ShownReview(
        steps=_list_steps(review.prd.status),
        gate=gate,
        verb=VERBS[gate.to] if gate else "",
        back=BACK.get(review.prd.status),
        people=_list_people(review, signed),
        changed=len(review.changes),
        version=review.row.version,
        clock=read_clock(list_moments(review)),
        others=_list_others(actor, asked.keys()),
        may_sign=mine is not None or actor.can_write,
        mine=signed.get(actor.member.pk),
        trade_offs=tuple(list_decisions(actor.workspace, on=Ref("prd", review.row.key))),
        open_comments=review.open_comments,
        crafts=frozenset({Craft(mine.craft)} if mine else ()),
        can_write=actor.can_write,
    )


def _list_steps(status: Status) -> tuple[Step, ...]:
    at = ORDER.index(status)
    return tuple(Step(one, n <= at, n == at) for n, one in enumerate(ORDER))


def _list_people(review: Review, signed: dict[int, Signed]) -> tuple[Person, ...]:
    """Contributors in the order they were asked, then whoever signed without being one."""
    invited = [_describe(one, signed, review) for one in review.contributors]
    known = {person.member.pk for person in invited}
    more = [
        Person(one.sign_off.member, Craft(one.sign_off.craft), invited=False, signed=one, wrote=False)
        for pk, one in signed.items()
        if pk not in known
    ]
    return (*invited, *more)


def _describe(one: Contributor, signed: dict[int, Signed], review: Review) -> Person:
    craft = Craft(one.craft)
    wrote = craft is Craft.ENGINEERING and one.member.name in review.technical_writers
    return Person(one.member, craft, invited=True, signed=signed.get(one.member.pk), wrote=wrote)


def _list_others(actor: Actor, asked: Sequence[int] | object) -> tuple[Member, ...]:
    members = Member.objects.filter(workspace=actor.workspace, active=True).exclude(role=MemberRole.VIEWER)
    return tuple(members.exclude(pk__in=list(asked)).order_by("name"))  # type: ignore[call-overload]


def list_moments(review: Review) -> list[tuple[str, datetime]]:
    """When it was started and drafted, then the last time each later status was reached."""
    row = review.row
    at = {Status(change.status): change.at for change in row.status_changes.all()}  # type: ignore[attr-defined]
    reached = {status: moment for status, moment in at.items() if ORDER.index(status) <= ORDER.index(review.prd.status)}
    begun = [("Started", row.started)] if row.started < row.made else []
    return [*begun, (REACHED[Status.DRAFT], row.made), *_later(reached)]


def _later(reached: dict[Status, datetime]) -> list[tuple[str, datetime]]:
    return [(REACHED[status], at) for status, at in reached.items() if status is not Status.DRAFT]
