"""The peer's recorded cases, read as ours: which of them we offer, and whether the figures are the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import isfinite
from pathlib import Path
from typing import Any

from throughline.measurement.experiments.comparing import CannotCompare, compare
from throughline.measurement.experiments.contracts import Alternative, Arm, Design
from throughline.measurement.experiments.moments import make_arm, pool

WITHIN = 1e-6
NOT_OFFERED = {
    "EffectBayesianABTest": "Bayesian: a prior is not offered",
    "SequentialOneSidedTreatmentGreaterTTest": "one-sided sequence: sequences are two-sided here",
    "SequentialOneSidedTreatmentLesserTTest": "one-sided sequence: sequences are two-sided here",
}
ALTERNATIVES = {
    "TwoSidedTTest": Alternative.TWO_SIDED,
    "SequentialTwoSidedTTest": Alternative.TWO_SIDED,
    "OneSidedTreatmentGreaterTTest": Alternative.GREATER,
    "OneSidedTreatmentLesserTTest": Alternative.LESS,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`verdict` is agrees, differs or not offered; `off` the largest relative deviation of estimate, interval, p."""

    name: str
    verdict: str
    off: float = 0.0
    reason: str = ""


def replay(path: Path) -> list[Outcome]:
    """Every case of the file, in order."""
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [_replay(place, case) for place, case in enumerate(cases)]


def _replay(place: int, case: Mapping[str, Any]) -> Outcome:
    name = f"{place:02} {case['test'].split('::', 1)[-1].removesuffix(' (call)')}"
    reason = _refuse(case)
    if reason:
        return Outcome(name, "not offered", reason=reason)
    config, result = case["config"], case["result"]
    sequential = case["method"].startswith("Sequential")
    design = Design(
        alpha=config["alpha"],
        alternative=ALTERNATIVES[case["method"]],
        planned=config["sequential_tuning_parameter"] if sequential else None,
    )
    arms = [reduce(pool, [_read_arm(pair[side]) for pair in case["stats"]]) for side in (0, 1)]
    try:
        compared = compare(arms[0], arms[1], design)
    except (CannotCompare, ZeroDivisionError):
        return Outcome(name, "agrees" if result["errorMessage"] else "differs", reason="both refuse: no variance")
    reading = compared.relative if config["difference_type"] == "relative" else compared.difference
    if reading is None or result["errorMessage"]:
        return Outcome(name, "differs", reason=f"the peer says {result['errorMessage']}")
    ours = (reading.value, reading.low, reading.high, reading.p, reading.error)
    theirs = (result["expected"], *result["ci"], result["pValue"], result["uplift"]["stddev"])
    off = max(_deviate(a, b) for a, b in zip(ours, theirs, strict=True))
    return Outcome(name, "agrees" if off <= WITHIN else "differs", off)


def _refuse(case: Mapping[str, Any]) -> str:
    if case["stats"][0][0]["__class__"] == "QuantileStatistic":
        return "quantile: percentiles of events are not offered, and Bayesian"
    if case["config"]["post_stratify"]:
        return "post-stratification is not offered"
    return NOT_OFFERED.get(case["method"], "")


def _deviate(ours: float, theirs: float) -> float:
    if not (isfinite(ours) and isfinite(theirs)):
        return 0.0 if ours == theirs else float("inf")
    return abs(ours - theirs) / max(1.0, abs(theirs))


_COLUMNS: dict[str, Sequence[tuple[int, str]]] = {
    "SampleMeanStatistic": ((0, ""),),
    "ProportionStatistic": ((0, ""),),
    "RatioStatistic": ((0, "m_statistic"), (1, "d_statistic")),
    "RegressionAdjustedStatistic": ((0, "post_statistic"), (2, "pre_statistic")),
    "RegressionAdjustedRatioStatistic": (
        (0, "m_statistic_post"), (1, "d_statistic_post"), (2, "m_statistic_pre"), (3, "d_statistic_pre"),
    ),
}  # fmt: skip
_PRODUCTS = {
    "m_d_sum_of_products": (0, 1),
    "post_pre_sum_of_products": (0, 2),
    "m_post_d_post_sum_of_products": (0, 1),
    "m_post_m_pre_sum_of_products": (0, 2),
    "m_post_d_pre_sum_of_products": (0, 3),
    "m_pre_d_post_sum_of_products": (1, 2),
    "d_post_d_pre_sum_of_products": (1, 3),
    "m_pre_d_pre_sum_of_products": (2, 3),
}


def _read_arm(statistic: Mapping[str, Any]) -> Arm:
    parts = {p: statistic[key] if key else statistic for p, key in _COLUMNS[statistic["__class__"]]}
    sums = {place: part["sum"] for place, part in parts.items()}
    products = {(place, place): part.get("sum_squares", part["sum"]) for place, part in parts.items()}
    products |= {pair: statistic[key] for key, pair in _PRODUCTS.items() if key in statistic}
    binary = [place for place, part in parts.items() if part["__class__"] == "ProportionStatistic"]
    return make_arm("arm", statistic["n"], sums, products, binary=binary)
