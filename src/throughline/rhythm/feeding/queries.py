"""Reads of a member's calendar addresses, and what their calendar shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import derive_id
from throughline.core.models import ChangedRow, Workspace
from throughline.rhythm.feeding.errors import FeedNotFound
from throughline.rhythm.feeding.writing import Appointment
from throughline.rhythm.models import CalendarFeed
from throughline.rhythm.rules.rituals import Ritual
from throughline.rhythm.rules.weeks import find_monday
from throughline.specification.queries import list_dated
from throughline.strategy.deciding.queries import list_revisits

MOST = 2000
RITUALS = (
    (
        Ritual.CONVERSATION,
        "Talk to one customer this week",
        "One conversation a week. This week names whom to talk to next.",
        "rhythm:week",
    ),
    (Ritual.METRICS, "Half an hour for the metrics", "What moved, and what nobody expected.", "strategy:goals"),
    (Ritual.STATUS, "Send the status", "It is drafted from what is on record.", "rhythm:status"),
)
"""What recurs every week. A retrospective has a rhythm of the team's own, so no day is made up for it."""


def list_feeds(actor: Actor) -> list[CalendarFeed]:
    """The member's open addresses, the latest first."""
    mine = CalendarFeed.objects.filter(workspace=actor.workspace, member=actor.member, revoked=None)
    return list(mine.order_by("-made", "-pk"))


def get_feed(actor: Actor, feed: int) -> CalendarFeed:
    """An open address of the member's own. Raises `FeedNotFound`."""
    row = CalendarFeed.objects.filter(workspace=actor.workspace, member=actor.member, revoked=None, pk=feed).first()
    if row is None:
        raise FeedNotFound
    return row


def find_feed(token: str) -> CalendarFeed | None:
    """The address with this secret, as long as it is open and its member is one."""
    rows = CalendarFeed.objects.select_related("workspace", "member")
    return rows.filter(token_hash=hash_token(token), revoked=None, member__active=True).first()


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def list_appointments(feed: CalendarFeed) -> list[Appointment]:
    """What the feed shows: the week's rituals, launches and their reviews, decisions to look at again."""
    return [*_plan_rituals(feed), *_list_of_prds(feed.workspace), *_list_of_decisions(feed.workspace)]


def _plan_rituals(feed: CalendarFeed) -> Iterator[Appointment]:
    for ritual, title, told, view in RITUALS:
        yield Appointment(
            uid=derive_id(ritual.value, feed.workspace.pk, feed.workspace.created.isoformat()),
            title=title,
            day=find_monday(feed.made.date()),
            told=told,
            path=reverse(view),
            revised=feed.made,
            weekly=True,
        )


def _list_of_prds(workspace: Workspace) -> Iterator[Appointment]:
    for prd in list_dated(workspace)[:MOST]:
        path, revised = reverse("specification:prd", args=[prd.key]), _find_revised(prd, prd.made)
        if prd.launch:
            yield _plan(f"launch-{prd.key}", f"Launch: {prd.title}", prd.launch, path, revised)
        if prd.review_date:
            told = "Did it do what was expected? The prediction is on the page."
            yield _plan(f"review-{prd.key}", f"90-day review: {prd.title}", prd.review_date, path, revised, told)


def _list_of_decisions(workspace: Workspace) -> Iterator[Appointment]:
    for row in list_revisits(workspace, until=date.max, limit=MOST):
        path, told = reverse("strategy:decision", args=[row.key]), f"Chosen: {row.choice}"
        if row.revisit and row.decided:
            yield _plan(f"revisit-{row.key}", f"Look again: {row.question}", row.revisit, path, row.decided, told)


def _plan(uid: str, title: str, day: date, path: str, revised: datetime, told: str = "") -> Appointment:
    return Appointment(uid, title, day, told, path, revised)


def _find_revised(row: Any, begun: datetime) -> datetime:
    """When a row was last changed by anybody, else when it was made: a feed that is asked twice says the same."""
    touched = ChangedRow.objects.filter(table=row._meta.label_lower, row=str(row.pk))
    return touched.order_by("-change__at").values_list("change__at", flat=True).first() or begun
