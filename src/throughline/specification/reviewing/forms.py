"""What the forms around a PRD may hold."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.specification.contracts import Craft, Status


def read_craft(request: HttpRequest) -> Craft:
    """Raises `BadInput`."""
    value = request.POST.get("craft", "")
    if value not in set(Craft):
        raise BadInput("nobody contributes as that", mend=f"choose one of {', '.join(Craft)}")
    return Craft(value)


def read_status(request: HttpRequest) -> Status:
    """Raises `BadInput`."""
    value = request.POST.get("to", "")
    if value not in set(Status):
        raise BadInput("there is no such status", mend="reload the page")
    return Status(value)


def read_day(request: HttpRequest, name: str) -> date | None:
    """A day in the form, None where it is left empty. Raises `BadInput`."""
    value = request.POST.get(name, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(f"“{value[:20]}” is no day", mend="write it as 2027-03-31") from None


def read_member(request: HttpRequest) -> int | None:
    """The chosen member, None where none is. Raises `BadInput`."""
    value = request.POST.get("member", "")
    if not value:
        return None
    if not value.isdecimal() or len(value) > 17:
        raise BadInput("that is nobody", mend="choose one of the list")
    return int(value)


def read_line(request: HttpRequest, name: str, *, longest: int = 300) -> str:
    """Words on one line."""
    return " ".join(request.POST.get(name, "").split())[:longest]
