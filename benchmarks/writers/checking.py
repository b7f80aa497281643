"""Whether what was acknowledged is there exactly once, and stands in the audit trail."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from throughline.core.models import ChangedRow, Member
from throughline.discovery.models import EvidenceRow, SourceFile
from throughline.specification.models import PrdLine
from throughline.strategy.models import Metric, MetricValue

Written = Mapping[str, Sequence[str]]


def find_faults(written: Written, last: Mapping[str, str]) -> list[str]:
    """Every write that is missing, doubled or not in the trail, in a sentence each.

    `written` has what was acknowledged by kind of write; `last` the last words for each line with one writer.
    """
    evidence = Counter(EvidenceRow.objects.filter(file__state="visible").values_list("text", flat=True))
    imported = {*written["import a table"], *written["import what all import"]}
    texts = [after["content"]["text"] for after in _list_after("specification.prdline")]
    edits = [*written["edit a line"], *written["edit the line that all edit"]]
    return [
        *_compare("evidence", imported, evidence),
        *_compare("imported file in the trail", _name_files(imported), Counter(_list_shown())),
        *_compare("edit in the trail", edits, Counter(texts)),
        *_compare("value", written["record a value"], Counter(map(str, _list("on", MetricValue)))),
        *_compare("value in the trail", written["record a value"], _count_after("strategy.metricvalue", "on")),
        *_compare("metric", written["add a metric"], Counter(_list("name", Metric))),
        *_compare("metric in the trail", written["add a metric"], _count_after("strategy.metric", "name")),
        *_compare("member", written["add a member"], Counter(_list("name", Member))),
        *_compare("member in the trail", written["add a member"], _count_after("core.member", "name")),
        *_check_lines(last),
        *_check_voices(written["correct a speaker"]),
        *_check_chains(),
    ]


def _list(field: str, model) -> Iterable[object]:
    return model.objects.values_list(field, flat=True)


def _list_after(table: str) -> Iterator[dict]:
    rows = ChangedRow.objects.filter(table=table, change__undone_by=None).exclude(after=None).order_by("pk")
    return (after for before, after in rows.values_list("before", "after") if before != after)


def _count_after(table: str, field: str) -> Counter[str]:
    return Counter(after[field] for after in _list_after(table))


def _name_files(texts: Iterable[str]) -> list[str]:
    names = EvidenceRow.objects.filter(text__in=texts, file__state="visible").values_list("file__name", flat=True)
    return sorted(set(names))


def _list_shown() -> list[str]:
    """The tables that a change made visible; conversations change again when a voice is corrected."""
    return [after["name"] for after in _list_after("discovery.sourcefile") if after["kind"] != "conversation"]


def _compare(what: str, acknowledged: Iterable[str], there: Mapping[str, int]) -> Iterator[str]:
    wanted = Counter(acknowledged)
    wrong = {one: n for one, n in wanted.items() if there.get(one, 0) != n}
    yield from (f"{what} is there {there.get(one, 0)} times instead of {n}: {one}" for one, n in wrong.items())


def _check_lines(last: Mapping[str, str]) -> Iterator[str]:
    for claim, text in last.items():
        stands = PrdLine.objects.get(claim_id=claim).content["text"]
        if stands != text:
            yield f"{claim} says {stands!r}, not the last words acknowledged, {text!r}"


def _check_voices(corrections: Sequence[str]) -> Iterator[str]:
    """Each voice has one writer, so what that writer said last stands, whatever was said of the other voices."""
    said = dict(json.loads(one) for one in corrections)
    file = SourceFile.objects.get(kind="conversation")
    stands = {voice["name"]: voice["interviewer"] for voice in file.speakers}
    for name, interviewer in said.items():
        row = EvidenceRow.objects.filter(file=file, person=name).first()
        if stands[name] != interviewer or row is None or row.interviewer != interviewer:
            yield f"{name} was corrected to {interviewer} last, and is {stands[name]}"


def _check_chains() -> Iterator[str]:
    """Row by row, each change begins where the one before it ended: nobody wrote over what they had not seen."""
    rows: dict[tuple[str, str], list] = defaultdict(list)
    for row in ChangedRow.objects.order_by("pk").values_list("table", "row", "before", "after"):
        rows[row[0], row[1]].append(row[2:])
    for (table, key), images in rows.items():
        for (_, ended), (began, _) in pairwise(images):
            if ended != began:
                yield f"{table} {key}: a change began with what the change before it had not left"
