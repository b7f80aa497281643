"""What people said to the edge cases that were asked of a story."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member
from throughline.specification.models.prds import Prd


class EdgeAnswer(models.Model):
    """One edge case (its id in the catalogue) of one story (its block's id), answered or dismissed by a member.

    An answer names the criterion it became (`claim`); a dismissal keeps its `reason`.
    """

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="edge_answers")
    story = models.CharField(max_length=80)
    case = models.CharField(max_length=80)
    claim = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prd", "story", "case"], name="one_answer_a_case")]

    def __str__(self) -> str:
        return f"{self.prd} {self.story} {self.case}"
