"""An experiment in words, for a terminal."""

from __future__ import annotations

from math import isfinite

from throughline.iteration.experiments.answering import Answer
from throughline.measurement.experiments.analysing import Finding
from throughline.measurement.experiments.contracts import Reading
from throughline.measurement.experiments.judging import Judgement
from throughline.measurement.experiments.saying import say_p

_HEAD = ("metric", "variant", "control", "treatment", "difference", "interval", "relative", "p", "")


def tell(found: Answer) -> str:
    """The verdict first, then the figures, then what to know about them."""
    analysis = found.analysis
    head = f"{found.judgement.verdict.value.upper()}."
    lines = [f"{head} {found.judgement.reason}"] if len(found.judged) == 1 else [head, *map(_tell_one, found.judged)]
    lines.append("")
    lines += _align([_HEAD, *(_row(finding) for finding in analysis.findings)])
    counts = ", ".join(f"{n:,} in {v}" for v, n in zip(analysis.variants, analysis.ratio.counts, strict=True))
    lines += ["", f"Units: {counts}; sample ratio {analysis.ratio.verdict.value}, {say_p(analysis.ratio.p)}."]
    return "\n".join([*lines, *found.notes])


def _tell_one(judged: Judgement) -> str:
    return f"{judged.variant}: {judged.verdict.value}. {judged.reason}"


def _row(finding: Finding) -> tuple[str, ...]:
    comparison = finding.comparison
    p = comparison.difference.p if finding.p_adjusted is None else finding.p_adjusted
    return (
        finding.metric.name,
        finding.treatment.name,
        f"{comparison.control:.5g}",
        f"{comparison.treatment:.5g}",
        f"{comparison.difference.value:+.4g}",
        _interval(comparison.difference, 1, "+.4g"),
        "unknown"
        if comparison.relative is None
        else f"{100 * comparison.relative.value:+.3g} % {_interval(comparison.relative, 100, '+.3g')}",
        say_p(p).removeprefix("p ").removeprefix("= "),
        f"guardrail {finding.guard.value}" if finding.guard else "",
    )


def _interval(reading: Reading, scale: float, form: str) -> str:
    low, high = (f"{scale * end:{form}}" if isfinite(end) else "no limit" for end in (reading.low, reading.high))
    return f"[{low}, {high}]"


def _align(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
