"""The page at /design: every component in every state, in both looks, made of the partials that the pages use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.core.line.steps import Step
from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.chart import draw_months
from throughline.discovery.rules.marked import cut_at, find_words
from throughline.discovery.showing import Card
from throughline.grounding.contracts import Origin
from throughline.surfaces.searching import Group, Hit, mark_words
from throughline.surfaces.shell import Tab

PARTS = {
    "type": "Type",
    "colour": "Colour",
    "buttons": "Buttons",
    "fields": "Fields",
    "table": "Tables",
    "chips": "Chips and saved views",
    "tabs": "Tabs",
    "line": "How we got here",
    "marks": "Origin marks",
    "cards": "Cards",
    "panel": "Evidence panel",
    "tree": "Tree rows",
    "chart": "Charts",
    "progress": "Progress",
    "toast": "Toasts",
    "dialog": "Dialogs and the palette",
    "empty": "Empty pages",
}
LOOKS = ("light", "dark")
COLOURS = (
    *("bg", "surface", "sunken", "hover", "ink", "ink-2", "ink-3", "rule", "rule-2", "control"),
    *("accent", "accent-soft", "bad", "bad-soft", "good", "mark"),
    *("q", "n", "i", "p", "j", "a"),
)
SAID = "The shipment report hangs at 84,000 rows and I get a 504 after about a minute."


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its template is `surfaces/design/<key>.html`."""

    key: str
    title: str

    @property
    def template(self) -> str:
        return f"surfaces/design/{self.key}.html"


def show_design(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "surfaces/design.html", {**_describe_parts(), "sides": LOOKS})


def _describe_parts() -> dict[str, Any]:
    """What the partials need, made up; nothing of it is anybody's."""
    stations = [Step("Evidence", 31, "#part-line", current=False), Step("Opportunity", 1, "#part-line", current=False)]
    return {
        "parts": [Part(key, title) for key, title in PARTS.items()],
        "colours": COLOURS,
        "origins": list(Origin),
        "example_tabs": (
            Tab("Opportunities", "a", url="#part-tabs", current=True, here=True),
            Tab("To sort", "b", url="#part-tabs"),
            Tab("Feedback", "c", url="#part-tabs"),
            Tab("Conversations", "d", url="#part-tabs"),
        ),
        "example_line": [*stations, Step("PRD", 1, "#part-line", current=True), Step("Launch", 0, "", current=False)],
        "card": _make_card(),
        "chart": draw_months({"2026-03": 2, "2026-04": 5, "2026-06": 9}, span=[f"2026-{n:02}" for n in range(3, 9)]),
        "groups": [Group("evidence", "Evidence", (_make_hit(),)), Group("prd", "PRDs", (_make_plain_hit(),))],
    }


def _make_card() -> Card:
    piece = Evidence(
        "ev-1",
        "feedback.csv",
        SAID,
        row=12,
        account="Brightwater Logistics",
        segment="Enterprise",
        date=date(2026, 3, 4),
        channel="mail",
    )
    return Card(piece, cut_at(SAID, find_words(SAID, ["hangs", "504"])))


def _make_hit() -> Hit:
    said = mark_words(SAID, "report")
    return Hit("#part-dialog", mark_words("Brightwater Logistics", "report"), said, "it says “report”")


def _make_plain_hit() -> Hit:
    return Hit("#part-dialog", mark_words("Reports that finish", "report"), (), "its title says so")
