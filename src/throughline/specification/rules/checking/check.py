"""The check as one pure function: text in, findings and balance out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from throughline.grounding.contracts import Ground
from throughline.specification.rules.checking import (
    comparatives,
    criteria_cover,
    criteria_form,
    criteria_usual,
    engineers,
    figures,
    generalising,
    looks,
    markers,
    metrics,
    numbers_apart,
    passives,
    polarity_apart,
    problems,
    questions,
    quotations,
    references,
    reviews,
    scope,
    story_form,
    story_links,
    story_pairs,
    story_size,
    technology,
    vague,
    vague_amounts,
)
from throughline.specification.rules.checking.balance import balance
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import (
    Checked,
    Document,
    Finding,
    Settings,
)
from throughline.specification.rules.checking.ignoring import judge_ignores, read_ignores, set_aside
from throughline.specification.rules.checking.reading import read_document

DEFAULT = Settings()
RULES = (
    vague.find_vague_quality,
    vague_amounts.find_vague_quantity,
    vague_amounts.find_vague_time,
    vague_amounts.find_loopholes,
    comparatives.find_comparatives,
    passives.find_hidden_actors,
    markers.find_open_markers,
    story_form.find_untold,
    story_form.find_missing_benefits,
    story_form.find_generic_actors,
    story_size.find_compound_stories,
    story_size.find_epics,
    story_links.find_untested_stories,
    story_links.find_orphans,
    criteria_form.find_hollow_criteria,
    criteria_form.find_levelless_qualities,
    criteria_cover.find_happy_paths,
    criteria_cover.find_empty_states,
    criteria_cover.find_failure_rules,
    criteria_cover.find_permission_rules,
    criteria_cover.find_open_edge_cases,
    criteria_usual.find_requirement_gaps,
    metrics.find_metric_gaps,
    metrics.find_missing_guardrail,
    scope.find_missing_non_goals,
    problems.find_unsupported_problem,
    engineers.find_missing_engineer,
    reviews.find_missing_review,
    questions.find_unowned_questions,
    problems.find_solution_problems,
    technology.find_technology,
    technology.find_mechanisms,
    looks.find_mandated_looks,
    numbers_apart.find_number_conflicts,
    polarity_apart.find_polarity_conflicts,
    story_pairs.find_scope_conflicts,
    story_pairs.find_duplicate_stories,
    references.find_undefined_references,
)
AGAINST_EVIDENCE = (
    figures.find_wrong_figures,
    quotations.find_wrong_quotations,
    quotations.find_hypothetical_evidence,
    generalising.find_overgeneralised,
)


def check_text(text: str, *, settings: Settings = DEFAULT, ground: Ground | None = None) -> Checked:
    """Check a Markdown PRD. Nothing it may hold makes the check fail.

    Findings stand in the order of their lines. With `ground`, numbers and quotations are held against that evidence
    besides the document's own; without any, those rules keep silent.
    """
    document = read_document(text)
    found = check_document(document, settings=settings, ground=ground)
    ignores = read_ignores(text, document)
    kept, aside = set_aside(found, ignores)
    findings = sorted([*kept, *judge_ignores(ignores)], key=_order)
    sections = tuple((section.line, section.title) for section in document.sections)
    weighed = balance(findings, title=document.title, sections=sections)
    return Checked(tuple(findings), tuple(aside), weighed, document.words, sections)


def check_document(document: Document, *, settings: Settings = DEFAULT, ground: Ground | None = None) -> list[Finding]:
    """Every finding of a document that was read, as the team's settings have it, in the order of its lines."""
    return sorted(
        (_settle(f, settings) for f in _run(document, settings, ground) if _is_wanted(f, settings)), key=_order
    )


def _run(document: Document, settings: Settings, ground: Ground | None) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(document, settings)
    for rule in AGAINST_EVIDENCE:
        yield from rule(document, ground)


def _is_wanted(finding: Finding, settings: Settings) -> bool:
    return finding.rule not in settings.off and not (finding.house and not settings.house_rules)


def _settle(finding: Finding, settings: Settings) -> Finding:
    """The severity that the team gave the rule; what is said of the whole document stays information."""
    chosen = settings.severity.get(finding.rule)
    return replace(finding, severity=chosen) if chosen is not None and not finding.house else finding


def _order(finding: Finding) -> tuple[int, int, int, str]:
    place = list(load_rules()).index(finding.rule) if finding.rule in load_rules() else 0
    return finding.line, finding.column, place, finding.text


def is_failing(findings: Sequence[Finding], settings: Settings) -> bool:
    """Whether the findings fail the check: one as bad as `fail_on`, or more of a severity than are let through."""
    if settings.fail_on is not None and any(f.severity.rank >= settings.fail_on.rank for f in findings):
        limited = [
            f for f in findings if f.severity.rank >= settings.fail_on.rank and f.severity not in settings.maximum
        ]
        if limited:
            return True
    return any(sum(f.severity is severity for f in findings) > most for severity, most in settings.maximum.items())
