"""Findings of the check that people let stand on a PRD's page, each with the reason."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member
from throughline.specification.models.prds import Prd


class Allowance(models.Model):
    """One rule is let be on one line of a PRD (`claim`, empty for the whole of it), because of `reason`."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="allowances")
    rule = models.CharField(max_length=8)
    claim = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prd", "rule", "claim"], name="one_allowance_a_finding")]

    def __str__(self) -> str:
        return f"{self.prd} {self.rule} {self.claim}"
