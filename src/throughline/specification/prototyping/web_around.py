"""The forms around a prototype's frame: answers, pins, names of screens, review links."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.specification.document import get_actor, is_fragment
from throughline.specification.prototyping import answering, naming, pinning, sharing
from throughline.specification.prototyping.forms import read_asked, read_days, read_line, read_spot
from throughline.specification.prototyping.web import answer, describe, framing


@require_POST
def say(request: HttpRequest, key: str) -> HttpResponse:
    """Answer an open state, or dismiss it with a reason. Raises `WithoutAnswer`."""
    actor, asked = get_actor(request), read_asked(request)
    text = request.POST.get("text", "")
    if request.POST.get("act") == "dismiss":
        answering.dismiss_state(actor, prototype=key, asked=asked, reason=text)
    else:
        answering.answer_state(actor, prototype=key, asked=asked, text=text)
    return answer(request, key, at="questions")


@require_POST
def ask_again(request: HttpRequest, key: str, prototypeanswer_id: int) -> HttpResponse:
    """Take back what was said. Raises `NoSuchState`."""
    answering.ask_again(get_actor(request), prototype=key, answer=prototypeanswer_id)
    return answer(request, key, at="questions")


@allow(COMMENTERS)
@require_POST
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """Pin a comment to a screen in a state. Raises `WithoutAnswer`."""
    text = request.POST.get("text", "")
    pinning.add_pin(get_actor(request), prototype=key, spot=read_spot(request), text=text)
    return answer(request, key, at="pins")


@require_POST
def settle_pin(request: HttpRequest, key: str, pin_id: int) -> HttpResponse:
    """Resolve a pin, open it again, or make a criterion or a question of it. Raises `PinNotFound`, `NoPrdYet`."""
    actor, act, text = get_actor(request), request.POST.get("act", ""), request.POST.get("text", "")
    if act == "criterion":
        story = read_line(request, "story", longest=80)
        pinning.make_criterion(actor, prototype=key, pin=pin_id, story=story, text=text)
    elif act == "question":
        pinning.make_question(actor, prototype=key, pin=pin_id, text=text)
    elif act == "reopen":
        pinning.reopen_pin(actor, prototype=key, pin=pin_id)
    else:
        pinning.resolve_pin(actor, prototype=key, pin=pin_id, outcome=read_line(request, "outcome"))
    return answer(request, key, at="pins")


@require_POST
def name_state(request: HttpRequest, key: str) -> HttpResponse:
    """Name a screen in a state. Raises `NameTaken`, `WithoutAnswer`."""
    names = {name: request.POST.get(name, "") for name in ("screen", "state")}
    naming.name_state(get_actor(request), prototype=key, **names)
    return answer(request, key, at="coverage")


@require_POST
def change_state(request: HttpRequest, key: str, namedstate_id: int) -> HttpResponse:
    """Other names for it, or take it off. Raises `NameTaken`, `NoSuchState`, `WithoutAnswer`."""
    actor = get_actor(request)
    if request.POST.get("act") == "remove":
        naming.remove_state(actor, prototype=key, named=namedstate_id)
    else:
        names = {name: request.POST.get(name, "") for name in ("screen", "state")}
        naming.rename_state(actor, prototype=key, named=namedstate_id, **names)
    return answer(request, key, at="coverage")


@require_POST
def tick(request: HttpRequest, key: str, namedstate_id: int) -> HttpResponse:
    """Say whether a state shows a criterion or an edge case. Raises `NoSuchState`."""
    shown, on = read_line(request, "shown", longest=160), request.POST.get("on") == "1"
    naming.tick_state(get_actor(request), prototype=key, named=namedstate_id, shown=shown, on=on)
    return answer(request, key, at="coverage")


@framing
@require_POST
def make_review(request: HttpRequest, key: str) -> HttpResponse:
    """A review link; it is shown now and never again, because only its hash is kept."""
    token = sharing.make_token()
    given = {"label": read_line(request, "label", longest=120), "days": read_days(request, otherwise=sharing.DAYS)}
    made = sharing.make_review(get_actor(request), prototype=key, token=token, **given)
    fresh = {"link": request.build_absolute_uri(reverse("review", args=[token])), "made": made}
    if is_fragment(request):
        return answer(request, key, fresh=fresh)
    return render(request, "specification/prototyping/prototype.html", {**describe(request, key), "fresh": fresh})


@require_POST
def revoke(request: HttpRequest, key: str, reviewlink_id: int) -> HttpResponse:
    """Take a review link back. Raises `ReviewNotFound`."""
    sharing.revoke_review(get_actor(request), prototype=key, review=reviewlink_id)
    return answer(request, key, at="reviews")
