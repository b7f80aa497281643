"""The one mapping of errors: to a page with its status, and to an exit code."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.kernel.errors import AppError, ErrorKind
from throughline.surfaces.moving import find_elsewhere

STATUS = {
    ErrorKind.BAD_INPUT: 422,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.CONFLICT: 409,
    ErrorKind.UNAVAILABLE: 503,
}


class ErrorMiddleware:
    """Shows every `AppError` as one sentence, as a page or as the fragment HTMX asked for.

    What is not found here is looked for in the person's other workspaces first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = find_elsewhere(request, error)
        if found is not None:
            return found
        return show_error(request, error) if isinstance(error, AppError) else None


def show_error(request: HttpRequest, error: AppError) -> HttpResponse:
    """The page for one error."""
    return render(request, "surfaces/error.html", {"error": error}, status=STATUS[error.kind])


def show_missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """An address nobody knows."""
    error = AppError("there is no page at this address", mend="start from the rail on the left")
    return render(request, "surfaces/error.html", {"error": error}, status=404)


def show_unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A request that is too large, or no request at all."""
    error = AppError("this was too much at once, or cut off on its way", mend="send less of it: files instead of rows")
    return render(request, "surfaces/error.html", {"error": error}, status=400)


def show_stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A form that was not sent from a page of ours, or from one that has grown old."""
    error = AppError("this form is out of date, and nothing was changed", mend="reload the page and send it again")
    return render(request, "surfaces/error.html", {"error": error}, status=403)


def show_crash(request: HttpRequest) -> HttpResponse:
    """A fault of ours: said, and nothing was saved."""
    error = AppError("something broke here, and nothing was saved", mend="go back and try again")
    return render(request, "surfaces/error.html", {"error": error}, status=500)
