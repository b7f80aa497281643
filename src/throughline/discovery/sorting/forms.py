"""What the addresses and forms of sorting may carry."""

from __future__ import annotations

from django.http import HttpRequest

from throughline.discovery.contracts import ThemeState

_MOST_PIECES = 1000


def read_state(request: HttpRequest) -> ThemeState:
    """Which themes the pile shows: those that wait, where nothing else is said."""
    known = {state.value: state for state in ThemeState}
    return known.get(request.GET.get("state", ""), ThemeState.PROPOSED)


def read_words(request: HttpRequest) -> str:
    """What a chooser is narrowed by."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]


def read_pieces(request: HttpRequest) -> list[str]:
    """The evidence ids that were ticked."""
    given = request.POST if request.method == "POST" else request.GET
    return [piece[:32].replace("\x00", "") for piece in given.getlist("piece")[:_MOST_PIECES]]


def read_text(request: HttpRequest, name: str) -> str:
    """One field of a form, in one line."""
    return " ".join(request.POST.get(name, "").replace("\x00", "").split())[:255]
