"""What was found, in sentences."""

from __future__ import annotations

from math import isfinite

from throughline.measurement.experiments.analysing import Analysis, Finding
from throughline.measurement.experiments.asking import Margin
from throughline.measurement.experiments.contracts import Convention
from throughline.measurement.experiments.correcting import Correction
from throughline.measurement.experiments.guarding import Guard

SEEN_EASILY = 2.8
"""Standard errors: a true difference of so many is found four times in five at 95 %, in one look at the end."""
_NAMES = {Correction.HOLM: "Holm", Correction.BENJAMINI_HOCHBERG: "Benjamini and Hochberg"}


def say_mismatch(analysis: Analysis) -> str:
    """Why nothing may be concluded, or what to beware of."""
    ratio = analysis.ratio
    seen = ", ".join(f"{count:,} in {name}" for name, count in zip(analysis.variants, ratio.counts, strict=True))
    meant = ", ".join(f"{count:,.0f}" for count in ratio.expected)
    return (
        f"The variants hold {seen}, where {meant} were meant ({say_p(ratio.p)}): assignment or logging is broken, "
        "and no difference can be trusted until the cause is found."
    )


def say_change(finding: Finding) -> str:
    """A difference that is shown."""
    word = "higher" if finding.comparison.difference.value > 0 else "lower"
    return f"{_name(finding)} is {word}: {say_size(finding)}, {say_p(finding.p_adjusted or 0.0)}."


def say_open(finding: Finding, analysis: Analysis) -> str:
    """Why a metric tells nothing."""
    if finding.doubts:
        return f"Too small a sample to conclude on {_name(finding)}: {'; '.join(finding.doubts)}."
    difference, alpha = finding.comparison.difference, analysis.design.alpha
    if difference.p < alpha <= (finding.p_adjusted or 0.0):
        count = sum(not each.metric.is_guardrail for each in analysis.findings)
        return (
            f"{_name(finding)} differs by itself ({say_p(difference.p)}), but not as one of {count} comparisons "
            f"({say_p(finding.p_adjusted or 1.0)} by {_NAMES[analysis.question.correction]})."
        )
    told = f"{_name(finding)} may be the same: {say_size(finding)}."
    return told if analysis.design.sequential else f"{told} {_say_power(finding)}"


def say_guard(finding: Finding) -> str:
    """A guardrail that does not hold, or is not shown to."""
    if finding.doubts:
        return f"The guardrail {_name(finding)} has too small a sample: {'; '.join(finding.doubts)}."
    worse = "is" if finding.guard is Guard.BROKEN else "may be"
    allowed = _say_margin(finding.metric.margin)
    return f"The guardrail {_name(finding)} {worse} worse by more than {allowed}: {say_size(finding)}."


def say_size(finding: Finding) -> str:
    """The effect and its interval: relative where it is known."""
    relative = finding.comparison.relative
    reading = relative or finding.comparison.difference
    value, low, high = (
        _say_signed(n, percent=relative is not None) for n in (reading.value, reading.low, reading.high)
    )
    return f"{value} ({low} to {high})"


def say_p(p: float) -> str:
    """A p-value as people write it."""
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.2g}"


def say_method(analysis: Analysis) -> tuple[str, ...]:
    """By what method the figures were made."""
    design, level = analysis.design, f"{100 * (1 - analysis.design.alpha):g} %"
    looks = (
        f"Intervals at {level} hold however often one looks: an asymptotic confidence sequence, narrowest at "
        f"{design.planned:,.0f} units."
        if design.planned is not None
        else f"Intervals at {level} are for one look at the end, planned before the start; to look earlier, "
        "use a sequential reading."
    )
    how = "the ratio of means" if design.convention is Convention.DELTA else "the logarithm of the ratio of means"
    notes = [looks, f"Relative effects are fractions of the control's mean, by the delta method on {how}."]
    if any(finding.comparison.theta for finding in analysis.findings):
        notes.append("Means are adjusted by the covariate (CUPED); relative effects are fractions of the plain mean.")
    if any(finding.comparison.relative is None for finding in analysis.findings):
        notes.append("A relative effect is unknown where the control's mean is not clearly different from 0.")
    tested = sum(not finding.metric.is_guardrail for finding in analysis.findings)
    if tested > 1 and analysis.question.correction is not Correction.NONE:
        notes.append(
            f"The {tested} comparisons are judged together, corrected after {_NAMES[analysis.question.correction]}."
        )
    return tuple(notes)


def _say_power(finding: Finding) -> str:
    seen, plain = SEEN_EASILY * finding.comparison.difference.error, abs(finding.comparison.control)
    size = f"{100 * seen / plain:.2g} %" if finding.comparison.relative and plain else f"{seen:.2g}"
    return f"With so many units, a true difference of {size} would be found four times in five."


def _say_margin(margin: Margin | None) -> str:
    if margin is None:
        return "nothing"
    return f"{100 * margin.amount:g} %" if margin.relative else f"{margin.amount:g}"


def _say_signed(number: float, *, percent: bool) -> str:
    if not isfinite(number):
        return "no limit"
    return f"{100 * number:+.3g} %" if percent else f"{number:+.4g}"


def _name(finding: Finding) -> str:
    return f"{finding.metric.name} in {finding.treatment.name}"
