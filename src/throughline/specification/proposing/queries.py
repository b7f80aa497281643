"""Reads of drafts with a model: one draft, its job, what would be sent, and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings as django
from django.db.models import Count, Q, Sum

from throughline.core.contracts import Actor, JobState
from throughline.core.models import Job, Workspace
from throughline.discovery.feedback.queries import list_names
from throughline.discovery.queries import list_evidence
from throughline.language.models.contracts import ModelSettings
from throughline.specification.models import ModelCall, ModelDraft, Prd
from throughline.specification.proposing import configuring
from throughline.specification.proposing.drafting import Task, word_draft, word_questions
from throughline.specification.proposing.errors import DraftNotFound
from throughline.specification.records import read_prd
from throughline.specification.rules.proposing.contracts import Answered, Asked
from throughline.specification.stations import list_cited

DRAFTING, ASKING = "draft with a model", "ask a model for questions"
"""The names of the two jobs."""
PAGE = 50


def find_configured() -> configuring.Configured:
    """What is configured on this machine."""
    return configuring.look_up(Path(django.FOLDER))


def demand_settings() -> ModelSettings:
    """Raises `ModelOff`, or `BadInput` where what is configured cannot be used."""
    return configuring.demand(Path(django.FOLDER))


def may_configure(actor: Actor) -> bool:
    """Whether this member may set the model on a page: an owner, on their own machine and not on a team's server."""
    from throughline.core.contracts import OWNERS

    return actor.role in OWNERS and is_own_machine()


def is_own_machine() -> bool:
    """Whether Throughline runs for the person at this machine alone."""
    own = "sqlite" in django.DATABASES["default"]["ENGINE"] and not django.BEHIND_HTTPS
    return own and not configuring.look_up(None).by_environment


def get_draft(workspace: Workspace, draft: int) -> ModelDraft:
    """Raises `DraftNotFound`."""
    found = ModelDraft.objects.select_related("prd", "member").filter(workspace=workspace, pk=draft).first()
    if found is None:
        raise DraftNotFound(draft)
    return found


def list_drafts(prd: Prd) -> list[ModelDraft]:
    """The drafts of a PRD, the latest first, with how many of their proposals wait and how many there are."""
    waiting = Count("proposals", filter=Q(proposals__state="waiting"))
    rows = ModelDraft.objects.filter(prd=prd).annotate(waiting=waiting, total=Count("proposals"))
    return list(rows.order_by("-pk")[:PAGE])


def find_job(draft: ModelDraft, name: str = DRAFTING) -> Job | None:
    """The last job that was started for a draft."""
    jobs = Job.objects.filter(workspace_id=draft.workspace_id, name=name, arguments={"draft": draft.pk})  # type: ignore[attr-defined]
    return jobs.order_by("-pk").first()


def is_at_work(draft: ModelDraft) -> bool:
    """Whether a job for the draft waits or runs."""
    jobs = (find_job(draft, name) for name in (DRAFTING, ASKING))
    return any(job is not None and job.state in (JobState.WAITING, JobState.RUNNING) for job in jobs)


def find_call(draft: ModelDraft) -> ModelCall | None:
    """The last call for a draft."""
    return ModelCall.objects.filter(draft=draft).order_by("-pk").first()


def read_questions(draft: ModelDraft) -> tuple[Asked, ...]:
    """What the person was asked."""
    return tuple(Asked(q["id"], q["text"], tuple(q["options"]), q["by_model"]) for q in draft.questions)


def read_answers(draft: ModelDraft) -> tuple[Answered, ...]:
    """What the person said, without what was left empty."""
    given = draft.answers or {}
    told = [(question, given.get(question.id, "").strip()) for question in read_questions(draft)]
    return tuple(Answered(f"a{q.id.removeprefix('q')}", q.text, text) for q, text in told if text)


def word_task(draft: ModelDraft) -> Task:
    """The question that would be sent for a draft as it stands."""
    prd = read_prd(draft.prd)
    pieces = list_evidence(draft.workspace, list_cited(draft.workspace, prd.id))
    names = list_names(draft.workspace)
    told = {"sections": draft.sections, "answers": read_answers(draft), "owner": draft.member.name}
    return word_draft(prd, pieces, names=names, **told)


def word_asking(draft: ModelDraft) -> Task:
    """The question that would ask for better questions."""
    prd = read_prd(draft.prd)
    pieces = list_evidence(draft.workspace, list_cited(draft.workspace, prd.id))
    return word_questions(prd, pieces, names=list_names(draft.workspace))


@dataclass(frozen=True, slots=True)
class Totals:
    """The ledger's sums. Calls whose cost is not known are counted beside them, never as nothing."""

    calls: int
    answered: int
    without_cost: int
    tokens_in: int
    tokens_out: int
    cost: Decimal
    seconds: float


def list_calls(workspace: Workspace, *, before: int = 0, limit: int = PAGE) -> Sequence[ModelCall]:
    """The calls, the latest first, from the one before `before`."""
    rows = ModelCall.objects.filter(workspace=workspace).select_related("member")
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


def sum_calls(workspace: Workspace, *, since: datetime | None = None) -> Totals:
    """The sums over every call, or over those since a moment."""
    rows = ModelCall.objects.filter(workspace=workspace, **({"began__gte": since} if since else {}))
    found = rows.aggregate(
        calls=Count("pk"),
        answered=Count("pk", filter=Q(outcome="answered")),
        without_cost=Count("pk", filter=Q(cost=None)),
        sum_in=Sum("tokens_in"),
        sum_out=Sum("tokens_out"),
        sum_cost=Sum("cost"),
        sum_seconds=Sum("seconds"),
    )
    return Totals(
        calls=found["calls"],
        answered=found["answered"],
        without_cost=found["without_cost"],
        tokens_in=found["sum_in"] or 0,
        tokens_out=found["sum_out"] or 0,
        cost=found["sum_cost"] or Decimal(0),
        seconds=found["sum_seconds"] or 0.0,
    )
