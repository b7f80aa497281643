"""Files as they came, with the records that could not be used."""

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
    """One imported file and its batch. `stored` names the original bytes; its importer lives until `lease`.

    `ends_at` is when the last turn of a conversation ends, in seconds, where its format says so.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    format = models.CharField(max_length=16)
    encoding = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=255, blank=True)
    date = models.DateField(null=True)
    ends_at = models.FloatField(null=True)
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


class RejectedRow(models.Model):
    """A record that could not be used, kept with its reason."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="rejected")
    row = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    raw = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.file.name} {self.row}: {self.reason}"
