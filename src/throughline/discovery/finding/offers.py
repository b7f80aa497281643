"""What discovery offers to the one search box: evidence, conversations, opportunities, each with why it matches."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import and_

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Registry, Stop
from throughline.core.models import Workspace
from throughline.discovery.contracts import MarkState, OpportunityState
from throughline.discovery.finding.queries import Found, rank_evidence, search_evidence
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, SourceFile
from throughline.discovery.rules.excerpts import cut_excerpt
from throughline.language.retrieval.asking import choose_words

DEEP = 60


def offer_searches(registry: Registry) -> None:
    """Register what can be searched."""
    registry.add_search("evidence", offer_evidence)
    registry.add_search("conversation", offer_conversations)
    registry.add_search("opportunity", offer_opportunities)


def offer_evidence(workspace: Workspace, query: str, limit: int) -> list[Stop]:
    """Pieces of evidence; the interviewer's words are none."""
    found = search_evidence(workspace, query, limit=limit + 20, begun=True)
    heard = [one for one in found if not one.row.interviewer][:limit]
    return [_show_piece(one, query) for one in heard]


def offer_conversations(workspace: Workspace, query: str, limit: int) -> list[Stop]:
    """Conversations, by what was said in them; the best turn stands for each."""
    best: dict[int, Found] = {}
    turns = Counter[int]()
    for one in search_evidence(workspace, query, limit=DEEP, spoken=True, begun=True):
        best.setdefault(one.row.file_id, one)  # type: ignore[attr-defined]
        turns[one.row.file_id] += 1  # type: ignore[attr-defined]
    return [_show_conversation(one, turns[file], query) for file, one in list(best.items())[:limit]]


def offer_opportunities(workspace: Workspace, query: str, limit: int) -> list[Stop]:
    """Opportunities that say it themselves, then those whose evidence does."""
    open_ones = Opportunity.objects.filter(workspace=workspace, state=OpportunityState.OPEN)
    said = list(open_ones.filter(_says(query)).order_by("title", "pk")[:limit])
    stops = [_show_opportunity(one, "its title or job story says so") for one in said]
    rows = rank_evidence(workspace, query, limit=DEEP, begun=True)
    marks = Mark.objects.filter(evidence__in=rows, state=MarkState.ACCEPTED, opportunity__in=open_ones).order_by()
    held = marks.exclude(opportunity__in=said).values("opportunity").annotate(n=Count("evidence", distinct=True))
    counts = {row["opportunity"]: row["n"] for row in held}
    known = open_ones.in_bulk(sorted(counts, key=lambda pk: (-counts[pk], pk))[:limit])
    by_count = sorted(known.values(), key=lambda one: (-counts[one.pk], one.pk))
    stops += [_show_opportunity(one, f"holds {counts[one.pk]} of the pieces found") for one in by_count]
    return stops[:limit]


def _says(query: str) -> Q:
    words = choose_words(query) or [query]
    parts = ("title", "situation", "motivation", "outcome")
    return reduce(and_, (Q(*((f"{part}__icontains", word) for part in parts), _connector=Q.OR) for word in words))


def _show_piece(one: Found, query: str) -> Stop:
    row = one.row
    who = row.account or row.person or "Nobody named"
    title = f"{who} · {row.date.day} {row.date:%B %Y}" if row.date else who
    url = reverse("discovery:evidence", args=[row.key])
    return Stop(Ref("evidence", row.key), title, url, one.why, cut_excerpt(row.text, choose_words(query)))


def _show_conversation(one: Found, turns: int, query: str) -> Stop:
    file: SourceFile = one.row.file
    many = f"{turns} turns" if turns > 1 else "1 turn"
    url = _find_url("discovery:conversation", file.pk) or reverse("discovery:evidence", args=[one.row.key])
    why = f"{many}; {one.why}"
    return Stop(Ref("conversation", str(file.pk)), file.title or file.name, url, why, _excerpt(one.row, query))


def _excerpt(row: EvidenceRow, query: str) -> str:
    words = cut_excerpt(row.text, choose_words(query))
    return f"{row.person}: {words}" if row.person else words


def _show_opportunity(one: Opportunity, why: str) -> Stop:
    return Stop(Ref("opportunity", one.key), one.title, _find_url("discovery:opportunity", one.key), why)


def _find_url(name: str, argument: object) -> str:
    try:
        return reverse(name, args=[argument])
    except NoReverseMatch:
        return ""
