"""Review links: whoever has one sees one prototype, without an account, until a day or until it is taken back.

A pin from outside is no member's act, so it is in nobody's trail and is undone by nobody: members resolve it. What it
says of its writer is what the writer said.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.letters import replace_unkept
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.models import Pin, PrototypeKind, ReviewLink
from throughline.specification.prototyping.errors import (
    ReviewOver,
    TooManyPins,
    UnusableLink,
    WithoutAnswer,
)
from throughline.specification.prototyping.finding import get_prototype, get_review
from throughline.specification.prototyping.pinning import Spot, read_text

DAYS = 14
MOST_DAYS = 90
MOST_AT_ONCE = 20
AT_ONCE = timedelta(minutes=10)
MOST_IN_ALL = 500
LONGEST_NAME = 80


def make_token() -> str:
    """A secret nobody can guess; only its hash is ever stored."""
    return secrets.token_urlsafe(24)


@service("make a review link")
def make_review(act: Act, *, prototype: str, token: str, label: str = "", days: int = DAYS) -> ReviewLink:
    """Let whoever has `token` look at the prototype for some days, 90 at most. Raises `UnusableLink` for a link."""
    row = get_prototype(act.workspace, prototype)
    if row.kind == PrototypeKind.LINK:
        raise UnusableLink
    named = " ".join(label.split())[:120]
    act.name_subject(named or row.title)
    expires = act.now + timedelta(days=min(max(days, 1), MOST_DAYS))
    values = {"token_hash": _hash(token), "label": named, "expires": expires, "member": act.member, "made": act.now}
    return act.create(ReviewLink(prototype=row, **values))


@service("take a review link back")
def revoke_review(act: Act, *, prototype: str, review: int) -> ReviewLink:
    """It opens nothing any more; what was pinned stays. Raises `ReviewNotFound`."""
    found = get_review(get_prototype(act.workspace, prototype), review)
    act.name_subject(found.label or found.prototype.title)
    return act.update(found, revoked=act.now)


def find_review(token: str) -> ReviewLink:
    """The link of a token, as long as it opens anything. Raises `ReviewOver`, with a sentence for who comes late."""
    links = ReviewLink.objects.select_related("prototype__workspace", "member")
    found = links.filter(token_hash=_hash(token)).first()
    if found is None:
        raise ReviewOver
    if found.revoked is not None:
        raise ReviewOver("this review was closed", found.revoked)
    if found.prototype.away is not None:
        raise ReviewOver("this prototype is no longer shown", found.prototype.away)
    if found.expires <= utc_now():
        raise ReviewOver("this review ended", found.expires)
    return found


def pin_from_outside(review: ReviewLink, *, name: str, spot: Spot, text: str) -> Pin:
    """A pin by somebody without an account, who says who they are. Raises `WithoutAnswer`, `TooManyPins`."""
    words, named = replace_unkept(read_text(text)), replace_unkept(" ".join(name.split())[:LONGEST_NAME])
    if not named:
        raise WithoutAnswer("your name")
    place = {key: replace_unkept(one) if isinstance(one, str) else one for key, one in spot.values.items()}
    with transaction.atomic():
        ReviewLink.objects.select_for_update().get(pk=review.pk)
        _demand_room(review)
        return Pin.objects.create(prototype=review.prototype, review=review, name=named, text=words, **place)


def _demand_room(review: ReviewLink) -> None:
    pins = Pin.objects.filter(review=review)
    if pins.count() >= MOST_IN_ALL or pins.filter(at__gt=utc_now() - AT_ONCE).count() >= MOST_AT_ONCE:
        raise TooManyPins


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
