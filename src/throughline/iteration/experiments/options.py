"""What the options of `throughline experiment` say: metrics with their columns, guardrails, the split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from throughline.iteration.experiments.errors import BadOption
from throughline.measurement.experiments.asking import Margin, Metric
from throughline.measurement.experiments.contracts import (
    COVARIATE,
    COVARIATE_DENOMINATOR,
    DENOMINATOR,
    VALUE,
    Alternative,
    Convention,
    Design,
)
from throughline.measurement.experiments.correcting import Correction

_OPTIONS = {
    DENOMINATOR: "--denominator",
    COVARIATE: "--covariate",
    COVARIATE_DENOMINATOR: "--covariate-denominator",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, as far as it does not hang on what the file holds."""

    variant: str
    metrics: tuple[Metric, ...]
    design: Design
    correction: Correction = Correction.HOLM
    control: str | None = None
    unit: str | None = None
    split: Mapping[str, float] | None = None
    missing: str = "refuse"


def make_metrics(
    names: Sequence[str], guardrails: Sequence[str], less: Sequence[str], beside: Mapping[int, Sequence[str]]
) -> tuple[Metric, ...]:
    """Metrics, then guardrails; `beside` holds what was said of denominators and covariates. Raises `BadOption`."""
    margins = dict(_read_guardrail(text) for text in guardrails)
    if twice := sorted(set(names) & set(margins) | {name for name in names if names.count(name) > 1}):
        raise BadOption(f"“{twice[0]}” is named twice", where="--metric", mend="name each column once")
    known = [*names, *margins]
    if unknown := [name for name in less if name not in known]:
        raise BadOption(
            f"“{unknown[0]}” is no metric here",
            where="--less-is-better",
            mend="name it with --metric or --guardrail too",
        )
    pairs = {place: _pair(texts, names, known, _OPTIONS[place]) for place, texts in beside.items()}
    if lone := [name for name in pairs.get(COVARIATE_DENOMINATOR, {}) if name not in pairs.get(COVARIATE, {})]:
        raise BadOption(
            f"“{lone[0]}” has no covariate", where="--covariate-denominator", mend="name one with --covariate"
        )
    return tuple(
        Metric(
            name,
            {VALUE: name} | {place: columns[name] for place, columns in pairs.items() if name in columns},
            name in less,
            margins.get(name),
        )
        for name in known
    )


def make_design(alpha: float, alternative: str, convention: str, planned: float | None) -> Design:
    """How to compare. Raises `BadOption` where a sequence is asked to be one-sided."""
    if planned is not None and alternative != Alternative.TWO_SIDED:
        raise BadOption("a sequence is two-sided", where=f"--alternative {alternative}", mend="leave out --sequential")
    return Design(alpha, Alternative(alternative), Convention(convention), planned)


def parse_split(text: str | None) -> dict[str, float] | None:
    """`control=50,treatment=50`: shares by variant. Raises `BadOption`."""
    if text is None:
        return None
    shares: dict[str, float] = {}
    for pair in text.split(","):
        name, equals, number = pair.rpartition("=")
        share = _read_number(number)
        if not equals or share is None or share <= 0:
            raise BadOption(
                f"“{pair.strip()}” is no share", where="--split", mend="write it like --split control=50,treatment=50"
            )
        shares[name.strip()] = share
    return shares


def _read_guardrail(text: str) -> tuple[str, Margin]:
    """`latency:2%` or `latency:0.5`."""
    name, _, margin = text.rpartition(":")
    amount = _read_number(margin.strip().removesuffix("%"))
    if not name.strip() or amount is None or amount <= 0:
        raise BadOption(
            f"“{text}” has no margin above 0",
            where="--guardrail",
            mend="say how much worse it may become: --guardrail retention:2% of the control, or retention:0.01",
        )
    relative = margin.strip().endswith("%")
    return name.strip(), Margin(amount / 100 if relative else amount, relative)


def _pair(texts: Sequence[str], metrics: Sequence[str], known: Sequence[str], option: str) -> dict[str, str]:
    """`METRIC=COLUMN` for one metric; a column alone for every metric that is no guardrail."""
    pairs: dict[str, str] = {}
    for text in texts:
        name, equals, column = text.partition("=")
        chosen = [name] if equals and name in known else metrics
        if len(chosen) > 1 and option == "--denominator":
            raise BadOption(
                f"“{text}” may belong to any of {len(chosen)} metrics",
                where=option,
                mend=f"say which: {option} {chosen[0]}={text}",
            )
        for metric in chosen:
            if metric in pairs:
                raise BadOption(
                    f"“{metric}” gets two columns", where=option, mend=f"write {option} METRIC=COLUMN for each metric"
                )
            pairs[metric] = column if equals and name in known else text
    return pairs


def _read_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
