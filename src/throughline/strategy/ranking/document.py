"""The answer as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from typing import Any

from throughline.strategy.ranking.answering import Answer
from throughline.strategy.ranking.placing import locate
from throughline.strategy.ranking.telling import say_capacity, say_reasons
from throughline.strategy.rules.ranking.completing import Incomplete
from throughline.strategy.rules.ranking.contracts import LEVEL, Estimate, Span, Standing
from throughline.strategy.rules.ranking.disagreeing import Agreement
from throughline.strategy.rules.ranking.fitting import LINE, find_line
from throughline.strategy.rules.ranking.ranking import TIED
from throughline.strategy.rules.ranking.sheet import Trouble


def write_document(answer: Answer) -> dict[str, Any]:
    """The same keys every time; what is not known is null."""
    ranking = answer.ranking
    return {
        "file": answer.file,
        "sheet": answer.sheet or None,
        "model": ranking.model.name,
        "formula": ranking.model.formula,
        "top": ranking.drawing.top,
        "draws": ranking.drawing.draws,
        "seed": ranking.drawing.seed,
        "as_stated": ranking.drawing.as_stated,
        "level": LEVEL,
        "tied_above": TIED,
        "columns": dict(answer.columns),
        "units": dict(answer.units),
        "ideas": [_write_idea(answer, number, s) for number, s in enumerate(ranking.standings, start=1)],
        "ties": _write_ties(answer),
        "hinges": [
            {
                "idea": hinge.name,
                "input": hinge.input,
                "chance_low": _clean(hinge.chance_low),
                "chance_high": _clean(hinge.chance_high),
                "swing": _clean(hinge.swing),
            }
            for hinge in ranking.hinges
        ],
        "research": [
            {
                "idea": question.name,
                "input": question.input,
                "changes": _clean(question.changes),
                "gain": _clean(question.gain),
                "share": _clean(question.share),
            }
            for question in ranking.questions
        ],
        "capacity": _write_capacity(answer),
        "models": [
            {
                "model": each.name,
                "formula": each.formula,
                "ideas": len(each.beside),
                "missing": list(each.missing),
            }
            for each in answer.beside
        ],
        "agreement": _write_agreement(answer.agreement),
        "incomplete": [_write_incomplete(answer, each) for each in answer.incomplete],
        "problems": [_write_trouble(answer, trouble) for trouble in answer.troubles],
        "notes": list(answer.notes),
    }


def _write_idea(answer: Answer, number: int, standing: Standing) -> dict[str, Any]:
    item = answer.ideas[standing.name]
    return {
        "idea": standing.name,
        "row": item.row,
        "line": item.line,
        "rank": number,
        "place": standing.place,
        "places": list(standing.places),
        "tie": standing.tie,
        "score": _write_span(standing.score),
        "chance": _clean(standing.chance),
        "why": say_reasons(answer, standing.name) or None,
        "inputs": {name: _write_estimate(estimate) for name, estimate in item.idea.estimates.items()},
        "models": _write_models(answer, standing.name),
        "source": item.source or None,
    }


def _write_models(answer: Answer, name: str) -> dict[str, Any]:
    models: dict[str, Any] = {}
    for each in answer.beside:
        said = each.beside.get(name)
        models[each.name] = said and {
            "place": said.place,
            "score": _clean(said.score) if isinstance(said.score, float) else said.score,
            "chance": None if said.chance is None else _clean(said.chance),
            "tied": said.tied,
        }
    return models


def _write_ties(answer: Answer) -> list[dict[str, Any]]:
    ties: dict[int, list[Standing]] = {}
    for standing in answer.ranking.standings:
        if standing.tie is not None:
            ties.setdefault(standing.tie, []).append(standing)
    return [{"tie": tie, "place": group[0].place, "ideas": [s.name for s in group]} for tie, group in ties.items()]


def _write_capacity(answer: Answer) -> dict[str, Any] | None:
    if answer.capacity is None:
        return None
    fits = answer.ranking.capacity
    return {
        "capacity": _write_estimate(answer.capacity),
        "line": find_line(fits),
        "line_at": LINE,
        "sentence": say_capacity(answer),
        "fits": [
            {
                "count": fit.count,
                "idea": fit.name,
                "effort": _write_span(fit.effort),
                "chance": _clean(fit.chance),
            }
            for fit in fits
        ],
    }


def _write_agreement(agreed: Agreement) -> dict[str, Any]:
    return {
        "models": agreed.models,
        "inside": list(agreed.inside),
        "outside": list(agreed.outside),
        "open": list(agreed.open),
        "parted": [
            {
                "idea": each.name,
                "best": each.best.name,
                "least": each.least.name,
                "gap": _clean(each.gap),
                "inputs": list(each.apart),
            }
            for each in agreed.parted
        ],
        "against_class": list(agreed.against_class),
    }


def _write_incomplete(answer: Answer, each: Incomplete) -> dict[str, Any]:
    item, needed = answer.ideas[each.name], each.needed
    return {
        "idea": each.name,
        "row": item.row,
        "line": item.line,
        "missing": list(each.missing),
        "unusable": list(item.unusable),
        "places": None if each.places is None else list(each.places),
        "needed": needed
        and {
            "input": needed.input,
            "at_least": None if needed.at_least is None else _clean(needed.at_least),
            "at_most": None if needed.at_most is None else _clean(needed.at_most),
        },
        "inputs": {name: _write_estimate(estimate) for name, estimate in item.idea.estimates.items()},
        "models": _write_models(answer, each.name),
        "source": item.source or None,
    }


def _write_trouble(answer: Answer, trouble: Trouble) -> dict[str, Any]:
    return {
        "row": trouble.row,
        "line": trouble.line,
        "column": trouble.column or None,
        "cell": trouble.cell,
        "what": trouble.error.what,
        "mend": trouble.error.mend,
        "sentence": locate(answer.file, trouble),
    }


def _write_estimate(estimate: Estimate) -> dict[str, Any]:
    best = None if estimate.best is None else _clean(estimate.best)
    return {"low": _clean(estimate.low), "best": best, "high": _clean(estimate.high), "kind": estimate.kind.value}


def _write_span(span: Span) -> dict[str, float]:
    return {"low": _clean(span.low), "middle": _clean(span.middle), "high": _clean(span.high)}


def _clean(value: float) -> float:
    """Six figures: more would be noise."""
    return float(f"{value:.6g}")
