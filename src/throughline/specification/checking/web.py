"""The check beside the document, as a page of its own, and what people let stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.line.registry import Hint
from throughline.specification.checking import services
from throughline.specification.checking.queries import check_prd, list_raised
from throughline.specification.document import get_actor, is_fragment
from throughline.specification.queries import get_row
from throughline.specification.records import read_prd
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Severity


def show_check(request: HttpRequest, key: str) -> HttpResponse:
    """What the check finds: beside the document in short, or all of it as a page. Raises `PrdNotFound`."""
    beside = is_fragment(request) and request.GET.get("beside") == "1"
    template = "specification/checking/_beside.html" if beside else "specification/checking/check.html"
    return render(request, template, describe(request, key))


def describe(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the templates of the check need."""
    row = get_row(get_actor(request).workspace, key)
    prd = read_prd(row)
    check = check_prd(row, prd)
    lines = {line.claim.id: line for line in prd.lines}
    counts = [(severity.value, check.count(severity)) for severity in (Severity.ERROR, Severity.WARN)]
    told = [(placed, lines.get(placed.claim), load_rules()[placed.finding.rule]) for placed in check.standing]
    raised = list_raised(row, prd)
    back = [entry for entry in told if entry[0].finding.rule in raised]
    house = [entry for entry in told if entry[0].finding.house and entry not in back]
    own = [entry for entry in told if not entry[0].finding.house and entry not in back]
    for entries in (back, own):
        entries.sort(key=lambda entry: -entry[0].finding.severity.rank)
    total = check.balance.under + check.balance.over
    shown = {"own": [*back, *own], "house": house, "back": _group_raised(back, raised)}
    return {"key": key, "prd": prd, "check": check, **shown, "counts": counts, "total": total}


def _group_raised(back: list[Any], raised: Mapping[str, Hint]) -> list[tuple[Hint, int, list[str]]]:
    """What came back, with the number of findings of the rules it raises, and those rules."""
    hints = {hint.ref: hint for hint in raised.values()}
    ruled = {ref: [rule for rule, hint in raised.items() if hint.ref == ref] for ref in hints}
    found = [entry[0].finding.rule for entry in back]
    return [(hint, sum(rule in ruled[ref] for rule in found), ruled[ref]) for ref, hint in hints.items()]


@require_POST
def allow(request: HttpRequest, key: str) -> HttpResponse:
    """Let a finding stand for a reason, or heed it again. Raises `NeedsReason`, `NoSuchRule`."""
    actor, rule, claim = get_actor(request), request.POST.get("rule", ""), request.POST.get("claim", "")[:64]
    if request.POST.get("act") == "heed":
        services.heed_finding(actor, prd=key, rule=rule, claim=claim)
    else:
        services.allow_finding(actor, prd=key, rule=rule, claim=claim, reason=request.POST.get("reason", ""))
    if is_fragment(request):
        return announce_change(request, render(request, "specification/checking/_page.html", describe(request, key)))
    return redirect_changed(request, reverse("specification:check", args=[key]))
