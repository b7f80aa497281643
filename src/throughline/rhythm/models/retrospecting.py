"""Retrospectives: what went well, what cost time and why, and the one or two things to do about it."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace
from throughline.rhythm.rules.retrospecting.contracts import Cause


class Retrospective(models.Model):
    """One retrospective of a sprint or of PRDs; which PRDs is kept in links (`retrospective` over `prd`)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    held = models.DateField()
    name = models.CharField(max_length=120, blank=True)
    went_well = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_retrospective_a_key")]
        indexes = [models.Index(fields=["workspace", "-held"], name="retrospectives_by_day")]

    def __str__(self) -> str:
        return self.name or f"retrospective of {self.held}"


class Friction(models.Model):
    """One thing that cost time. `cause` is empty until somebody says it, `minutes` is null where nobody knows.

    `story` is the typed reference of the story it was about (`story:prd-1/story-2`), or empty.
    """

    retrospective = models.ForeignKey(Retrospective, on_delete=models.PROTECT, related_name="friction")
    words = models.CharField(max_length=300)
    cause = models.CharField(max_length=12, blank=True, choices=[(cause.value, cause.value) for cause in Cause])
    minutes = models.PositiveIntegerField(null=True)
    story = models.CharField(max_length=130, blank=True)

    def __str__(self) -> str:
        return self.words


class Remedy(models.Model):
    """One thing that somebody does about it by a day; `done` is when it was."""

    retrospective = models.ForeignKey(Retrospective, on_delete=models.PROTECT, related_name="remedies")
    words = models.CharField(max_length=300)
    owner = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True)
    done = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.words
