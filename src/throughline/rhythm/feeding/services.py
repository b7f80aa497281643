"""Writes of calendar addresses."""

from __future__ import annotations

import secrets

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.rhythm.feeding.errors import TooManyFeeds
from throughline.rhythm.feeding.queries import get_feed, hash_token, list_feeds
from throughline.rhythm.models import CalendarFeed

MOST_OPEN = 10
LONGEST_LABEL = 80


def make_token() -> str:
    """A secret nobody can guess; only its hash is ever stored."""
    return secrets.token_urlsafe(24)


@service("open a calendar address")
def make_feed(act: Act, *, token: str, label: str = "") -> CalendarFeed:
    """Let whoever has `token` read this workspace's dates as a calendar. Raises `TooManyFeeds`."""
    if len(list_feeds(act.actor)) >= MOST_OPEN:
        raise TooManyFeeds(MOST_OPEN)
    named = " ".join(label.split())[:LONGEST_LABEL]
    act.name_subject(named)
    mine = {"workspace": act.workspace, "member": act.member, "token_hash": hash_token(token)}
    return act.create(CalendarFeed(**mine, label=named, made=act.now))


@service("close a calendar address")
def revoke_feed(act: Act, *, feed: int) -> CalendarFeed:
    """It answers nobody any more. Raises `FeedNotFound`."""
    row = get_feed(act.actor, feed)
    act.name_subject(row.label)
    return act.update(row, revoked=act.now)
