"""Drafts as JSON: reading claims from anybody's draft or from Throughline's own PRD, and writing the report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from throughline.core.kernel.errors import BadInput
from throughline.grounding.contracts import Citation, Claim, Computation, Counted, Finding, Origin, Report, Verdict

Json = dict[str, Any]

_MEND = "see the draft format in the reference"
_COUNTED = {
    "item": Counted.ITEMS,
    "rows": Counted.ITEMS,
    "row": Counted.ITEMS,
    "comments": Counted.ITEMS,
    "account": Counted.ACCOUNTS,
    "customers": Counted.ACCOUNTS,
    "customer": Counted.ACCOUNTS,
    "companies": Counted.ACCOUNTS,
    "person": Counted.PEOPLE,
    "persons": Counted.PEOPLE,
    "users": Counted.PEOPLE,
    "respondents": Counted.PEOPLE,
    "share": Counted.SHARE_OF_ITEMS,
    "min": Counted.MINIMUM,
    "max": Counted.MAXIMUM,
}


def load_draft(content: str | bytes, *, where: str = "the draft") -> tuple[Claim, ...]:
    """The claims of a draft file's content. Raises `BadInput` where it is not JSON or no draft."""
    try:
        data: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "this is not JSON", where=where, mend="give a draft as written by `throughline prd --format json`"
        ) from error
    return parse_draft(data, where=where)


def parse_draft(data: object, *, where: str = "the draft") -> tuple[Claim, ...]:
    """The claims of a draft, in order: those under "claims", else those nested under "settle" and "sections".

    What stands under "report" (a PRD's rejected claims) is not a claim of the draft. An origin that is none of the six
    is kept as `stated_origin`, to be answered with a rejection. Raises `BadInput`, naming the claim, for anything
    that is not a claim.
    """
    if not isinstance(data, Mapping):
        raise BadInput("a draft is an object with a list of claims", where=where, mend=_MEND)
    draft = cast("Mapping[str, object]", data)
    if "claims" in draft:
        found = _as_list(draft["claims"], "claims", where)
    elif "sections" in draft or "settle" in draft:
        found = [*_walk(draft.get("settle")), *_walk(draft.get("sections"))]
    else:
        raise BadInput("it has neither claims nor sections", where=where, mend=_MEND)
    return tuple(_read_claim(item, f"{where}, claim {place + 1}") for place, item in enumerate(found))


def claim_from_json(data: object) -> Claim:
    """One claim from its JSON object. Raises `BadInput`, naming the claim and what it lacks."""
    return _read_claim(data, "the claim")


