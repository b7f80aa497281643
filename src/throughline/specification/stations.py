"""What specification offers to the line and to search: PRDs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Edges, Outcome, Station, Stop
from throughline.core.models import Link, Workspace
from throughline.specification.contracts import Status
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.strategy.deciding.queries import list_about, list_subjects

TOLD = {
    Status.APPROVED.value: "Since then we have decided to do something about it",
    Status.BUILDING.value: "Since then we have begun to build something for it",
    Status.LAUNCHED.value: "Since then something for it has shipped",
    Status.REVIEWED.value: "Since then something for it has shipped",
}
"""What a customer may be told of a PRD in this state; of no other."""
BEFORE, LONGEST = 60, 220
"""Characters of a line that are shown before the word that was looked for, and in all."""


def _stop(prd: Prd, *, why: str = "", excerpt: str = "") -> Stop:
    return Stop(Ref("prd", prd.key), prd.title, reverse("specification:prd", args=[prd.key]), why, excerpt)


def _find(workspace: Workspace, ids: Sequence[str]) -> list[Stop]:
    return [_stop(prd) for prd in Prd.objects.filter(workspace=workspace, key__in=ids).order_by("pk")]


def list_cited(workspace: Workspace, key: str) -> list[str]:
    """The ids of the evidence a PRD is linked to, in the order it cites them."""
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", upper_id=key, lower_kind="evidence")
    return list(links.order_by("pk").values_list("lower_id", flat=True))


def search_prds(workspace: Workspace, query: str, limit: int) -> list[Stop]:
    """PRDs with every word of `query` in their title, then those with all of them in one line; latest first."""
    words = query.split()[:8]
    if not words:
        return []
    titled = Prd.objects.filter(_hold_all("title", words), workspace=workspace).order_by("-pk")[:limit]
    stops = {prd.key: _stop(prd, why="its title says so") for prd in titled}
    lines = PrdLine.objects.filter(_hold_all("content__text", words), state=LineState.STANDS)
    holding = Prd.objects.filter(Exists(lines.filter(prd=OuterRef("pk"))), workspace=workspace).exclude(key__in=stops)
    chosen = list(holding.order_by("-pk")[: limit - len(stops)])
    for line in lines.filter(prd__in=chosen).select_related("prd").order_by("-prd_id", "position"):
        stops.setdefault(line.prd.key, _stop_at(line, words[0]))
    return list(stops.values())


def _hold_all(field: str, words: Sequence[str]) -> Q:
    return Q(*(Q(**{f"{field}__icontains": word}) for word in words))


def _stop_at(line: PrdLine, word: str) -> Stop:
    text: str = line.content["text"]
    at = max(0, text.casefold().find(word.casefold()) - BEFORE)
    cut = text[at : at + LONGEST]
    excerpt = f"{'… ' if at else ''}{cut}{' …' if at + LONGEST < len(text) else ''}"
    return _stop(line.prd, why="a line of it says so", excerpt=excerpt)


def tell_prds(workspace: Workspace, opportunity: str) -> list[Outcome]:
    """What became of the PRDs written from an opportunity; a draft is no decision, so that nothing is said of it."""
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", lower_kind="opportunity", lower_id=opportunity)
    prds = Prd.objects.filter(workspace=workspace, key__in=links.values("upper_id")).order_by("pk")
    told = ((prd, TOLD.get(prd.status)) for prd in prds)
    return [Outcome(f"{words}: {prd.title}.", Ref("prd", prd.key)) for prd, words in told if words]


def _list_decisions(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    return list_about(workspace, [Ref("prd", id_) for id_ in ids])


def _list_prds_of_decisions(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    return list_subjects(workspace, ids, kind="prd")


DECISION_OF_PRD = Edges(upper="prd", lower="decision", down=_list_decisions, up=_list_prds_of_decisions)
PRD = Station(kind="prd", title="PRD", order=40, find=_find)
