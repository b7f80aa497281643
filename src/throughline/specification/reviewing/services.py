"""Writes about a PRD among people: contributors, versions, sign-offs, and its status."""

from __future__ import annotations

from datetime import date

from throughline.core.contracts import COMMENTERS
from throughline.core.models import Member
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.contracts import Craft, Status
from throughline.specification.editing.finding import get_prd
from throughline.specification.models import Contributor, Prd, SignOff, StatusChange, Version
from throughline.specification.pipeline import prd_to_json
from throughline.specification.reviewing.errors import (
    GateShut,
    NeedsReason,
    NoSuchMember,
    NothingChanged,
    NotInvited,
    NoWayThere,
    ReviewTooEarly,
)
from throughline.specification.reviewing.queries import Review
from throughline.specification.rules.editing import add_section
from throughline.specification.rules.gates import BACK, book_review, next_gate
from throughline.specification.rules.wording import name_date


@service("ask for a contribution")
def add_contributor(act: Act, *, prd: str, member: int, craft: Craft) -> Contributor:
    """A member is asked to contribute as `craft`; one who is there already changes craft. Raises `NoSuchMember`."""
    row = get_prd(act, prd)
    who = Member.objects.filter(workspace=act.workspace, pk=member, active=True).first()
    if who is None:
        raise NoSuchMember
    act.name_subject(f"{who.name}, {craft.value}")
    if craft is Craft.ENGINEERING:
        _open_section(act, row, "technical")
    known = Contributor.objects.filter(prd=row, member=who).first()
    if known is not None:
        return act.update(known, craft=craft)
    return act.create(Contributor(prd=row, member=who, craft=craft, invited=act.now, invited_status=row.status))


@service("take a contributor off")
def remove_contributor(act: Act, *, prd: str, member: int) -> None:
    """They need not sign; what they wrote and signed stays. Raises `NoSuchMember`."""
    found = Contributor.objects.filter(prd=get_prd(act, prd), member_id=member).select_related("member").first()
    if found is None:
        raise NoSuchMember
    act.name_subject(found.member.name)
    act.delete(found)


@service("keep a version")
def keep_version(act: Act, *, prd: str, reason: str = "") -> Version:
    """The PRD as it stands now, under the next number, with what changed and why. Raises `NothingChanged`."""
    row = get_prd(act, prd)
    review = Review(row)
    if review.versions and not review.changes:
        raise NothingChanged(row.version)
    return _keep(act, review, reason)


@service("sign off", roles=COMMENTERS)
def sign_off(act: Act, *, prd: str, note: str = "") -> SignOff:
    """The member stands for the PRD as it is now: for its last version, or for a new one where something changed.

    Raises `NotInvited`.
    """
    row = get_prd(act, prd)
    contributes = Contributor.objects.filter(prd=row, member=act.member).first()
    if contributes is None and not act.actor.can_write:
        raise NotInvited
    craft = contributes.craft if contributes else Craft.PRODUCT
    version = _current_version(act, Review(row), f"kept for the sign-off of {act.member.name}")
    act.name_subject(f"{row.title}, version {version.number}")
    known = SignOff.objects.filter(version=version, member=act.member).first()
    if known is not None:
        return act.update(known, craft=craft, note=note.strip()[:2000], at=act.now)
    return act.create(SignOff(version=version, member=act.member, craft=craft, note=note.strip()[:2000], at=act.now))


@service("take a sign-off back", roles=COMMENTERS)
def withdraw_sign_off(act: Act, *, prd: str) -> None:
    """The member's last sign-off is taken back; the versions stay. Raises `NotInvited`."""
    row = get_prd(act, prd)
    mine = SignOff.objects.filter(version__prd=row, member=act.member).order_by("-version__number").first()
    if mine is None:
        raise NotInvited
    act.name_subject(row.title)
    act.delete(mine)


@service("book the launch")
def book_launch(act: Act, *, prd: str, launch: date, review: date | None = None) -> Prd:
    """The day of the launch, and of the 90-day review: 90 days later where no other day is named.

    Raises `ReviewTooEarly`.
    """
    row = get_prd(act, prd)
    booked = review or book_review(launch)
    if booked <= launch:
        raise ReviewTooEarly
    act.name_subject(f"{row.title}: launch {name_date(launch)}, review {name_date(booked)}")
    return act.update(row, launch=launch, review_date=booked)


@service("take the next step")
def advance(act: Act, *, prd: str, to: Status, reason: str = "", wrong: int = 0, errors: int | None = None) -> Prd:
    """The PRD reaches its next status, if its gate is open; what stands then is kept as a version.

    `wrong` and `errors` are what the page counted: edited lines that contradict their evidence, and errors of the
    check. Raises `NoWayThere`, `GateShut`.
    """
    row = get_prd(act, prd)
    review = Review(row)
    gate = next_gate(review.stand(wrong=wrong, errors=errors))
    if gate is None or gate.to is not to:
        raise NoWayThere(row.status, to)
    if not gate.open:
        raise GateShut(to, gate.missing)
    act.name_subject(f"{row.title}: {to.value}")
    if to in {Status.IN_REVIEW, Status.APPROVED}:
        _current_version(act, review, reason or f"as it was {_DONE[to]}")
    return _reach(act, row, to, reason)


@service("go a step back")
def go_back(act: Act, *, prd: str, to: Status, reason: str) -> Prd:
    """The status before, for a reason that is kept. Raises `NoWayThere`, `NeedsReason`."""
    row = get_prd(act, prd)
    if BACK.get(Status(row.status)) is not to:
        raise NoWayThere(row.status, to)
    if not reason.strip():
        raise NeedsReason
    act.name_subject(f"{row.title}: {to.value}")
    return _reach(act, row, to, reason.strip()[:2000])


_DONE = {Status.IN_REVIEW: "sent for review", Status.APPROVED: "approved"}


def _reach(act: Act, row: Prd, to: Status, reason: str) -> Prd:
    act.create(StatusChange(prd=row, status=to, reason=reason, member=act.member, at=act.now))
    return act.update(row, status=to)


def _current_version(act: Act, review: Review, reason: str) -> Version:
    """The last version where nothing has changed since, else a new one."""
    return review.versions[0] if review.versions and not review.changes else _keep(act, review, reason)


def _keep(act: Act, review: Review, reason: str) -> Version:
    row = review.row
    number = row.version + 1
    act.name_subject(f"{row.title}, version {number}")
    act.update(row, version=number)
    document = prd_to_json(review.prd) | {"version": number}
    values = {"reason": reason.strip()[:2000], "member": act.member, "at": act.now}
    return act.create(Version(prd=row, number=number, document=document, **values))


def _open_section(act: Act, row: Prd, key: str) -> None:
    """A section that the PRD's size leaves out stands as soon as somebody is asked to write it."""
    outline = add_section(row.outline, key)
    if outline is not row.outline:
        act.update(row, outline=outline)
