"""The coverage matrix: each criterion and each edge case, and the screen and state that show it."""

from __future__ import annotations

from throughline.specification.rules.prototyping.contracts import Coverage, CoverageRow, Prototype, RowKind


def describe_coverage(prototype: Prototype) -> Coverage:
    """A row for each criterion, then one for each edge case that is open in a state, and the counts of states."""
    criteria = tuple(
        CoverageRow(RowKind.CRITERION, s.criterion, s.label, s.text, s.story, s.screen, s.state, covered=True)
        for s in prototype.shown
    )
    cases = tuple(
        CoverageRow(RowKind.EDGE_CASE, o.case, o.case, o.question, o.story, screen.id, state.id, covered=False)
        for screen, state in prototype.states
        for o in state.open
    )
    specified = sum(state.is_specified for _, state in prototype.states)
    return Coverage((*criteria, *cases), len(prototype.states), specified)
