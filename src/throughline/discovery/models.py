"""Tables of discovery: files as they came, the evidence in them, customers, and what theme finding proposed."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Workspace


class BatchState(models.TextChoices):
    """Where an import stands: only visible batches are ever read."""

    PENDING = "pending"
    VISIBLE = "visible"
    WITHDRAWN = "withdrawn"


class SourceFile(models.Model):
    """One imported file and its batch. `stored` names the original bytes; its importer lives until `lease`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    format = models.CharField(max_length=16)
    encoding = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=255, blank=True)
    date = models.DateField(null=True)
    records = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    speakers = models.JSONField(default=list)
    stored = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PENDING)
    lease = models.DateTimeField(default=utc_now)
    imported = models.DateTimeField(default=utc_now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "state", "id"], name="file_visible")]

    def __str__(self) -> str:
        return self.name


class EvidenceRow(models.Model):
    """One piece of evidence, never changed after its import. `key` is the id that everything else uses."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="evidence")
    key = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField(null=True)
    turn = models.PositiveIntegerField(null=True)
    text = models.TextField()
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    account = models.CharField(max_length=255, null=True)  # noqa: DJ001 - unknown is not the same as empty
    person = models.CharField(max_length=255, null=True)  # noqa: DJ001
    segment = models.CharField(max_length=255, null=True)  # noqa: DJ001
    attributes = models.JSONField(default=dict)
    date = models.DateField(null=True)
    channel = models.CharField(max_length=255, null=True)  # noqa: DJ001
    question = models.TextField(null=True)  # noqa: DJ001
    relayed_by = models.CharField(max_length=255, null=True)  # noqa: DJ001
    interviewer = models.BooleanField(default=False)
    at_seconds = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="one_evidence_a_place")]
        indexes = [models.Index(fields=["key"], name="evidence_key")]

    def __str__(self) -> str:
        return f"{self.file.name} {self.row if self.row is not None else self.turn}"


class RejectedRow(models.Model):
    """A record that could not be used, kept with its reason."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="rejected")
    row = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    raw = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.file.name} {self.row}: {self.reason}"


class Account(models.Model):
    """A customer organisation, as the customer table describes it. Revenue in the table's currency a year."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=255)
    segment = models.CharField(max_length=255, blank=True)
    attributes = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_account_a_name")]

    def __str__(self) -> str:
        return self.name


class ThemeRun(models.Model):
    """One run of theme finding; the current one is shown, earlier ones are kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    method = models.CharField(max_length=255)
    found = models.JSONField()
    current = models.BooleanField(default=True)
    at = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return f"themes of {self.at:%Y-%m-%d %H:%M}"
