"""Pieces that may be the same thing said once and kept twice."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace
from throughline.discovery.contracts import MarkState
from throughline.discovery.models.evidence import EvidenceRow


class Duplicate(models.Model):
    """A pair proposed as one and the same: accepted, `second` repeats `first`; rejected, it is never proposed again."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    first = models.ForeignKey(EvidenceRow, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(EvidenceRow, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in MarkState], default=MarkState.PROPOSED)
    because = models.CharField(max_length=255, blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_proposal_a_pair")]
        indexes = [models.Index(fields=["workspace", "state", "id"], name="duplicates_waiting")]

    def __str__(self) -> str:
        return f"{self.second_id} repeats {self.first_id}"  # type: ignore[attr-defined]
