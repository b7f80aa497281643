"""The two jobs: drafting with a model, and letting it word the questions. Registered when the application is ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.core.contracts import Actor
from throughline.core.jobs.registry import job
from throughline.core.jobs.reporting import Report
from throughline.discovery.queries import load_corpus
from throughline.language.models.contracts import Answer
from throughline.specification.models import ModelCall, ModelDraft
from throughline.specification.pipeline import ground_of
from throughline.specification.proposing import drafting
from throughline.specification.proposing.drafting import Proposals
from throughline.specification.proposing.errors import CallInterrupted
from throughline.specification.proposing.ledger import Purpose, close_interrupted, record_call
from throughline.specification.proposing.queries import (
    ASKING,
    DRAFTING,
    demand_settings,
    get_draft,
    word_asking,
    word_task,
)
from throughline.specification.proposing.services import keep_proposals, keep_questions
from throughline.specification.records import read_prd
from throughline.specification.rules.proposing.contracts import Asked
from throughline.specification.rules.sections import BY_KEY


def say_stopping(step: str, arguments: Mapping[str, Any]) -> str:  # noqa: ARG001 - the registry's signature
    """What cancelling would do."""
    return "Cancel; the PRD stays as it is"


@job(DRAFTING, leads="See what it proposes", stopping=say_stopping)
def draft_with_model(actor: Actor, *, report: Report, draft: int) -> str:
    """Ask the model, check every sentence, keep the proposals. The PRD is not touched."""
    row = _take_up(actor, draft)
    if row.report is not None:
        return say_came_of(row)
    settings, task = demand_settings(), word_task(row)
    report("Reading the evidence", 0, len(task.sections))
    prd, ground = read_prd(row.prd), ground_of(load_corpus(actor.workspace))

    def ask(call: ModelCall) -> tuple[Proposals, Answer]:
        teller = _Teller(report, call, len(task.sections))
        return drafting.draft(settings, task, prd, ground, run=str(row.pk), tell=teller)

    proposals = record_call(actor, settings, Purpose("draft", row), ask)
    return say_came_of(keep_proposals(actor, draft=row.pk, proposals=proposals))


@job(ASKING, leads="See the questions", stopping=say_stopping)
def ask_with_model(actor: Actor, *, report: Report, draft: int) -> str:
    """Let the model word up to five questions; where it fails, those that were there stay."""
    row = _take_up(actor, draft)
    settings, task = demand_settings(), word_asking(row)
    report("Asking the model")
    prd, ground = read_prd(row.prd), ground_of(load_corpus(actor.workspace))

    def ask(_: ModelCall) -> tuple[tuple[Asked, ...], Answer]:
        return drafting.ask_better(settings, task, prd, ground, tell=lambda _: report("Asking the model"))

    questions = record_call(actor, settings, Purpose("questions", row), ask)
    keep_questions(actor, draft=row.pk, questions=questions)
    return "The questions are there."


def _take_up(actor: Actor, draft: int) -> ModelDraft:
    """The draft, unless a worker died over it: a call that may have cost something is not made twice unasked."""
    row = get_draft(actor.workspace, draft)
    if close_interrupted(row):
        raise CallInterrupted
    return row


def say_came_of(row: ModelDraft) -> str:
    """One sentence on what the model proposed."""
    report = row.report or {}
    sections, refused = row.proposals.count(), len(report.get("refused", ()))  # type: ignore[attr-defined]
    kept = f"Proposals for {sections} {'section' if sections == 1 else 'sections'}"
    out = f"; {refused} of {report.get('sentences', 0)} sentences were not let through" if refused else ""
    return f"{kept}{out}."


class _Teller:
    """Writes how far the answer is: into the job's row in words, into the ledger's by section."""

    def __init__(self, report: Report, call: ModelCall, total: int) -> None:
        self.report, self.call, self.total = report, call, total
        self.told: list[tuple[str, int]] = []

    def __call__(self, sections: list[tuple[str, int]]) -> None:
        if sections and sections != self.told:
            self.told = sections
            ModelCall.objects.filter(pk=self.call.pk).update(progress=sections)
        self.report(self._say(sections), max(0, len(sections) - 1), self.total)

    def _say(self, sections: list[tuple[str, int]]) -> str:
        if not sections:
            return "Waiting for the model to begin"
        key, sentences = sections[-1]
        name = BY_KEY[key].title if key in BY_KEY else "A section"
        return f"{name}, {sentences} {'sentence' if sentences == 1 else 'sentences'}"
