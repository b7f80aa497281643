"""Reads of what happened to PRDs, whom they wait for, and on which days they passed their stations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from throughline.core.models import Link, Workspace
from throughline.discovery.opportunities.queries import follow_merged
from throughline.discovery.queries import find_day_of
from throughline.specification.contracts import Role, Status
from throughline.specification.models import Contributor, LineState, Prd, PrdLine, SignOff, StatusChange
from throughline.specification.rules.stories.reading import read_story

UNDER_WAY = (Status.IN_REVIEW, Status.APPROVED, Status.BUILDING)
MOST = 200
_LABEL = re.compile(r"^S\d+\s+")
MOST_STANDING = 40


@dataclass(frozen=True, slots=True)
class Wait:
    """A PRD in review, the contributors who have not signed its last version, and since when they could."""

    prd: Prd
    names: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A question or risk that stands in a PRD under way."""

    prd: str
    title: str
    claim: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Course:
    """The days on which a PRD's line passed its stations; None where that is not on record."""

    prd: str
    title: str
    status: str
    signal: date | None
    decision: date | None
    ship: date | None
    learning: date | None
    review: date | None = None
    """The day that its 90-day review is booked for."""
    opportunities: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()


def list_waits(workspace: Workspace) -> list[Wait]:
    """The PRDs in review that somebody who was asked has not signed as they stand in their last version."""
    asked = Contributor.objects.filter(prd__workspace=workspace, prd__status=Status.IN_REVIEW, member__active=True)
    by_prd: dict[int, list[Contributor]] = defaultdict(list)
    for one in asked.select_related("prd", "member").order_by("prd_id", "pk")[:MOST]:
        by_prd[one.prd_id].append(one)  # type: ignore[attr-defined]
    if not by_prd:
        return []
    signed = set(
        SignOff.objects.filter(version__prd__in=by_prd).values_list("version__prd", "version__number", "member")
    )
    began = dict(
        StatusChange.objects.filter(prd__in=by_prd, status=Status.IN_REVIEW).order_by("at").values_list("prd", "at")
    )
    waits = []
    for pk, people in by_prd.items():
        prd = people[0].prd
        missing = [one for one in people if (pk, prd.version, one.member_id) not in signed]  # type: ignore[attr-defined]
        if missing:
            since = max(began.get(pk, prd.made), min(one.invited for one in missing))
            waits.append(Wait(prd, tuple(one.member.name for one in missing), since))
    return waits


def list_steps(workspace: Workspace, *, since: datetime, until: datetime) -> list[StatusChange]:
    """The statuses that PRDs reached in this time, earliest first; no draft's beginning."""
    rows = StatusChange.objects.filter(prd__workspace=workspace, at__gt=since, at__lte=until)
    return list(
        rows.exclude(status=Status.DRAFT, reason="").select_related("prd", "member").order_by("at", "pk")[:MOST]
    )


def list_signed(workspace: Workspace, *, since: datetime, until: datetime) -> list[SignOff]:
    """The sign-offs given in this time, earliest first."""
    rows = SignOff.objects.filter(version__prd__workspace=workspace, at__gt=since, at__lte=until)
    return list(rows.select_related("version__prd", "member").order_by("at", "pk")[:MOST])


def list_begun(workspace: Workspace, *, since: datetime, until: datetime) -> list[Prd]:
    """The PRDs whose first draft was made in this time, earliest first."""
    rows = Prd.objects.filter(workspace=workspace, made__gt=since, made__lte=until)
    return list(rows.order_by("made", "pk")[:MOST])


def list_booked(workspace: Workspace, *, today: date) -> list[Prd]:
    """The PRDs not launched yet whose launch is booked for today or later, the next first."""
    rows = Prd.objects.filter(workspace=workspace, launch__gte=today).exclude(
        status__in=[Status.LAUNCHED, Status.REVIEWED]
    )
    return list(rows.order_by("launch", "pk")[:MOST])


def list_without_day(workspace: Workspace, *, today: date) -> list[Prd]:
    """The PRDs not launched yet that have no launch ahead of them, the latest first."""
    rows = Prd.objects.filter(workspace=workspace).exclude(status__in=[Status.LAUNCHED, Status.REVIEWED])
    return list(rows.exclude(launch__gte=today).defer("outline").order_by("-pk")[:MOST_STANDING])


def list_reviews(workspace: Workspace, *, until: date) -> list[Prd]:
    """What is launched and has its 90-day review booked for a day up to this one, the earliest first."""
    rows = Prd.objects.filter(workspace=workspace, status=Status.LAUNCHED, review_date__lte=until)
    return list(rows.order_by("review_date", "pk")[:MOST])


def list_open_lines(workspace: Workspace, role: Role) -> list[OpenLine]:
    """The questions, or the risks, that stand in PRDs in review, approved or being built; the latest PRD first."""
    rows = PrdLine.objects.filter(
        prd__workspace=workspace, prd__status__in=UNDER_WAY, state=LineState.STANDS, content__role=role.value
    )
    chosen = rows.select_related("prd").order_by("-prd_id", "position")[:MOST]
    return [
        OpenLine(row.prd.key, row.prd.title, row.claim_id, row.content["text"], row.content.get("owner") or "")
        for row in chosen
    ]


