"""PRDs and their lines."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Workspace
from throughline.specification.contracts import Status

STATUSES = [(status.value, status.value) for status in Status]


class Prd(models.Model):
    """One PRD. `outline` holds everything but the lines: sections, blocks, scope and counting rules, as JSON.

    `started` is when somebody began with it, `made` when the first draft stood; `version` is the last that was kept, 0
    before there is any. The launch is a day, and so is the 90-day review that is booked for it.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    outline = models.JSONField()
    owner = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=STATUSES, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=0)
    launch = models.DateField(null=True)
    review_date = models.DateField(null=True)
    started = models.DateTimeField(default=utc_now)
    made = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_prd_a_key")]

    def __str__(self) -> str:
        return self.title


class LineState(models.TextChoices):
    """Whether a line stands on the page. What was rejected is kept and listed with its reason."""

    STANDS = "stands"
    REJECTED = "rejected"


class PrdLine(models.Model):
    """One line of a PRD. `content` is the line as JSON (claim, role, label, cells); `was` what it said before edits."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=80)
    claim_id = models.CharField(max_length=64)
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=LineState.choices, default=LineState.STANDS)
    was = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["prd", "claim_id"], name="one_line_a_claim")]

    def __str__(self) -> str:
        return f"{self.prd} {self.claim_id}"
