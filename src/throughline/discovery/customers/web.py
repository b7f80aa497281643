"""Customers' pages: who there is, one account with what it said, who has been heard and who has not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.discovery.customers import queries, services
from throughline.discovery.customers.forms import read_account, read_start, read_text, read_wanted
from throughline.discovery.customers.showing import show_coverage


def show_customers(request: HttpRequest) -> HttpResponse:
    """The accounts by name, narrowed by the filters in the address."""
    workspace, wanted = get_actor(request).workspace, read_wanted(request)
    rows, after = queries.list_accounts(workspace, wanted, after=request.GET.get("after", ""))
    context = {
        "rows": rows,
        "after": after,
        "wanted": wanted,
        "segments": queries.list_segments(workspace),
        "totals": queries.count_totals(workspace),
        "listed": sum(queries.count_listed(workspace).values()),
    }
    return render(request, "discovery/customers/list.html", context)


def show_heard(request: HttpRequest) -> HttpResponse:
    """Segments by month, with the gaps named."""
    coverage = show_coverage(get_actor(request).workspace, today=utc_today())
    return render(request, "discovery/customers/heard.html", {"coverage": coverage})


def show_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: what is known of it, who is there, what it said. Raises `AccountNotFound`."""
    account = queries.get_account(get_actor(request).workspace, account_id)
    said, after = queries.list_said(account, after=read_start(request))
    context = {
        "account": account,
        "row": queries.count_account(account),
        "people": queries.list_people(account),
        "said": said,
        "start": read_start(request),
        "after": after,
    }
    return render(request, "discovery/customers/account.html", context)


def show_people(request: HttpRequest) -> HttpResponse:
    """The people who said something, by name."""
    words = request.GET.get("words", "").strip()[:255]
    after = request.GET.get("after", "")
    rows, further = queries.list_heard_people(get_actor(request).workspace, words, after=after)
    return render(request, "discovery/customers/people.html", {"rows": rows, "after": further, "words": words})


def show_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: where they belong, what they said. Raises `PersonNotFound`."""
    person = queries.get_person(get_actor(request).workspace, person_id)
    start = read_start(request)
    said, after = queries.list_said_by(person, after=start)
    context = {"person": person, "said": said, "start": start, "after": after}
    return render(request, "discovery/customers/person.html", context)


@require_POST
def join_people(request: HttpRequest, person_id: int) -> HttpResponse:
    """Raises `PersonNotFound`."""
    into = services.join_people(get_actor(request), person_id=person_id, into=read_text(request, "into"))
    return redirect_changed(request, reverse("discovery:person", args=[into.pk]))


@require_POST
def describe_account(request: HttpRequest, account_id: int) -> HttpResponse:
    services.describe_account(get_actor(request), account_id=account_id, **read_account(request))
    return redirect_changed(request, reverse("discovery:account", args=[account_id]))


@require_POST
def join_accounts(request: HttpRequest, account_id: int) -> HttpResponse:
    """Raises `SameAccount`, `AccountNotFound`."""
    into = services.join_accounts(get_actor(request), account_id=account_id, into=read_text(request, "into"))
    return redirect_changed(request, reverse("discovery:account", args=[into.pk]))


@require_POST
def join_segments(request: HttpRequest) -> HttpResponse:
    """Raises `SegmentNotFound`."""
    services.join_segments(get_actor(request), segment=read_text(request, "segment"), into=read_text(request, "into"))
    return redirect_changed(request, reverse("discovery:customers_heard"))


@require_POST
def move_person(request: HttpRequest, person_id: int) -> HttpResponse:
    person = services.move_person(get_actor(request), person_id=person_id, account=read_text(request, "account"))
    return redirect_changed(request, reverse("discovery:person", args=[person.pk]))


@require_POST
def correct_piece(request: HttpRequest, key: str) -> HttpResponse:
    """Whom a piece counts for, and who passed it on: one form, each written only where it differs."""
    actor = get_actor(request)
    if "account" in request.POST:
        services.assign_customer(actor, key=key, account=read_text(request, "account"))
    if "relayed_by" in request.POST:
        services.correct_relay(actor, key=key, relayed_by=read_text(request, "relayed_by"))
    return redirect_changed(request, reverse("discovery:evidence", args=[key]))


def suggest(request: HttpRequest) -> HttpResponse:
    """Names of accounts for a field that is being typed into."""
    words = request.GET.get("account") or request.GET.get("into") or request.GET.get("customer") or ""
    names = queries.suggest_accounts(get_actor(request).workspace, words[:255])
    return render(request, "discovery/customers/_names.html", {"names": names})


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
