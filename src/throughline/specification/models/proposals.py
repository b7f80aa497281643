"""Drafting with a model: what was asked and answered, what was proposed for each section, and the ledger of calls."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member, Workspace
from throughline.specification.models.prds import Prd


class ModelDraft(models.Model):
    """One time that a model is asked to draft a PRD.

    `questions` to the person and their `answers` by the questions' ids, the `sections` asked for. `report` is None
    until the model has answered, then how many sentences it wrote, and each that was not let through, with the reason.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="model_drafts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    questions = models.JSONField(default=list)
    answers = models.JSONField(null=True)
    sections = models.JSONField(default=list)
    report = models.JSONField(null=True)
    made = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.prd}"


class ProposalState(models.TextChoices):
    """Whether a section's proposal waits for a person, was taken into the PRD, or was not."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class SectionProposal(models.Model):
    """What a model proposed for one section: `lines` as JSON, each with its group, whether it is shown, and why."""

    draft = models.ForeignKey(ModelDraft, on_delete=models.RESTRICT, related_name="proposals")
    section = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    lines = models.JSONField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["draft", "section"], name="one_proposal_a_section")]

    def __str__(self) -> str:
        return f"{self.section} of {self.draft}"


class ModelCall(models.Model):
    """One call to a model, in the ledger: a fact, which nothing undoes.

    `tokens_in`, `tokens_out` and `cost` (US dollars) are null where they are not known; `ended` while it goes on.
    `outcome` is "answered" or the code of what went wrong, `said` that in a sentence. `progress` are the sections of
    the answer so far, each with the number of its sentences.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    draft = models.ForeignKey(ModelDraft, null=True, on_delete=models.SET_NULL, related_name="calls")
    prd = models.CharField(max_length=32, blank=True)
    purpose = models.CharField(max_length=40)
    model = models.CharField(max_length=160)
    host = models.CharField(max_length=260)
    began = models.DateTimeField(default=utc_now)
    ended = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    attempts = models.PositiveIntegerField(default=1)
    tokens_in = models.PositiveBigIntegerField(null=True)
    tokens_out = models.PositiveBigIntegerField(null=True)
    cost = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    outcome = models.CharField(max_length=40, blank=True)
    said = models.TextField(blank=True)
    progress = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-began"], name="model_call_recent")]

    def __str__(self) -> str:
        return f"{self.model}: {self.purpose}"
