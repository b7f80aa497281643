"""An experiment as one JSON document; docs/reference/json.md describes it."""

from __future__ import annotations

from math import isfinite
from typing import Any

from throughline.iteration.experiments.answering import Answer
from throughline.measurement.experiments.analysing import Finding
from throughline.measurement.experiments.contracts import COVARIATE, COVARIATE_DENOMINATOR, DENOMINATOR


def write_document(found: Answer) -> dict[str, Any]:
    """The same keys every time; null where something is not known or has no limit."""
    analysis = found.analysis
    counts = dict(zip(analysis.variants, analysis.ratio.counts, strict=True))
    return {
        "metrics": [_write_finding(finding) for finding in analysis.findings],
        "srm": {"p": analysis.ratio.p, "verdict": analysis.ratio.verdict.value},
        "verdict": found.judgement.verdict.value,
        "reason": found.judgement.reason,
        "control": analysis.control,
        "variants": [
            {"name": each.variant, "units": counts[each.variant], "verdict": each.verdict.value, "reason": each.reason}
            for each in found.judged
        ],
        "units": sum(counts.values()),
        "alpha": analysis.design.alpha,
        "sequential": analysis.design.sequential,
        "planned": analysis.design.planned,
        "relative_convention": analysis.design.convention.value,
        "correction": analysis.question.correction.value,
        "notes": list(found.notes),
    }


def _write_finding(finding: Finding) -> dict[str, Any]:
    comparison, metric = finding.comparison, finding.metric
    difference, relative = comparison.difference, comparison.relative
    margin = metric.margin
    return {
        "name": metric.name,
        "control": comparison.control,
        "treatment": comparison.treatment,
        "difference": difference.value,
        "low": _end(difference.low),
        "high": _end(difference.high),
        "p": difference.p,
        "relative": relative.value if relative else None,
        "relative_low": _end(relative.low) if relative else None,
        "relative_high": _end(relative.high) if relative else None,
        "variant": finding.treatment.name,
        "p_adjusted": finding.p_adjusted,
        "units_control": finding.control.count,
        "units_treatment": finding.treatment.count,
        "denominator": metric.places.get(DENOMINATOR),
        "covariate": metric.places.get(COVARIATE),
        "covariate_denominator": metric.places.get(COVARIATE_DENOMINATOR),
        "less_is_better": metric.less_is_better,
        "guardrail": None
        if margin is None or finding.guard is None
        else {"margin": margin.amount, "relative": margin.relative, "verdict": finding.guard.value},
        "too_small": list(finding.doubts),
    }


def _end(number: float) -> float | None:
    """One-sided intervals have an end that is no number."""
    return number if isfinite(number) else None
