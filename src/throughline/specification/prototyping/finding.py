"""The rows that an act in this room works on, found inside it."""

from __future__ import annotations

from throughline.core.models import Workspace
from throughline.specification.models import NamedState, Pin, Prototype, ReviewLink
from throughline.specification.prototyping.errors import NoSuchState, PinNotFound, PrototypeNotFound, ReviewNotFound


def get_prototype(workspace: Workspace, key: str) -> Prototype:
    """Raises `PrototypeNotFound`."""
    row = Prototype.objects.filter(workspace=workspace, key=key).select_related("prd", "member").first()
    if row is None:
        raise PrototypeNotFound(key)
    return row


def get_pin(row: Prototype, pin: int) -> Pin:
    """Raises `PinNotFound`."""
    found = Pin.objects.filter(prototype=row, pk=pin).select_related("member", "review").first()
    if found is None:
        raise PinNotFound
    return found


def get_named(row: Prototype, state: int) -> NamedState:
    """Raises `NoSuchState`."""
    found = NamedState.objects.filter(prototype=row, pk=state).first()
    if found is None:
        raise NoSuchState
    return found


def get_review(row: Prototype, review: int) -> ReviewLink:
    """Raises `ReviewNotFound`."""
    found = ReviewLink.objects.filter(prototype=row, pk=review).first()
    if found is None:
        raise ReviewNotFound
    return found
