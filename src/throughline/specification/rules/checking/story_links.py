"""ST008 and ST009: stories that nothing tests, and stories that serve nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report, report_house
from throughline.specification.rules.checking.contracts import (
    Document,
    Finding,
    Settings,
    Severity,
    Told,
    UnitKind,
)
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.sameness import content_stems

_IDEA = re.compile(
    r"\bstatus\s*:?\s*(?:idea|later|parked|icebox|someday|future)\b|\((?:idea|later|future|icebox)\)", re.IGNORECASE
)


def uses_criteria(document: Document) -> bool:
    """Whether any story of the document has criteria."""
    return any(told.criteria for told in document.stories)


def find_untested_stories(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST008: per story where the document uses criteria, else once."""
    del settings
    if not document.stories:
        return
    if not uses_criteria(document):
        if not document.of(UnitKind.CRITERION):
            why = (
                f"None of the {len(document.stories)} stories has an acceptance criterion, so nothing says when "
                f"they are done."
            )
            yield report_house("ST008", why=why, suggestion=_ask_for(document.stories[0]))
        return
    loose = _list_loose_headings(document)
    for told in document.stories:
        if any(heading & content_stems(told.unit.text) for heading in loose):
            continue
        if not told.criteria and not _IDEA.search(f"{told.unit.text} {told.unit.section.title}"):
            yield report("ST008", told.unit, suggestion=_ask_for(told))


def _list_loose_headings(document: Document) -> set[frozenset[str]]:
    """The words of headings over criteria that belong to no story: any that shares one may be theirs."""
    taken = {unit.number for told in document.stories for unit in told.criteria}
    loose = (u for u in document.of(UnitKind.CRITERION) if u.owner is None and u.number not in taken)
    return {content_stems(unit.section.title) for unit in loose}


def _ask_for(told: Told) -> str:
    thing = told.parts.entity or "[what]"
    return (
        "At least one that succeeds and one that fails: "
        + quote(f"Given [which {thing}], when [who does what], then [what they see].")
        + " "
        + quote("Given [what is wrong], when [the same], then [what they see, and what is kept].")
    )


def find_orphans(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST009: by the ids that stories name where they name any, else by their words, as information."""
    del settings
    goals = document.of(UnitKind.GOAL, UnitKind.METRIC)
    if document.stories and not goals:
        yield report_house(
            "ST009", why="The document names no goal and no metric, so nothing says what its stories are for."
        )
        return
    linked = [told for told in document.stories if told.serves]
    strangers = (
        []
        if linked or not document.of(UnitKind.GOAL)
        else [t for t in document.stories if _shares_nothing(t, document)]
    )
    telling = len(strangers) * 2 < len(document.stories)
    for told in document.stories:
        if told.serves or not goals:
            continue
        others = len(document.stories) - 1
        if others and len(linked) * 2 >= others:
            yield report("ST009", told.unit, suggestion=_link(document))
        elif told in strangers and telling:
            yield report("ST009", told.unit, severity=Severity.INFO, suggestion=_link(document))


def _shares_nothing(told: Told, document: Document) -> bool:
    """Whether no word of the story stands in any goal, metric, problem or summary."""
    kinds = (UnitKind.GOAL, UnitKind.METRIC, UnitKind.PROBLEM, UnitKind.SUMMARY)
    aims = frozenset[str]().union(
        *(content_stems(unit.text) for unit in document.of(*kinds)), content_stems(document.title)
    )
    own = content_stems(f"{told.parts.means} {told.parts.benefit} {told.title}")
    return bool(own) and not own & aims


def _link(document: Document) -> str:
    named = [unit for unit in document.of(UnitKind.GOAL, UnitKind.METRIC) if unit.label]
    ids = " / ".join(unit.label for unit in named[:4]) or "which goal"
    return f"Add “serves: [{ids}]”, or leave the story out."
