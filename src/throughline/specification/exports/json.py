"""A PRD as JSON and back, losing nothing. What was rejected stands only in `report`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.grounding.drafts import claim_from_json, claim_to_json
from throughline.specification.contracts import (
    Block,
    Contributor,
    Craft,
    Line,
    Prd,
    RejectedClaim,
    Role,
    Scope,
    Section,
    SignOff,
    Size,
    Status,
)

Json = dict[str, Any]

FORMAT = "throughline/prd/1"


def write_json(prd: Prd) -> Json:
    """The whole PRD as plain values; dates as ISO 8601."""
    return {
        "format": FORMAT,
        "id": prd.id,
        "title": prd.title,
        "size": prd.size.value,
        "status": prd.status.value,
        "owner": prd.owner,
        "version": prd.version,
        "about": prd.about,
        "created": _day(prd.created),
        "review_date": _day(prd.review_date),
        "launch": _day(prd.launch),
        "contributors": [{"name": one.name, "craft": one.craft.value} for one in prd.contributors],
        "sign_offs": [_write_sign_off(one) for one in prd.sign_offs],
        "sample": prd.sample,
        "scope": _write_scope(prd.scope),
        "settle": [write_line(line) for line in prd.settle],
        "sections": [_write_section(section) for section in prd.sections],
        "counting": list(prd.counting),
        "report": {"rejected": [_write_rejected(rejected) for rejected in prd.rejected]},
    }


def _write_sign_off(one: SignOff) -> Json:
    return {
        "name": one.name,
        "craft": one.craft.value,
        "version": one.version,
        "day": _day(one.day),
        "stale": one.stale,
    }


def write_text(prd: Prd, corpus: Corpus) -> str:  # noqa: ARG001 - every format is given the evidence
    """The same as text, one document."""
    return json.dumps(write_json(prd), ensure_ascii=False, indent=2) + "\n"


def write_line(line: Line) -> Json:
    """A claim with what the page needs beside it."""
    placed = {"role": line.role.value, "label": line.label, "cells": list(line.cells), "owner": line.owner}
    return {**claim_to_json(line.claim), **placed, "options": list(line.options)}


def _write_section(section: Section) -> Json:
    return {
        "key": section.key,
        "number": section.number,
        "title": section.title,
        "invitation": section.invitation,
        "blocks": [_write_block(block) for block in section.blocks],
    }


def _write_block(block: Block) -> Json:
    return {
        "id": block.id,
        "kind": block.kind,
        "title": block.title,
        "note": block.note,
        "columns": list(block.columns),
        "priority": block.priority,
        "lines": [write_line(line) for line in block.lines],
    }


def _write_scope(scope: Scope) -> Json:
    return {
        "items": scope.items,
        "customers": scope.customers,
        "unit": scope.unit,
        "first": _day(scope.first),
        "last": _day(scope.last),
    }


def _write_rejected(rejected: RejectedClaim) -> Json:
    return {
        "id": rejected.id,
        "was": claim_to_json(rejected.was),
        "verdict": rejected.verdict,
        "reason": rejected.reason,
        "recomputed": rejected.recomputed,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def read_json(data: Mapping[str, Any]) -> Prd:
    """The PRD that `write_json` wrote. Raises `BadInput`, naming what is missing or cannot be."""
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else "a field cannot be read"
        mend = "give the JSON that `throughline prd --format json` wrote"
        raise BadInput(what, where="the PRD", mend=mend) from error


def _read(data: Mapping[str, Any]) -> Prd:
    return Prd(
        id=data["id"],
        title=data["title"],
        size=Size(data["size"]),
        sections=tuple(_read_section(section) for section in data["sections"]),
        settle=tuple(read_line(line) for line in data.get("settle", ())),
        about=data.get("about", ""),
        status=Status(data.get("status", Status.DRAFT)),
        owner=data.get("owner", ""),
        version=int(data.get("version", 1)),
        created=_read_day(data.get("created")),
        review_date=_read_day(data.get("review_date")),
        launch=_read_day(data.get("launch")),
        contributors=tuple(Contributor(one["name"], Craft(one["craft"])) for one in data.get("contributors", ())),
        sign_offs=tuple(_read_sign_off(one) for one in data.get("sign_offs", ())),
        scope=_read_scope(data.get("scope") or {}),
        counting=tuple(data.get("counting", ())),
        rejected=tuple(_read_rejected(entry) for entry in (data.get("report") or {}).get("rejected", ())),
        sample=bool(data.get("sample", False)),
    )


def _read_sign_off(data: Mapping[str, Any]) -> SignOff:
    day = date.fromisoformat(data["day"])
    return SignOff(data["name"], Craft(data["craft"]), int(data["version"]), day, bool(data["stale"]))


def read_line(data: Mapping[str, Any]) -> Line:
    """One line from what `write_line` wrote."""
    return Line(
        claim=claim_from_json(data),
        role=Role(data.get("role", Role.SENTENCE)),
        label=data.get("label", ""),
        cells=_texts(data, "cells"),
        owner=data.get("owner", ""),
        options=_texts(data, "options"),
    )


def _read_section(data: Mapping[str, Any]) -> Section:
    blocks = tuple(_read_block(block) for block in data["blocks"])
    return Section(data["key"], int(data["number"]), data["title"], blocks, data.get("invitation", ""))


def _read_block(data: Mapping[str, Any]) -> Block:
    return Block(
        id=data["id"],
        lines=tuple(read_line(line) for line in data["lines"]),
        title=data.get("title", ""),
        note=data.get("note", ""),
        columns=_texts(data, "columns"),
        kind=data.get("kind", "prose"),
        priority=data.get("priority", ""),
    )


def _read_scope(data: Mapping[str, Any]) -> Scope:
    return Scope(
        items=int(data.get("items", 0)),
        customers=int(data.get("customers", 0)),
        unit=data.get("unit", ""),
        first=_read_day(data.get("first")),
        last=_read_day(data.get("last")),
    )


def _read_rejected(data: Mapping[str, Any]) -> RejectedClaim:
    was = claim_from_json(data["was"])
    return RejectedClaim(data["id"], was, data["verdict"], data["reason"], data.get("recomputed"))


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(text) for text in cast("Sequence[object]", data.get(name) or ()))


def _read_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
