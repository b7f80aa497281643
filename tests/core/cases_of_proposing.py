"""Cases of undo for drafting with a model: one for each of its services. No model is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Line, Role
from throughline.specification.models import ModelDraft, SectionProposal
from throughline.specification.proposing import services
from throughline.specification.proposing.drafting import Proposals
from throughline.specification.rules.proposing.contracts import Asked
from throughline.specification.rules.proposing.placing import Proposed, SectionDraft

PRD = "prd-1"


def propose(name: str, section: str, *, instead: str = "") -> SectionDraft:
    role = Role.CRITERION if section == "stories" else Role.SENTENCE
    line = Line(Claim(f"cl-{name}", Origin.PROPOSAL, f"It says {name}", rests_on=("answer 1",)), role)
    return SectionDraft(section, (Proposed(line, 0, True, "", instead),))


def prepare(actor: Actor) -> None:
    """A draft that waits for its answers, and one whose proposals wait."""
    services.begin_draft(actor, prd=PRD)
    answered = services.begin_draft(actor, prd=PRD)
    sections = (propose("one", "approach"), propose("two", "stories", instead="c1"))
    services.keep_proposals(actor, draft=answered.pk, proposals=Proposals(sections, (), ()))


def waiting() -> int:
    return ModelDraft.objects.filter(report__isnull=True).order_by("pk")[0].pk


def proposed() -> int:
    return SectionProposal.objects.order_by("pk")[0].draft_id  # type: ignore[attr-defined]


def _accept(actor: Actor, section: str, claim: str) -> object:
    return services.accept_section(actor, draft=proposed(), section=section, taken=[claim])


SERVICES = "throughline.specification.proposing.services"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{SERVICES}.begin_draft": lambda a, _: services.begin_draft(a, prd=PRD),
    f"{SERVICES}.answer_questions": lambda a, _: services.answer_questions(
        a, draft=waiting(), answers={"q1": "Clinics"}, sections=["problem"]
    ),
    f"{SERVICES}.keep_questions": lambda a, _: services.keep_questions(
        a, draft=waiting(), questions=[Asked("q1", "Which first?", by_model=True)]
    ),
    f"{SERVICES}.keep_proposals": lambda a, _: services.keep_proposals(
        a, draft=waiting(), proposals=Proposals((propose("three", "approach"),), (), ())
    ),
    f"{SERVICES}.accept_section": lambda a, _: _accept(a, "stories", "cl-two"),
    f"{SERVICES}.dismiss_section": lambda a, _: services.dismiss_section(a, draft=proposed(), section="approach"),
}
