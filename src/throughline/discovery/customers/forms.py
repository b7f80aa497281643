"""What customers' pages are sent, as values."""

from __future__ import annotations

from django.http import HttpRequest

from throughline.discovery.customers.queries import Wanted

ACCOUNT_FIELDS = ("segment", "plan", "revenue", "size", "domain")
_LONGEST = 255


def read_wanted(request: HttpRequest) -> Wanted:
    """The filters in the address; unknown ones are left alone."""
    heard = request.GET.get("heard", "")
    return Wanted(
        words=request.GET.get("words", "").strip()[:_LONGEST],
        segment=request.GET.get("segment", "")[:_LONGEST],
        heard=heard if heard in ("yes", "no") else "",
    )


def read_account(request: HttpRequest) -> dict[str, str]:
    """The fields of an account as they were typed."""
    return {name: request.POST.get(name, "").strip()[:_LONGEST] for name in ACCOUNT_FIELDS}


def read_text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:_LONGEST]


def read_start(request: HttpRequest) -> int:
    """Where a page of what was said begins."""
    start = request.GET.get("start", "")
    return min(int(start), 10**6) if start.isdecimal() else 0
