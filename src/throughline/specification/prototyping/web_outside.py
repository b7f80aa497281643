"""What opens without an account: a review by its link, and the prototype itself inside its frame."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from throughline.core.kernel.errors import AppError
from throughline.specification.prototyping.errors import OnlyFramed, ReviewOver
from throughline.specification.prototyping.forms import read_line, read_spot
from throughline.specification.prototyping.serving import answer_piece, find_signed, read_piece, sign
from throughline.specification.prototyping.sharing import find_review, pin_from_outside
from throughline.specification.prototyping.showing import show_from_outside
from throughline.specification.prototyping.web import frame_url, framing

FRAMED = {"iframe", "frame"}


@require_GET
def show_framed(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """A prototype, or a file of it, for whoever was given the signed token. Raises `ReviewOver`, `OnlyFramed`.

    A page is answered to a frame alone: by itself it could lead its own window elsewhere, with what it knows in the
    address.
    """
    row = find_signed(token)
    piece = read_piece(row, path)
    page = piece.kind.startswith(("text/html", "image/svg"))
    if page and request.headers.get("Sec-Fetch-Dest", "iframe") in {"document", "embed", "object"}:
        raise OnlyFramed
    return answer_piece(row, piece)


@never_cache
@framing
@require_GET
def show_review(request: HttpRequest, token: str) -> HttpResponse:
    """The prototype with its pins, for somebody without an account. Raises `ReviewOver`."""
    try:
        return _render(request, token)
    except ReviewOver as over:
        return _say_over(request, over)


@never_cache
@framing
@require_POST
def pin(request: HttpRequest, token: str) -> HttpResponse:
    """Pin a comment from outside; what was typed stays where it cannot be kept. Raises `ReviewOver`."""
    name = read_line(request, "name", longest=80)
    try:
        given = {"name": name, "spot": read_spot(request), "text": request.POST.get("text", "")}
        pin_from_outside(find_review(token), **given)
    except AppError as error:
        if request.htmx:  # type: ignore[attr-defined]
            raise
        if isinstance(error, ReviewOver):
            return _say_over(request, error)
        return _render(request, token, error=error, given=request.POST, status=422)
    if request.htmx:  # type: ignore[attr-defined]
        return _render(request, token, name=name, said=True)
    response = redirect("review", token)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _say_over(request: HttpRequest, over: AppError) -> HttpResponse:
    return render(request, "specification/prototyping/review_over.html", {"error": over}, status=403)


def _render(request: HttpRequest, token: str, *, status: int = 200, **more: Any) -> HttpResponse:
    review = find_review(token)
    frame = frame_url(sign(review.prototype, review=review))
    context = {"token": token, "review": review, "frame": frame, "shown": show_from_outside(review), **more}
    part = "_outside_pins" if request.htmx else "review"  # type: ignore[attr-defined]
    response = render(request, f"specification/prototyping/{part}.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
