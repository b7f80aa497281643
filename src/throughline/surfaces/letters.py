"""What is typed into an address or a form is text: a NUL character is none, and no database looks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from throughline.core.kernel.errors import BadInput
from throughline.surfaces.errors import show_error


class LettersMiddleware:
    """Answers a request with a NUL character in its address or its fields with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\x00" in text for text in _list_texts(request)):
            return show_error(request, BadInput("this holds a character that no text has (NUL)", mend="write it anew"))
        return self.get_response(request)


def _list_texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name
            yield from map(str, values)
