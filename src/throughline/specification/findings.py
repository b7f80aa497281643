"""What specification would tell a person this week: who waits for them in a PRD, and which review is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from throughline.core.commenting.queries import list_unanswered
from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.specification.contracts import Craft, Status
from throughline.specification.models import Contributor, LineState, Prd, PrdLine, SignOff
from throughline.specification.recounting.queries import join_names, list_waits
from throughline.specification.reviewing.queries import COMMENTED
from throughline.specification.rules.wording import name_date
from throughline.strategy.deciding.queries import list_decisions

MOST_OF_A_KIND = 3
SOON = timedelta(days=7)
PATIENCE = timedelta(days=2)
"""For so long a person may take to sign before anybody is told that they are waited for."""
BEFORE_LAUNCH = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.BUILDING)


def offer_specification(actor: Actor, _since: datetime, now: datetime) -> Sequence[Finding]:
    """Who waits for this member, whom a PRD waits for, and 90-day reviews that are due or not booked."""
    return [
        *_find_comments(actor),
        *_find_trade_offs(actor),
        *_find_own_part(actor),
        *_find_reviews(actor, now),
        *_find_unbooked(actor),
        *_find_waiting(actor, now),
    ]


def _find_comments(actor: Actor) -> Iterator[Finding]:
    if not actor.can_write:
        return
    for comment in list_unanswered(actor.workspace, on_kind=COMMENTED, limit=MOST_OF_A_KIND):
        key, _, claim = comment.on_id.partition("/")
        url = reverse("specification:line", args=[key, claim])
        reason = f"“{_clip(comment.text)}” Nobody has answered since {comment.at.day} {comment.at:%B}."
        yield Finding("comment", f"{comment.member.name} waits for an answer.", reason, "Answer", url, Urgency.WAITS)


def _find_trade_offs(actor: Actor) -> Iterator[Finding]:
    if not actor.can_write:
        return
    open_ = [one for one in list_decisions(actor.workspace) if one.decided is None]
    for decision in open_[:MOST_OF_A_KIND]:
        url = reverse("strategy:decision", args=[decision.key])
        reason = f"{decision.raised_by.name} asks: {' or '.join(decision.options[:3])}?"
        yield Finding("trade-off", _clip(decision.question), reason, "Decide", url, Urgency.WAITS)


def _find_own_part(actor: Actor) -> Iterator[Finding]:
    """PRDs in which this member was asked to write or to sign, and has not."""
    asked = Contributor.objects.filter(prd__workspace=actor.workspace, member=actor.member).select_related("prd")
    for one in asked.filter(prd__status__in=[Status.DRAFT, Status.IN_REVIEW]).order_by("invited")[:MOST_OF_A_KIND]:
        url = reverse("specification:prd", args=[one.prd.key])
        if one.craft == Craft.ENGINEERING and not _has_written(one.prd, actor):
            reason = f"You were asked on {name_date(one.invited.date())}; section 12 is empty."
            yield Finding("part", f"{one.prd.title}: engineering’s section waits.", reason, "Write", url, Urgency.WAITS)
        elif one.prd.status == Status.IN_REVIEW and not _has_signed(one.prd, actor):
            reason = f"It is in review, and you have not signed version {one.prd.version}."
            yield Finding("part", f"{one.prd.title}: your sign-off is missing.", reason, "Read", url, Urgency.WAITS)


def _has_written(prd: Prd, actor: Actor) -> bool:
    lines = PrdLine.objects.filter(prd=prd, place__startswith="technical/", state=LineState.STANDS)
    return lines.filter(decided_by=actor.member.name).exists()


def _has_signed(prd: Prd, actor: Actor) -> bool:
    signed = SignOff.objects.filter(version__prd=prd, version__number=prd.version)
    return signed.filter(member=actor.member).exists()


def _find_reviews(actor: Actor, now: datetime) -> Iterator[Finding]:
    """What was launched and whose 90-day review is due within a week, or was."""
    if not actor.can_write:
        return
    due = Prd.objects.filter(workspace=actor.workspace, status=Status.LAUNCHED)
    for prd in due.filter(review_date__lte=now.date() + SOON).order_by("review_date")[:MOST_OF_A_KIND]:
        day = name_date(prd.review_date) if prd.review_date else ""
        when = "was due" if prd.review_date and prd.review_date < now.date() else "is booked for"
        url = reverse("specification:trace", args=[prd.key])
        title = f"{prd.title}: did it work?"
        yield Finding("review", title, f"Its 90-day review {when} {day}.", "Look", url, Urgency.WAITS)


def _find_unbooked(actor: Actor) -> Iterator[Finding]:
    """What is launched, or has a day for it, and no 90-day review."""
    if not actor.can_write:
        return
    rows = Prd.objects.filter(workspace=actor.workspace, review_date=None).exclude(status=Status.REVIEWED)
    for prd in rows.exclude(launch=None, status__in=BEFORE_LAUNCH).order_by("launch", "pk")[:MOST_OF_A_KIND]:
        day = f"Its launch is on {name_date(prd.launch)}" if prd.launch else "It is launched"
        reason = f"{day}, and nobody has booked the day to see whether it worked."
        url = reverse("specification:prd", args=[prd.key])
        yield Finding("unbooked", f"{prd.title}: no 90-day review.", reason, "Book it", url, Urgency.WAITS)


def _find_waiting(actor: Actor, now: datetime) -> Iterator[Finding]:
    """PRDs in review that wait for others' sign-off, once that has taken more than two days."""
    if not actor.can_write:
        return
    for wait in list_waits(actor.workspace):
        names = [name for name in wait.names if name != actor.member.name]
        if names and now - wait.since > PATIENCE:
            reason = f"In review since {name_date(wait.since.date())}; the last version is not signed yet."
            title, url = (
                f"{wait.prd.title} waits for {join_names(names)}.",
                reverse("specification:prd", args=[wait.prd.key]),
            )
            yield Finding("waiting", title, reason, "Open", url, Urgency.WAITS, (now - wait.since).days)


def _clip(text: str, most: int = 120) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= most else f"{bare[: most - 1].rsplit(' ', 1)[0]} …"
