"""The page that closes the loop: whoever was heard, whether they were answered, and a message for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.kernel.errors import BadInput
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.customers import list_heard
from throughline.discovery.opportunities.forms import read_stance
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.discovery.opportunities.web import get_actor


def show_customers(request: HttpRequest, key: str) -> HttpResponse:
    """The customers behind the count, and what each is told. Raises `OpportunityNotFound`."""
    actor = get_actor(request)
    row, given = find_opportunity(actor.workspace, key), read_filter(request)
    page = list_heard(actor.workspace, row, sender=actor.member.name, after=request.GET.get("after", "")[:20], **given)
    context = {"key": key, "row": row, "page": page, "given": given, "query": urlencode(_keep(given))}
    return render(request, "discovery/opportunities/customers.html", context)


@require_POST
def write(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Keep the message, mark it as sent, or as not sent after all. Raises `CustomerNotFound`."""
    actor, act, message = get_actor(request), request.POST.get("act", "keep"), request.POST.get("message", "")
    if act == "sent":
        services.mark_sent(actor, opportunity=key, customer=token, message=message)
    elif act == "unsent":
        services.mark_unsent(actor, opportunity=key, customer=token)
    else:
        services.write_reply(actor, opportunity=key, customer=token, message=message)
    query = urlencode(_keep(read_filter(request)))
    page = reverse("discovery:opportunity-customers", args=[key]) + (f"?{query}" if query else "")
    return redirect_changed(request, f"{page}#c-{token}")


def read_filter(request: HttpRequest) -> dict[str, str]:
    """Whom the list shows. Raises `BadInput`."""
    stance, answered = request.GET.get("stance", ""), request.GET.get("answered", "")
    if stance:
        read_stance(stance)
    if answered not in {"", "yes", "no"}:
        raise BadInput(f"“{answered[:20]}” is none of these", mend="choose yes or no")
    return {"stance": stance, "answered": answered}


def _keep(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value}
