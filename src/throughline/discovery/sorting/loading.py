"""What standing themes are made from, as plain values: pieces, decisions, and what bears on opportunities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from throughline.core.models import Workspace
from throughline.discovery.contracts import MarkState, Verdict
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, Theme, ThemeDecision, ThemeRun
from throughline.discovery.rules.sorting import Bearing, Decided, Decisions, settle_decisions
from throughline.discovery.rules.tallying import Said

AT_ONCE = 500
_FIELDS = (
    "pk",
    "key",
    "visible",
    "interviewer",
    "duplicate_of",
    "account",
    "person",
    "segment",
    "customer_account",
    "customer_account__segment",
    "customer_person",
    "customer_segment",
    "date",
    "relayed_by",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as sorting needs it. `hidden`: withdrawn, or the interviewer's."""

    pk: int
    key: str
    hidden: bool
    repeats: str
    said: Said


def read_pieces(rows: QuerySet[EvidenceRow]) -> Iterator[Piece]:
    """These rows, without their texts."""
    for values in rows.order_by().values_list(*_FIELDS).iterator(chunk_size=5000):
        yield _read_piece(*values)


def _read_piece(
    pk: int,
    key: str,
    visible: bool,
    interviewer: bool,
    repeats: str,
    account: str | None,
    person: str | None,
    segment: str | None,
    customer: int | None,
    listed: str | None,
    individual: int | None,
    belongs: str,
    day: date | None,
    relayed_by: str | None,
) -> Piece:
    said = Said(
        account=f"#{customer}" if customer else account or "",
        person=f"#{individual}" if individual else person or "",
        segment=belongs or segment or listed or "",
        listed=listed or "",
        month=f"{day:%Y-%m}" if day else "",
        relayed=bool(relayed_by),
        repeats=bool(repeats),
    )
    return Piece(pk, key, not visible or interviewer, repeats, said)


def find_run(workspace: Workspace) -> ThemeRun | None:
    """The run whose themes are shown."""
    return ThemeRun.objects.filter(workspace=workspace, current=True).order_by("-pk").first()


def load_decisions(workspace: Workspace, *, follows: dict[str, str] | None = None) -> Decisions:
    """Every decision, taken together; `follows` as the current run says it, read where it is not given."""
    known = follows if follows is not None else load_follows(workspace)
    target = dict(
        Opportunity.objects.filter(workspace=workspace).exclude(merged_into=None).values_list("pk", "merged_into")
    )
    rows = ThemeDecision.objects.filter(workspace=workspace).order_by("pk")
    decided = (
        Decided(Verdict(verdict), theme, piece, into, label, _resolve(target, opportunity), holds)
        for verdict, theme, piece, into, label, opportunity, holds in rows.values_list(
            "verdict", "theme", "evidence_id", "into", "label", "opportunity_id", "holds"
        ).iterator(chunk_size=5000)
    )
    return settle_decisions(decided, follows=known)


def load_follows(workspace: Workspace) -> dict[str, str]:
    """Which found themes are parts of a decided one."""
    rows = Theme.objects.filter(workspace=workspace).values_list("key", "found__follows")
    return {key: follows for key, follows in rows if follows}


def _resolve(target: dict[int, int], opportunity: int | None) -> int | None:
    """The opportunity that this one was merged into in the end."""
    seen: set[int] = set()
    while opportunity in target and opportunity not in seen:
        seen.add(opportunity)
        opportunity = target[opportunity]
    return opportunity


def load_bearings(workspace: Workspace, pieces: Collection[int] | None = None) -> dict[int, Bearing]:
    """What opportunities say of these pieces, or of all."""
    marks = Mark.objects.filter(workspace=workspace).exclude(opportunity=None).exclude(state=MarkState.PROPOSED)
    fields = ("evidence_id", "opportunity_id", "opportunity__key", "state")
    accepted: dict[int, dict[int, str]] = defaultdict(dict)
    rejected: dict[int, set[int]] = defaultdict(set)
    for some in split(marks, "evidence__in", pieces):
        for piece, opportunity, key, state in some.order_by("pk").values_list(*fields):
            if state == MarkState.ACCEPTED:
                accepted[piece][opportunity] = key
            else:
                rejected[piece].add(opportunity)
    return {piece: Bearing(accepted.get(piece, {}), rejected.get(piece, ())) for piece in {*accepted, *rejected}}


def split(rows: QuerySet[Any], where: str, ids: Collection[Any] | None) -> Iterator[QuerySet[Any]]:
    """`rows` in parts of `AT_ONCE` ids, so that no query names too many; all of them where `ids` is None."""
    if ids is None:
        yield rows
        return
    listed = list(ids)
    for start in range(0, len(listed), AT_ONCE):
        yield rows.filter(**{where: listed[start : start + AT_ONCE]})


def describe_found(run: ThemeRun | None) -> dict[str, dict[str, Any]]:
    """What the run says of each theme beside its members, with what was news in it then."""
    if run is None:
        return {}
    news = run.found.get("news", {})
    return {theme["id"]: _describe(theme, news.get(theme["id"], {})) for theme in run.found["themes"]}


def _describe(theme: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
    kept = {name: theme.get(name) or [] for name in ("words", "quotes", "otherwise")}
    return {
        "label": theme["label"],
        "broad": theme["broad"],
        "follows": theme.get("follows", ""),
        "size": len(theme["members"]),
        "news": news,
        **kept,
    }
