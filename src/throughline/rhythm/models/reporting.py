"""Statuses: the one being written for each audience, what people did to it, those that were sent, the usual time."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace
from throughline.grounding.telling.editing import Deed
from throughline.specification.contracts import Audience

AUDIENCES = [(one.value, one.value) for one in Audience]


class StatusReport(models.Model):
    """One status. Until it is `sent` it is what people did to the draft; then `document` is all of it, as it was sent.

    `since` is the moment whose changes it begins with. `took` are the minutes from opening to sending, `usual` those
    that the sender said it takes; either is null where it is not known.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    audience = models.CharField(max_length=12, choices=AUDIENCES)
    since = models.DateTimeField()
    begun = models.DateTimeField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    sent = models.DateTimeField(null=True)
    document = models.JSONField(null=True)
    took = models.PositiveIntegerField(null=True)
    usual = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_status_a_key"),
            models.UniqueConstraint(
                fields=["workspace", "audience"], condition=models.Q(sent=None), name="one_open_status_an_audience"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "audience", "-sent"], name="status_last_sent")]

    def __str__(self) -> str:
        return f"status for {self.audience}"


class StatusLine(models.Model):
    """What a person did with one sentence of a status: their words for a fact (its key), left out, or added."""

    report = models.ForeignKey(StatusReport, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=200)
    section = models.CharField(max_length=20)
    deed = models.CharField(max_length=8, choices=[(deed.value, deed.value) for deed in Deed])
    text = models.TextField(blank=True)
    was = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_deed_a_sentence")]

    def __str__(self) -> str:
        return f"{self.deed}: {self.key}"


class StatusHabit(models.Model):
    """How many minutes a status usually takes a member, by their own word."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_habit_a_member")]

    def __str__(self) -> str:
        return f"{self.minutes} min, says {self.member.name}"
