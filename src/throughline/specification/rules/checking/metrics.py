"""ME001 to ME005: from what, to what, by when, counted where; and what must not get worse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from throughline.specification.rules.checking.catalogue import report, report_house, shorten
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, UnitKind
from throughline.specification.rules.checking.metric_reading import SOURCE_SECTION, Metric, is_guardrail, read_metrics
from throughline.specification.rules.checking.rewriting import quote, tidy

_SHORT = 2


def find_metric_gaps(document: Document, settings: Settings) -> Iterator[Finding]:
    """ME001 to ME004, each said once where no metric of several has it."""
    del settings
    metrics = read_metrics(document)
    if not metrics:
        if document.stories or document.of(UnitKind.GOAL):
            yield report_house(
                "ME002", why="The document names no metric, so nobody can tell afterwards whether it worked."
            )
        return
    bare = [metric for metric in metrics if not metric.target]
    yield from _tell_each("ME002", bare, metrics, _wants_target)
    with_target = [metric for metric in metrics if metric.target]
    yield from _tell_each("ME001", [m for m in with_target if not m.baseline], with_target, _wants_baseline)
    others = [metric for metric in metrics if not metric.guardrail]
    judged = [
        metric
        for metric in metrics
        if (metric.target or metric.baseline) and (not metric.guardrail or metric.unit.cells or _is_usual(others))
    ]
    yield from _tell_each("ME003", [m for m in judged if not m.date], judged, _wants_date)
    if not any(SOURCE_SECTION.match(section.title) for section in document.sections):
        sourced = [m for m in judged if not m.guardrail or m.unit.cells]
        yield from _tell_each("ME004", [m for m in sourced if not m.source], sourced, _wants_source)


def _is_usual(others: list[Metric]) -> bool:
    """Whether the other metrics have a date: then a guardrail without one stands out."""
    return len(others) >= _SHORT and sum(metric.date for metric in others) * 2 >= len(others)


_ALL = {
    "ME001": "None of the {count} metrics says where it stands today, so nobody can tell whether it moved.",
    "ME002": "None of the {count} metrics has a number to reach, so any result is a success.",
    "ME003": "None of the {count} metrics says by when, so nobody knows when to look.",
    "ME004": "None of the {count} metrics says where its number comes from.",
}


def _tell_each(
    rule: str, lacking: list[Metric], among: list[Metric] | tuple[Metric, ...], suggest: Callable[[Metric], str]
) -> Iterator[Finding]:
    """One finding a metric; one for all where several lack it and none has it."""
    if len(lacking) == len(among) >= _SHORT:
        why = _ALL[rule].format(count=len(lacking))
        lines = [metric.unit.line for metric in lacking[1:]]
        yield report(rule, lacking[0].unit, why=why, suggestion=suggest(lacking[0]), related=lines)
        return
    for metric in lacking:
        yield report(rule, metric.unit, suggestion=suggest(metric))


def _wants_target(metric: Metric) -> str:
    return quote(
        tidy(
            f"{shorten(metric.name or metric.unit.text, 90)}: from [value today] to [value] by [date], from "
            f"[which source]."
        )
    )


def _wants_baseline(metric: Metric) -> str:
    return quote(tidy(f"{shorten(metric.name, 90)}: from [value today, with its date] to {_last(metric)} …"))


def _last(metric: Metric) -> str:
    return metric.values[-1] if metric.values else "[value]"


def _wants_date(metric: Metric) -> str:
    return quote(tidy(f"{shorten(metric.unit.text.split(' | ')[0].rstrip('. '), 110)} … by [date]."))


def _wants_source(metric: Metric) -> str:
    return quote(
        tidy(
            f"{shorten(metric.unit.text.split(' | ')[0].rstrip('. '), 110)} … from [which event, query, "
            f"survey or report]."
        )
    )


def find_missing_guardrail(document: Document, settings: Settings) -> Iterator[Finding]:
    """ME005, once."""
    del settings
    kinds = (UnitKind.METRIC, UnitKind.GOAL, UnitKind.REQUIREMENT, UnitKind.OTHER, UnitKind.RISK)
    told = any(
        is_guardrail(unit.text) and unit.kind in {UnitKind.METRIC, UnitKind.GOAL} for unit in document.of(*kinds)
    )
    headed = any("guardrail" in section.title.lower() for section in document.sections)
    named = any(
        re.search(r"\bguardrail|\bcounter-?metric|\bdo no harm\b", unit.text, re.IGNORECASE)
        for unit in document.of(*kinds)
    )
    if not (told or named or (headed and document.of(UnitKind.METRIC))):
        better = quote("Guardrail: [what] stays no worse than [value today] until [date], from [source].")
        yield report_house("ME005", suggestion=better)
