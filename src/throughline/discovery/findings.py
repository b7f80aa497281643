"""What discovery would tell a person this week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from throughline.core.commenting.queries import list_unanswered
from throughline.core.contracts import Actor
from throughline.core.line.findings import Finding, Urgency
from throughline.discovery.customers.queries import list_gaps, list_heard, suggest_whom
from throughline.discovery.opportunities.queries import NewEvidence, list_largest, list_new_evidence
from throughline.discovery.queries import list_talks
from throughline.discovery.rules.silences import Heard
from throughline.discovery.sorting.queries import list_news

MOST_OF_A_KIND = 3


def offer_discovery(actor: Actor, since: datetime, now: datetime) -> Sequence[Finding]:
    """Unanswered contributors, new evidence on the member's opportunities, new and growing themes, whom to talk to."""
    return [
        *_find_unanswered(actor),
        *_find_new_evidence(actor, since),
        *_find_news(actor, since),
        *_find_whom(actor, now),
    ]


def _find_unanswered(actor: Actor) -> Iterator[Finding]:
    if not actor.can_write:
        return
    for comment in list_unanswered(actor.workspace, on_kind="opportunity", limit=MOST_OF_A_KIND):
        url = reverse("discovery:opportunity", args=[comment.on_id])
        reason = f"“{_clip(comment.text)}” Nobody has answered since {comment.at.day} {comment.at:%B}."
        yield Finding("comment", f"{comment.member.name} waits for an answer.", reason, "Answer", url, Urgency.WAITS)


def _find_new_evidence(actor: Actor, since: datetime) -> Iterator[Finding]:
    for new in list_new_evidence(actor.workspace, owner=actor.member, since=since, limit=MOST_OF_A_KIND):
        parts = [
            f"{new.accepted:,} agreed to" if new.accepted else "",
            f"{new.proposed:,} wait for you" if new.proposed else "",
        ]
        count = new.accepted + new.proposed
        pieces = "1 piece was" if count == 1 else f"{count:,} pieces were"
        reason = f"{pieces} added to it since Monday: {' and '.join(filter(None, parts))}.{_say_when(new)}"
        yield Finding("evidence", f"{new.title}: evidence was added.", reason, "Look", new.url, Urgency.CHANGED, count)


def _say_when(new: NewEvidence) -> str:
    """The days it was said on: what is added today may be years old."""
    if not new.first or not new.last:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (new.first, new.last))
    return f" Said on {first}." if first == last else f" Said from {first} to {last}."


def _find_news(actor: Actor, since: datetime) -> Iterator[Finding]:
    for theme in list_news(actor.workspace, since.date())[:MOST_OF_A_KIND]:
        new = theme.news.kind == "new"
        title = f"A new theme: {theme.label}" if new else f"More and more: {theme.label}"
        url = reverse("discovery:theme", args=[theme.theme])
        if theme.opportunity:
            url = reverse("discovery:opportunity", args=[theme.opportunity])
        reason, weight = f"{theme.news.sentence}.", theme.news.after - theme.news.before
        yield Finding("theme", title, reason, "Look" if theme.opportunity else "Sort it", url, Urgency.CHANGED, weight)


def _find_whom(actor: Actor, now: datetime) -> Iterator[Finding]:
    """The widest gap; without one, the segment least heard, where this week has had no conversation yet."""
    today = now.date()
    gaps = list_gaps(actor.workspace, today=today)
    segment, sentence = (gaps[0].segment, gaps[0].sentence) if gaps else _find_least_heard(actor, today)
    if not segment:
        return
    names = [account.name for account in suggest_whom(actor.workspace, segment)]
    never = f" Never heard: {', '.join(names)}." if names else ""
    largest = list_largest(actor.workspace, limit=1)
    url = reverse("discovery:prepare", args=[largest[0].key]) if largest else reverse("discovery:customers_heard")
    action = "Prepare the call" if largest else "See who"
    yield Finding("talk", f"Talk to someone from {segment}.", sentence + never, action, url, Urgency.GOOD)


def _find_least_heard(actor: Actor, today: date) -> tuple[str, str]:
    talks = list_talks(actor.workspace)
    if any((today - day).days < today.weekday() + 1 for day in talks):
        return "", ""
    least = min((one for one in list_heard(actor.workspace) if one.base), key=_share, default=None)
    if least is None or not least.base:
        return "", ""
    since = f"No conversation since {max(talks).day} {max(talks):%B}. " if talks else "No conversation yet. "
    return least.segment, f"{since}{least.heard:,} of {least.base:,} accounts there have been heard, the least of all."


def _share(one: Heard) -> float:
    return one.heard / (one.base or 1)


def _clip(text: str, most: int = 120) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= most else f"{bare[: most - 1].rsplit(' ', 1)[0]} …"
