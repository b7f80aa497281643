"""PRDs to rows and back: the outline as JSON without lines, and every line as a row of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from throughline.specification import contracts
from throughline.specification.models import LineState, Prd, PrdLine, SignOff
from throughline.specification.pipeline import prd_from_json, prd_to_json

Json = dict[str, Any]
SETTLE = "settle"


def build_rows(prd: contracts.Prd, row: Prd) -> list[PrdLine]:
    """Set what `row` holds of the PRD and return the unsaved rows of every line, in reading order."""
    document = prd_to_json(prd)
    rows = []
    for place, lines in _each_place(document):
        for content in lines:
            line = PrdLine(prd=row, position=len(rows), place=place, claim_id=content["id"], content=content)
            rows.append(line)
        lines.clear()
    row.outline = document
    row.owner, row.status, row.launch, row.review_date = prd.owner, prd.status, prd.launch, prd.review_date
    return rows


def read_prd(row: Prd) -> contracts.Prd:
    """The PRD as it stands: lines in their places, what a person rejected listed with the reason."""
    document = deepcopy(row.outline)
    lines = list(row.lines.all())  # type: ignore[attr-defined]
    standing: dict[str, list[Json]] = defaultdict(list)
    for line in lines:
        if line.state == LineState.STANDS:
            standing[line.place].append(line.content)
    for place, empty in _each_place(document):
        empty.extend(standing[place])
    rejected = [_describe_rejected(line) for line in lines if line.state == LineState.REJECTED]
    document["report"]["rejected"] += rejected
    return _add_people(row, prd_from_json(document))


def _add_people(row: Prd, prd: contracts.Prd) -> contracts.Prd:
    """What the columns say, and who takes part."""
    people = row.contributors.select_related("member")  # type: ignore[attr-defined]
    signed = SignOff.objects.filter(version__prd=row).select_related("member", "version")
    return replace(
        prd,
        title=row.title,
        owner=row.owner,
        status=contracts.Status(row.status),
        version=max(row.version, 1),
        launch=row.launch,
        review_date=row.review_date,
        contributors=tuple(contracts.Contributor(one.member.name, contracts.Craft(one.craft)) for one in people),
        sign_offs=tuple(map(_read_sign_off, signed)),
    )


def _read_sign_off(row: SignOff) -> contracts.SignOff:
    craft, number = contracts.Craft(row.craft), row.version.number
    return contracts.SignOff(row.member.name, craft, number, row.at.date())


def _each_place(document: Json) -> Iterator[tuple[str, list[Json]]]:
    yield SETTLE, document["settle"]
    for section in document["sections"]:
        for block in section["blocks"]:
            yield name_place(section["key"], block["id"]), block["lines"]


def name_place(section: str, block: str) -> str:
    """Where a line stands, as its row says it."""
    return f"{section}/{block}"


def _describe_rejected(line: PrdLine) -> Json:
    was = line.was or line.content
    return {"id": line.claim_id, "was": was, "verdict": "rejected", "reason": line.reason, "recomputed": None}
