"""From units and a question to every comparison, the sample ratio and a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from throughline.measurement.experiments.asking import Metric, Question, Units
from throughline.measurement.experiments.comparing import CannotCompare, compare
from throughline.measurement.experiments.contracts import Alternative, Arm, Comparison, Design
from throughline.measurement.experiments.correcting import correct
from throughline.measurement.experiments.doubting import find_doubts, is_relative_known
from throughline.measurement.experiments.guarding import Guard, guard
from throughline.measurement.experiments.moments import measure_arms
from throughline.measurement.experiments.ratio_mismatch import SampleRatio, check_sample_ratio


class MetricCannotBeCompared(ValueError):
    """One metric of one variant has too few units, or no variance."""

    def __init__(self, metric: Metric, cause: CannotCompare) -> None:
        super().__init__(f"{metric.name}: {cause}")
        self.metric, self.cause = metric, cause


@dataclass(frozen=True, slots=True)
class Finding:
    """One metric of one treatment. `p_adjusted` is None for a guardrail, which is not corrected: all must hold."""

    metric: Metric
    control: Arm
    treatment: Arm
    comparison: Comparison
    p_adjusted: float | None
    doubts: tuple[str, ...]
    guard: Guard | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found, metric by metric and within each variant by variant."""

    findings: tuple[Finding, ...]
    ratio: SampleRatio
    design: Design
    question: Question
    variants: tuple[str, ...]

    @property
    def control(self) -> str:
        return self.variants[self.question.control]

    @property
    def treatments(self) -> tuple[str, ...]:
        return tuple(name for name in self.variants if name != self.control)


def analyse(units: Units, question: Question, design: Design) -> Analysis:
    """Compare each variant with the control. Raises `MetricCannotBeCompared`."""
    findings = [finding for metric in question.metrics for finding in _compare_all(units, metric, question, design)]
    ratio = check_sample_ratio(units.counts, question.split)
    return Analysis(tuple(_correct(findings, question)), ratio, design, question, units.variants)


def _compare_all(units: Units, metric: Metric, question: Question, design: Design) -> Iterator[Finding]:
    arms = _measure(units, metric)
    control = arms[question.control]
    if metric.is_guardrail:
        design = replace(design, alternative=Alternative.TWO_SIDED)
    for treatment in arms:
        if treatment is not control:
            yield _compare_one(metric, control, treatment, design)


def _compare_one(metric: Metric, control: Arm, treatment: Arm, design: Design) -> Finding:
    try:
        comparison = compare(control, treatment, design)
    except CannotCompare as cause:
        raise MetricCannotBeCompared(metric, cause) from cause
    if not is_relative_known(control, design.alpha):
        comparison = replace(comparison, relative=None)
    doubts = find_doubts(control, treatment, comparison)
    status = guard(comparison, metric.margin, less_is_better=metric.less_is_better) if metric.margin else None
    return Finding(metric, control, treatment, comparison, None, doubts, status)


def _measure(units: Units, metric: Metric) -> tuple[Arm, ...]:
    columns = {place: units.columns[name] for place, name in metric.places.items()}
    known = np.ones(len(units.codes), dtype=bool)
    for values in columns.values():
        known &= ~np.isnan(values)
    codes = units.codes
    if not known.all():
        codes, columns = codes[known], {place: values[known] for place, values in columns.items()}
    for code, name in enumerate(units.variants):
        if not (codes == code).any():
            raise MetricCannotBeCompared(metric, CannotCompare(name, None))
    return measure_arms(units.variants, codes, columns, ratio=metric.is_ratio)


def _correct(findings: Sequence[Finding], question: Question) -> Iterator[Finding]:
    tested = [finding for finding in findings if not finding.metric.is_guardrail]
    adjusted = iter(correct([finding.comparison.difference.p for finding in tested], question.correction))
    for finding in findings:
        yield finding if finding.metric.is_guardrail else replace(finding, p_adjusted=next(adjusted))
