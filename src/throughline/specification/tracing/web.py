"""The page that says how we got here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughline.core.line.steps import Known, draw_steps
from throughline.specification.document import get_actor
from throughline.specification.stations import list_cited
from throughline.specification.tracing.showing import trace


def show_trace(request: HttpRequest, key: str) -> HttpResponse:
    """Why, who asked, what against, what was expected, did it work. Raises `PrdNotFound`."""
    workspace = get_actor(request).workspace
    found = trace(workspace, key)
    cited = Known(len(list_cited(workspace, key)), reverse("specification:evidence", args=[key]))
    line = draw_steps(found.line, {"evidence": cited})
    return render(request, "specification/tracing/trace.html", {"key": key, "trace": found, "line": line})
