"""The pieces of evidence themselves."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_today
from throughline.core.models import Workspace
from throughline.discovery.models.conditions import IsForeign, IsRepeat, IsUnsaid
from throughline.discovery.models.customers import Account, Person
from throughline.discovery.models.files import SourceFile


class EvidenceRow(models.Model):
    """One piece of evidence. `key` is the id that everything else uses; its words never change after the import.

    What the file says (`account`, `person`, `segment`) stays as it came; whom it counts for (`customer_…`) can be
    corrected. `visible` follows the file's state, `arrived` is its date or else the day of its import: both are there
    so that a list needs one table and one index. `personal` holds spans of personal data as [start, end, kind].
    `duplicate_of` is the key of the piece it repeats: a repeat is no item of its own, its customer still counts.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="evidence")
    visible = models.BooleanField(default=False)
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
    arrived = models.DateField(default=utc_today)
    customer_account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="evidence")
    customer_person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="evidence")
    customer_segment = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=8, blank=True)
    personal = models.JSONField(default=list)
    duplicate_of = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="one_evidence_a_place")]
        indexes = [
            models.Index(fields=["workspace", "key"], name="evidence_key"),
            models.Index(
                fields=["workspace", "-arrived", "-id"],
                condition=models.Q(
                    models.Q(visible=True, turn=None, interviewer=False), ~models.Q(IsRepeat("duplicate_of"))
                ),
                name="feedback_items",
            ),
            models.Index(
                fields=["workspace", "duplicate_of"],
                condition=models.Q(IsRepeat("duplicate_of")),
                name="feedback_repeats",
            ),
            models.Index(
                fields=["workspace", "language"], condition=models.Q(IsForeign("language")), name="evidence_foreign"
            ),
            models.Index(
                fields=["workspace", "kind", "-arrived"], condition=models.Q(IsUnsaid("kind")), name="evidence_unsaid"
            ),
            models.Index(
                fields=["workspace", "-arrived", "-id"],
                condition=models.Q(visible=True, relayed_by__isnull=False),
                name="evidence_relayed",
            ),
            models.Index(fields=["workspace", "channel", "-arrived", "-id"], name="evidence_by_channel"),
            models.Index(  # holds all that a count for an account asks, so that no row of a large one is read
                fields=["customer_account", "-arrived", "kind", "duplicate_of", "date"],
                condition=models.Q(visible=True, interviewer=False),
                name="evidence_of_account",
            ),
            models.Index(fields=["customer_person", "-arrived"], name="evidence_of_person"),
            models.Index(fields=["workspace", "customer_segment", "-arrived"], name="evidence_of_segment"),
        ]

    def __str__(self) -> str:
        return f"{self.file.name} {self.row if self.row is not None else self.turn}"
