"""What the forms of a retrospective send."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from throughline.rhythm.retrospecting.errors import ItemNotFound, NoDay, UnknownCause
from throughline.rhythm.rules.retrospecting.contracts import Cause


def read_day(request: HttpRequest, name: str) -> date:
    """Raises `NoDay`."""
    day = read_day_or_none(request, name)
    if day is None:
        raise NoDay("")
    return day


def read_day_or_none(request: HttpRequest, name: str) -> date | None:
    """The day that is written; None where none is. Raises `NoDay`."""
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NoDay(text) from None


def read_cause(request: HttpRequest) -> Cause:
    """Raises `UnknownCause`."""
    said = request.POST.get("cause", "")
    try:
        return Cause(said)
    except ValueError:
        raise UnknownCause(said) from None


def read_number(request: HttpRequest, name: str) -> int:
    """The row that is meant. Raises `ItemNotFound`."""
    said = request.POST.get(name, "")
    if not said.isdecimal() or len(said) > 18:
        raise ItemNotFound
    return int(said)
