"""The verdict of an experiment, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from throughline.measurement.experiments.analysing import Analysis, Finding
from throughline.measurement.experiments.guarding import Guard
from throughline.measurement.experiments.ratio_mismatch import Mismatch
from throughline.measurement.experiments.saying import say_change, say_guard, say_mismatch, say_open


class Verdict(StrEnum):
    """Of a treatment against the control. `MIXED`: one metric is better, another worse. `BLOCKED`: the units are not
    split as they were meant to be, so nothing may be concluded."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    INCONCLUSIVE = "inconclusive"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason in words; `variant` is the treatment it is about, "" of the whole experiment."""

    variant: str
    verdict: Verdict
    reason: str


def judge(analysis: Analysis) -> Judgement:
    """The verdict on the whole: better where any treatment is, worse where all are."""
    judged = judge_each(analysis)
    chosen = _choose(judged)
    told = [j for j in judged if j.verdict is chosen or chosen in (Verdict.WORSE, Verdict.INCONCLUSIVE)]
    return Judgement("", chosen, " ".join(dict.fromkeys(each.reason for each in told)))


def judge_each(analysis: Analysis) -> tuple[Judgement, ...]:
    """The verdict on each treatment."""
    if analysis.ratio.verdict is Mismatch.BLOCK:
        return tuple(Judgement(name, Verdict.BLOCKED, say_mismatch(analysis)) for name in analysis.treatments)
    return tuple(_judge_one(name, analysis) for name in analysis.treatments)


def _choose(judged: Iterable[Judgement]) -> Verdict:
    verdicts = {each.verdict for each in judged}
    for verdict in (Verdict.BLOCKED, Verdict.BETTER, Verdict.MIXED):
        if verdict in verdicts:
            return verdict
    return Verdict.WORSE if verdicts == {Verdict.WORSE} else Verdict.INCONCLUSIVE


def _judge_one(variant: str, analysis: Analysis) -> Judgement:
    findings = [finding for finding in analysis.findings if finding.treatment.name == variant]
    guards = [finding for finding in findings if finding.metric.is_guardrail]
    metrics = [finding for finding in findings if not finding.metric.is_guardrail]
    broken = [each for each in guards if each.guard is Guard.BROKEN and not each.doubts]
    better = [each for each in metrics if _point(each, analysis) > 0]
    worse = [each for each in metrics if _point(each, analysis) < 0]
    changed = [say_change(each) for each in (*better, *worse)]
    if broken:
        return _tell(variant, Verdict.WORSE, [*(say_guard(each) for each in broken), *changed])
    if worse:
        return _tell(variant, Verdict.MIXED if better else Verdict.WORSE, changed)
    unsure = [say_guard(each) for each in guards if each.guard is not Guard.HOLDS or each.doubts]
    if better:
        return _tell(variant, Verdict.INCONCLUSIVE if unsure else Verdict.BETTER, [*changed, *unsure])
    return _tell(variant, Verdict.INCONCLUSIVE, [*(say_open(each, analysis) for each in metrics), *unsure])


def _point(finding: Finding, analysis: Analysis) -> int:
    """1 where the metric is shown to be better, -1 worse, 0 neither."""
    if finding.doubts or finding.p_adjusted is None or finding.p_adjusted >= analysis.design.alpha:
        return 0
    rises = finding.comparison.difference.value > 0
    return 1 if rises != finding.metric.less_is_better else -1


def _tell(variant: str, verdict: Verdict, sentences: Iterable[str]) -> Judgement:
    return Judgement(variant, verdict, " ".join(sentences))
