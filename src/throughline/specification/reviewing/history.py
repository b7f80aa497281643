"""Who changed what in a PRD, and why: its part of the audit trail, with the words before and after."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from throughline.core.models import Change, ChangedRow
from throughline.specification.models import Prd, StatusChange, Version
from throughline.specification.rules.marking import Piece, compare_words

PAGE = 60
LINE, PRD = "specification.prdline", "specification.prd"
OWN = {"specification.version": Version, "specification.statuschange": StatusChange}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who, when, what they did to what, why, and the words it changed."""

    change: Change
    reason: str
    words: tuple[tuple[Piece, ...], ...]
    undone: bool


def list_history(row: Prd, *, before: int = 0) -> tuple[list[Entry], int]:
    """A page of the changes, latest first, and where the next page begins; 0 at the end."""
    changes = Change.objects.filter(rows__in=_find_rows(row)).select_related("member").distinct()
    found = list((changes.filter(pk__lt=before) if before else changes).order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    touched = _group(ChangedRow.objects.filter(change__in=shown, table__in=[LINE, PRD, *OWN]).order_by("pk"))
    undone = set(Change.objects.filter(undoes__in=shown).values_list("undoes_id", flat=True))
    entries = [_describe(change, touched[change.pk], undone=change.pk in undone) for change in shown]
    return entries, shown[-1].pk if len(found) > PAGE else 0


def _find_rows(row: Prd) -> Any:
    lines = [str(pk) for pk in row.lines.values_list("pk", flat=True)]  # type: ignore[attr-defined]
    own = ChangedRow.objects.filter(table=PRD, row=str(row.pk)) | ChangedRow.objects.filter(table=LINE, row__in=lines)
    for table, model in OWN.items():
        keys = [str(pk) for pk in model.objects.filter(prd=row).values_list("pk", flat=True)]
        own = own | ChangedRow.objects.filter(table=table, row__in=keys)
    return own


def _group(rows: Sequence[ChangedRow] | Any) -> Mapping[int, list[ChangedRow]]:
    grouped: dict[int, list[ChangedRow]] = defaultdict(list)
    for row in rows:
        grouped[row.change_id].append(row)  # type: ignore[attr-defined]
    return grouped


def _describe(change: Change, rows: Sequence[ChangedRow], *, undone: bool) -> Entry:
    words = tuple(pieces for row in rows if row.table == LINE and (pieces := _compare(row)))
    reasons = [image["reason"] for row in rows if (image := row.after or {}) and image.get("reason")]
    return Entry(change, reasons[0] if reasons else "", words, undone)


def _compare(row: ChangedRow) -> tuple[Piece, ...]:
    """The words before and after, where both were there and differ."""
    before, after = (_text(image) for image in (row.before, row.after))
    return compare_words(before, after) if before and after and before != after else ()


def _text(image: Mapping[str, Any] | None) -> str:
    """The text of a line in its image, in which content is JSON written as text."""
    if not image or not image.get("content"):
        return ""
    content = image["content"]
    return str((json.loads(content) if isinstance(content, str) else content).get("text", ""))