def list_stories(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    """Every story of every PRD, the latest PRD first: the PRD's key and title, the story's block and title."""
    rows = Prd.objects.filter(workspace=workspace).order_by("-pk").values_list("key", "title", "outline")[:MOST]
    return [
        (key, title, block["id"], block.get("title") or "")
        for key, title, outline in rows
        for section in outline["sections"]
        for block in section["blocks"]
        if block.get("kind") == "story"
    ]


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story of a PRD: its block, its title, and what people do in it ("export"), empty where no verb tells that."""

    prd: str
    prd_title: str
    block: str
    title: str
    kind: str


def describe_stories(workspace: Workspace, prds: Sequence[str]) -> list[ToldStory]:
    """The stories of these PRDs in their order; one query, whatever the workspace holds besides."""
    rows = Prd.objects.filter(workspace=workspace, key__in=prds).order_by("pk").values_list("key", "title", "outline")
    return [
        ToldStory(key, title, block["id"], block.get("title") or "", find_kind(block.get("title") or ""))
        for key, title, outline in rows
        for section in outline["sections"]
        for block in section["blocks"]
        if block.get("kind") == "story"
    ]


def find_kind(title: str) -> str:
    """What people do in a story of this title, told by its first verb; empty where that does not tell."""
    kind = read_story(_LABEL.sub("", title)).kind
    return kind.value if kind else ""


def name_prds(workspace: Workspace, keys: Sequence[str]) -> dict[str, str]:
    """The titles of these PRDs by their keys, in the order in which they were begun; what is not there is left out."""
    rows = Prd.objects.filter(workspace=workspace, key__in=keys).order_by("pk")
    return dict(rows.values_list("key", "title"))


def list_latest(workspace: Workspace, *, limit: int) -> list[tuple[str, str]]:
    """Key and title of the PRDs that were begun last."""
    return list(Prd.objects.filter(workspace=workspace).order_by("-pk").values_list("key", "title")[:limit])


def list_courses(workspace: Workspace) -> list[Course]:
    """The latest PRDs with the days of their lines: the earliest evidence they rest on, approval, launch and review.

    Beside it what they came from: the opportunities, wherever these were merged, and the ideas.
    """
    prds = list(Prd.objects.filter(workspace=workspace).defer("outline").order_by("-pk")[:MOST])
    reached: dict[tuple[int, str], date] = {}
    for change in StatusChange.objects.filter(prd__in=prds).order_by("at", "pk"):
        reached.setdefault((change.prd_id, change.status), change.at.date())  # type: ignore[attr-defined]
    below, first = _list_below(workspace, prds), _find_signals(workspace, prds)
    return [_follow(prd, reached, below[prd.key], first.get(prd.key)) for prd in prds]


def _list_below(workspace: Workspace, prds: Sequence[Prd]) -> dict[str, dict[str, list[str]]]:
    """The opportunities and ideas that each PRD is linked to, by its key and by kind."""
    below: dict[str, dict[str, list[str]]] = {prd.key: defaultdict(list) for prd in prds}
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", lower_kind__in=["opportunity", "idea"])
    links = links.filter(upper_id__in=list(below))
    merged = follow_merged(workspace) if prds else {}
    for prd, kind, id_ in links.order_by("pk").values_list("upper_id", "lower_kind", "lower_id"):
        below[prd][kind].append(merged.get(id_) or id_ if kind == "opportunity" else id_)
    return below


def _find_signals(workspace: Workspace, prds: Sequence[Prd]) -> dict[str, date | None]:
    """The day of the earliest evidence that each of these PRDs cites; counted where the rows are, they may be many."""
    links = Link.objects.filter(workspace=workspace, upper_kind="prd", lower_kind="evidence")
    dated = links.filter(upper_id__in=[prd.key for prd in prds]).annotate(day=find_day_of(workspace, "lower_id"))
    return dict(dated.order_by().values("upper_id").annotate(first=Min("day")).values_list("upper_id", "first"))


def _follow(
    prd: Prd, reached: Mapping[tuple[int, str], date], below: Mapping[str, list[str]], signal: date | None
) -> Course:
    shipped = reached.get((prd.pk, Status.LAUNCHED))
    return Course(
        prd=prd.key,
        title=prd.title,
        status=prd.status,
        signal=signal,
        decision=reached.get((prd.pk, Status.APPROVED)),
        ship=(prd.launch or shipped) if shipped else None,
        learning=reached.get((prd.pk, Status.REVIEWED)),
        review=prd.review_date,
        opportunities=tuple(below.get("opportunity", ())),
        ideas=tuple(below.get("idea", ())),
    )


def join_names(names: Iterable[str]) -> str:
    """`Ada`, `Ada and Bo`, `Ada, Bo and Cy`."""
    found = list(names)
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else ""
