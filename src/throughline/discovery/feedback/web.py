"""Pages of feedback: the table, its export, and one item written down by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import add_changed, find_own_change, redirect_changed
from throughline.core.contracts import OWNERS, Actor
from throughline.core.kernel.clock import utc_today
from throughline.discovery.feedback import queries, services
from throughline.discovery.feedback.filters import FOREIGN, KINDS, Place, read_filters, read_place
from throughline.discovery.feedback.forms import ItemForm
from throughline.discovery.feedback.leaving import write_csv
from throughline.discovery.feedback.repeats import count_waiting
from throughline.discovery.finding.queries import find_similar

SIMILAR = 4
SHORTEST_COMPARED = 8
"""Characters from which a text that is being typed is compared with what is here."""


def show_feedback(request: HttpRequest) -> HttpResponse:
    """A page of the table, as the address says; how to begin where there is nothing yet. Raises `BadInput`."""
    workspace = get_actor(request).workspace
    filters, oldest_first = read_filters(request.GET), request.GET.get("sort") == "oldest"
    page = queries.list_page(workspace, filters, place=read_place(request.GET), oldest_first=oldest_first)
    if not page.rows and filters.is_empty:
        return render(request, "discovery/feedback/empty.html")
    context = {
        "page": page,
        "filters": filters,
        "choices": queries.list_choices(workspace),
        "waiting": count_waiting(workspace),
        "owns": get_actor(request).role in OWNERS,
        "kinds": KINDS,
        "foreign": FOREIGN,
        "oldest_first": oldest_first,
        "chosen_file": filters.source.removeprefix("file:") if filters.source.startswith("file:") else "",
        "unnamed_customer": bool(filters.customer and not page.rows),
        **_write_addresses(request, page, oldest_first=oldest_first),
    }
    return render(request, "discovery/feedback/list.html", context)


def _write_addresses(request: HttpRequest, page: queries.Page, *, oldest_first: bool) -> dict[str, str]:
    """Where the other pages and orders of this list are."""
    return {
        "sort_url": _write_query(request, sort="" if oldest_first else "oldest"),
        "newer_url": _write_query(request, place=page.newer) if page.newer else "",
        "older_url": _write_query(request, place=page.older) if page.older else "",
        "first_url": _write_query(request),
        "csv_url": reverse("discovery:feedback_csv") + _write_query(request),
    }


def _write_query(request: HttpRequest, *, place: Place | None = None, sort: str | None = None) -> str:
    query: QueryDict = request.GET.copy()
    for name in ("after", "before", "changed", "key"):
        query.pop(name, None)
    for name in [name for name in query if not query[name]]:
        del query[name]
    if sort is not None:
        query.pop("sort", None)
    if sort:
        query["sort"] = sort
    if place:
        query["before" if place.backwards else "after"] = place.write()
    return f"?{query.urlencode()}"


def download(request: HttpRequest) -> StreamingHttpResponse:
    """The items the filters leave as CSV: masked, harmless to a spreadsheet, written while it is sent."""
    written = write_csv(get_actor(request).workspace, read_filters(request.GET))
    lines = (line.encode() for line in written)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="feedback-{utc_today().isoformat()}.csv"'
    return response


def add(request: HttpRequest) -> HttpResponse:
    """Write one item down: the form, beside the table or alone; sending it keeps the item. Raises `BadInput`."""
    fragment = bool(request.htmx)  # type: ignore[attr-defined]
    if request.method != "POST":
        context = {"kinds": KINDS, "today": utc_today().isoformat(), "given": request.GET}
        return render(request, f"discovery/feedback/{'_add' if fragment else 'add'}.html", context)
    form = ItemForm.read(request.POST)
    account, person = queries.settle_customer(get_actor(request).workspace, form.customer, is_person=form.is_person)
    services.add_item(
        get_actor(request),
        text=form.text,
        account=account,
        person=person,
        kind=form.kind,
        day=form.day,
        channel=form.channel,
        relayed_by=form.relayed_by,
    )
    return _go(request, reverse("discovery:feedback"), fragment=fragment)


def _go(request: HttpRequest, url: str, *, fragment: bool) -> HttpResponse:
    """To the page at `url`, with undo at hand, however the form was sent."""
    if not fragment:
        return redirect_changed(request, url)
    change = find_own_change(request)
    return HttpResponse(status=204, headers={"HX-Redirect": add_changed(url, change.pk) if change else url})


@require_POST
def choose_pseudonyms(request: HttpRequest) -> HttpResponse:
    """Let customers leave under pseudonyms, or under their names again."""
    services.choose_pseudonyms(get_actor(request), wanted=request.POST.get("wanted") == "yes")
    return redirect_changed(request, reverse("discovery:feedback"))


def show_similar(request: HttpRequest) -> HttpResponse:
    """What is here already that is like the text being typed."""
    text = " ".join(request.GET.get("text", "").split())
    enough = len(text) >= SHORTEST_COMPARED
    found = find_similar(get_actor(request).workspace, text, limit=SIMILAR) if enough else []
    heard = [one for one in found if not one.row.interviewer]
    return render(request, "discovery/feedback/_similar.html", {"found": heard, "enough": enough})


def suggest_customers(request: HttpRequest) -> HttpResponse:
    """Accounts and people whose names begin like what is typed."""
    typed = " ".join(request.GET.get("customer", "").split())[:100]
    known = queries.suggest_customers(get_actor(request).workspace, typed)
    return render(request, "discovery/feedback/_customers.html", {"known": known})


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
