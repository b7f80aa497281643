"""The secret addresses under which a member's calendar application reads Throughline's dates."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace


class CalendarFeed(models.Model):
    """One address. Only the hash of its secret is kept; `revoked` closes it for good."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, blank=True)
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label or f"feed of {self.member.name}"
