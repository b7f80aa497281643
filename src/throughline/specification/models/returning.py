"""Folders that were read back: what stood in them, until a person has decided about every change."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member
from throughline.specification.models.prds import Prd


class ReadBackState(models.TextChoices):
    """Whether something in it waits for a person, everything is decided, or it was put away."""

    WAITING = "waiting"
    DECIDED = "decided"
    DISMISSED = "dismissed"


class ReadBack(models.Model):
    """A folder, or a page, that was exported from a PRD and came back. `files` are its texts by their paths.

    `settled` are the keys of changes that a person left as they are, or decided about in words of their own.
    """

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="read_backs")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    files = models.JSONField()
    settled = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ReadBackState.choices, default=ReadBackState.WAITING)
    made = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return f"{self.name} of {self.prd}"
