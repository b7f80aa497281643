"""A PRD as a table of tickets, one a story, in the columns that each tracker imports.

Linear: the columns of its own export, which its importer reads (`LinearCsvImporter` of `linear/linear`): priorities by
name, labels with ", " between them; a quotation mark before =, +, - or @ is taken off again.
Jira: the header row names fields, `Summary` is required, a field with several values is a column for each, and a label
holds no space (Atlassian support, "Import data from a CSV file"). Its descriptions are wiki text.
GitHub imports no table itself: `title`, `body`, `labels`, `milestone` are the fields of its REST API and of
`gh issue create`, by which scripts that read such a table create issues.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import neutralise_formula
from throughline.specification.contracts import Prd
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import Brief, StoryBrief, brief_prd
from throughline.specification.exports.building.tracing import make_safe
from throughline.specification.exports.names import shorten_name
from throughline.specification.exports.page import flatten
from throughline.specification.rules.stories.contracts import Point

_LINEAR = {"P0": "Urgent", "P1": "High", "P2": "Medium", "P3": "Low"}
_JIRA = {"P0": "Highest", "P1": "High", "P2": "Medium", "P3": "Low"}


def write_linear(prd: Prd, corpus: Corpus, opportunity: str = "") -> str:  # noqa: ARG001
    """The table for Linear."""
    brief = _brief(prd, opportunity)
    head = ("Title", "Description", "Status", "Estimate", "Priority", "Project", "Assignee", "Labels")
    rows: list[Sequence[str]] = []
    for one in brief.tickets:
        told, priority = _describe(brief, one, box="- [ ] "), _LINEAR.get(one.story.priority, "No priority")
        labels = ", ".join(_list_labels(brief, one))
        rows.append((_name(one), told, "Backlog", "", priority, prd.title, "", labels))
    return _write_table(head, rows)


def write_jira(prd: Prd, corpus: Corpus, opportunity: str = "") -> str:  # noqa: ARG001
    """The table for Jira."""
    brief = _brief(prd, opportunity)
    labels = [_list_labels(brief, one) for one in brief.tickets]
    most = max(map(len, labels))
    rows: list[Sequence[str]] = []
    for one, own in zip(brief.tickets, labels, strict=True):
        told, priority = _escape_wiki(_describe(brief, one, box="* ")), _JIRA.get(one.story.priority, "Medium")
        rows.append((_name(one), "Story", priority, told, *own, *([""] * (most - len(own)))))
    return _write_table(("Summary", "Issue Type", "Priority", "Description", *(["Labels"] * most)), rows)


def write_github(prd: Prd, corpus: Corpus, opportunity: str = "") -> str:  # noqa: ARG001
    """The table for GitHub."""
    brief = _brief(prd, opportunity)
    rows = (
        (_name(one), _describe(brief, one, box="- [ ] "), ",".join(_list_labels(brief, one)), prd.title)
        for one in brief.tickets
    )
    return _write_table(("title", "body", "labels", "milestone"), rows)


def _brief(prd: Prd, opportunity: str) -> Brief:
    """Raises `NothingToBuildFrom` where there is neither a story nor a requirement."""
    brief = brief_prd(prd, opportunity)
    if not brief.tickets:
        raise NothingToBuildFrom("a ticket")
    return brief


def _name(one: StoryBrief) -> str:
    return flatten(one.story.title) or one.story.label or one.story.id


def _describe(brief: Brief, one: StoryBrief, *, box: str) -> str:
    """What the ticket is for, its criteria as a list to tick off, and the ids it came from."""
    told = [flatten(text) for text in (one.story.text, one.counted, *one.heard) if text]
    points = [scenario.point for scenario in one.scenarios]
    source = " ".join(part for part in (f"PRD {brief.prd.id}, story", one.story.label, one.story.id) if part)
    blocks = [
        *told,
        _list("Acceptance criteria:", [f"{box}{_say(point)}" for point in points]),
        _list("Requirements:", [f"{box}{_say(point)}" for point in one.requirements]),
        _list(
            f"Where it comes from: {source}",
            [f"{box.removesuffix('[ ] ')}{brief.trace(point).words}" for point in (*points, *one.requirements)],
        ),
    ]
    return "\n\n".join(block for block in blocks if block)


def _say(point: Point) -> str:
    return flatten(f"{point.label} {point.text}")


def _list(title: str, rows: Sequence[str]) -> str:
    return "\n".join([title, *rows]) if rows else ""


def _list_labels(brief: Brief, one: StoryBrief) -> list[str]:
    """Labels without spaces: that it is from here, which PRD, which story, which opportunity."""
    labels = ["throughline", shorten_name(brief.prd.title, brief.prd.id), f"story:{make_safe(one.story.id)}"]
    opportunity = brief.outline.opportunity
    return [*labels, *([f"opportunity:{make_safe(opportunity)}"] if opportunity else [])]


def _escape_wiki(text: str) -> str:
    """The text without what Jira's wiki markup would make a macro or a link of."""
    return "".join(f"\\{character}" if character in "{}[]!" else character for character in text)


def _write_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([neutralise_formula(cell) for cell in row] for row in rows)
    return out.getvalue()
