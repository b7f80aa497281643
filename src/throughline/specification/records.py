"""PRDs to rows and back: the outline as JSON without lines, and every line as a row of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from throughline.specification import contracts
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.pipeline import prd_from_json, prd_to_json

Json = dict[str, Any]
SETTLE = "settle"


def build_rows(prd: contracts.Prd, row: Prd) -> list[PrdLine]:
    """Set `row.outline` and return the unsaved rows of every line, in reading order."""
    document = prd_to_json(prd)
    rows = []
    for place, lines in _each_place(document):
        for content in lines:
            line = PrdLine(prd=row, position=len(rows), place=place, claim_id=content["id"], content=content)
            rows.append(line)
        lines.clear()
    row.outline = document
    return rows


def read_prd(row: Prd) -> contracts.Prd:
    """The PRD as it stands: lines in their places, what a person rejected listed with the reason."""
    document = row.outline
    lines = list(row.lines.all())  # type: ignore[attr-defined]
    for place, empty in _each_place(document):
        empty.extend(line.content for line in lines if line.place == place and line.state == LineState.STANDS)
    document["title"] = row.title
    for line in lines:
        if line.state == LineState.REJECTED:
            document["report"]["rejected"].append(_describe_rejected(line))
    prd = prd_from_json(document)
    row.refresh_from_db(fields=["outline"])
    return prd


def _each_place(document: Json) -> Iterator[tuple[str, list[Json]]]:
    yield SETTLE, document["settle"]
    for section in document["sections"]:
        for block in section["blocks"]:
            yield f"{section['key']}/{block['id']}", block["lines"]


def _describe_rejected(line: PrdLine) -> Json:
    was = line.was or line.content
    return {"id": line.claim_id, "was": was, "verdict": "rejected", "reason": line.reason, "recomputed": None}