def _walk(node: object) -> Iterator[object]:
    """Every claim object nested anywhere under `node`, in reading order; a claim is known by its origin and text."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Mapping):
            mapping = cast("Mapping[str, object]", current)
            if "origin" in mapping and ("text" in mapping or "quote" in mapping):
                yield mapping
            stack.extend(
                reversed([value for key, value in mapping.items() if key not in {"citations", "computations"}])
            )
        elif isinstance(current, list):
            stack.extend(reversed(cast("list[object]", current)))


def _read_claim(data: object, where: str) -> Claim:
    if not isinstance(data, Mapping):
        raise BadInput("a claim is an object", where=where, mend=_MEND)
    fields = cast("Mapping[str, object]", data)
    where = f"{where} ({fields['id']})" if isinstance(fields.get("id"), str | int) else where
    quote = _text_or_none(fields, "quote", where)
    origin, stated = _read_origin(fields, where)
    return Claim(
        id=str(_needed(fields, "id", (str, int), where)),
        origin=origin,
        text=quote if quote is not None and "text" not in fields else str(_needed(fields, "text", (str,), where)),
        citations=_read_citations(fields.get("citations"), where),
        quote=quote,
        customer=_text_or_none(fields, "customer", where),
        computations=_read_computations(fields, where),
        rests_on=tuple(str(entry) for entry in _as_list(fields.get("rests_on"), "rests_on", where)),
        stated_origin=stated,
    )


def _needed(fields: Mapping[str, object], name: str, kinds: tuple[type, ...], where: str) -> object:
    value = fields.get(name)
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise BadInput(
            f"{name!r} is missing" if value is None else f"{name!r} cannot be {value!r}", where=where, mend=_MEND
        )
    return value


def _text_or_none(fields: Mapping[str, object], name: str, where: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name!r} must be text", where=where, mend=_MEND)
    return value


def _as_list(value: object, name: str, where: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise BadInput(f"{name!r} must be a list", where=where, mend=_MEND)
    return list(cast("Sequence[object]", value))


def _read_origin(fields: Mapping[str, object], where: str) -> tuple[Origin, str]:
    """The origin by its name or its letter; one that is unknown is kept as it was written."""
    stated = str(_needed(fields, "origin", (str,), where)).strip()
    for origin in Origin:
        if stated.casefold() == origin.value or stated == origin.mark:
            return origin, ""
    return Origin.ASSUMPTION, stated or "(empty)"


def _read_citations(value: object, where: str) -> tuple[Citation, ...]:
    return tuple(_read_citation(item) for item in _as_list(value, "citations", where))


def _read_citation(item: object) -> Citation:
    """One citation; what cannot be read as a place is kept as an id nobody has, so that the claim is answered."""
    if not isinstance(item, Mapping):
        return Citation(evidence=str(item))
    fields = cast("Mapping[str, object]", item)
    source, evidence, quote = (_plain(fields.get(name)) for name in ("source", "evidence", "quote"))
    row, turn = (_read_place(fields.get(name)) for name in ("row", "turn"))
    unread = next(
        (f"{n} {fields[n]!r}" for n, v in (("row", row), ("turn", turn)) if v is None and fields.get(n) is not None),
        None,
    )
    return Citation(source=source, row=row, turn=turn, evidence=unread or evidence, quote=quote)


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _read_place(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return int(value)
    digits = value.strip() if isinstance(value, str) else ""
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 19 else None


def _read_computations(fields: Mapping[str, object], where: str) -> tuple[Computation, ...]:
    single = fields.get("computation")
    listed = _as_list(fields.get("computations"), "computations", where)
    return tuple(_read_computation(item, where) for item in ([single] if single is not None else []) + listed)


def _read_computation(item: object, where: str) -> Computation:
    if not isinstance(item, Mapping):
        raise BadInput("a computation is an object with 'counted' and 'value'", where=where, mend=_MEND)
    fields = cast("Mapping[str, object]", item)
    value = fields.get("value")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise BadInput("a computation needs its 'value'", where=where, mend=_MEND)
    return Computation(
        counted=_read_counted(fields.get("counted"), where),
        value=value,
        over=_read_places(fields.get("over"), where),
        base=_read_places(fields.get("base"), where),
        rule=_plain(fields.get("rule")) or "",
        metric=_plain(fields.get("metric")) or "",
    )


def _read_counted(value: object, where: str) -> Counted:
    named = str(value).strip().casefold().replace(" ", "_")
    for counted in Counted:
        if named in {counted.value, counted.name.casefold()}:
            return counted
    if named in _COUNTED:
        return _COUNTED[named]
    known = ", ".join(counted.value for counted in Counted)
    raise BadInput(f"a computation cannot count {value!r}", where=where, mend=f"use one of {known}")


def _read_places(value: object, where: str) -> tuple[int, ...]:
    places = _as_list(value, "over", where)
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in places):
        raise BadInput("'over' and 'base' are places in the claim's citations, from 0", where=where, mend=_MEND)
    return tuple(cast("list[int]", places))


def claim_to_json(claim: Claim) -> Json:
    """One claim as JSON: id, origin, text and citations always, the rest where it has it."""
    data: Json = {
        "id": claim.id,
        "origin": claim.stated_origin or claim.origin.value,
        "text": claim.text,
        "citations": [_citation_to_json(citation) for citation in claim.citations],
    }
    if claim.quote is not None:
        data["quote"] = claim.quote
    if claim.customer is not None:
        data["customer"] = claim.customer
    if claim.computations:
        data["computations"] = [_computation_to_json(computation) for computation in claim.computations]
    if claim.rests_on:
        data["rests_on"] = list(claim.rests_on)
    return data


def _citation_to_json(citation: Citation) -> Json:
    fields = {name: getattr(citation, name) for name in ("source", "row", "turn", "evidence", "quote")}
    return {name: value for name, value in fields.items() if value is not None}


def _computation_to_json(computation: Computation) -> Json:
    data: Json = {"counted": computation.counted.value, "value": computation.value}
    lists = {"over": list(computation.over), "base": list(computation.base)}
    texts = {"rule": computation.rule, "metric": computation.metric}
    return data | {name: value for name, value in (lists | texts).items() if value}


def report_to_json(report: Report) -> Json:
    """The answer to `throughline verify --json`: every claim once, in order, with the same keys every time."""
    counts = {verdict.value: len(report.by_verdict(verdict)) for verdict in Verdict}
    return {"claims": [finding_to_json(finding) for finding in report.findings], "summary": counts}


def finding_to_json(finding: Finding) -> Json:
    """One finding: verdict and reason, what the claim becomes, the right value if known, and where a quote stands."""
    return {
        "id": finding.claim.id,
        "origin": finding.claim.stated_origin or finding.claim.origin.value,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "becomes": finding.becomes.value if finding.becomes else None,
        "recomputed": finding.recomputed,
        "spans": [{"evidence": span.evidence, "start": span.start, "end": span.end} for span in finding.spans],
    }
