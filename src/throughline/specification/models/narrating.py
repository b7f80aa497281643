"""Narratives: what people did to the draft for each audience, and those that were kept."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member
from throughline.grounding.telling.editing import Deed
from throughline.specification.contracts import Audience
from throughline.specification.models.prds import Prd

AUDIENCES = [(one.value, one.value) for one in Audience]


class NarrativeLine(models.Model):
    """What a person did with one sentence of a narrative: their words for a fact (its key), left out, or added."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="narrative_lines")
    audience = models.CharField(max_length=12, choices=AUDIENCES)
    key = models.CharField(max_length=200)
    section = models.CharField(max_length=20)
    deed = models.CharField(max_length=8, choices=[(deed.value, deed.value) for deed in Deed])
    text = models.TextField(blank=True)
    was = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prd", "audience", "key"], name="one_deed_a_narrated_sentence")]

    def __str__(self) -> str:
        return f"{self.deed}: {self.key}"


class KeptNarrative(models.Model):
    """A narrative as it stood when somebody kept it; never altered."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="narratives")
    key = models.CharField(max_length=32, unique=True)
    audience = models.CharField(max_length=12, choices=AUDIENCES)
    document = models.JSONField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["prd", "audience", "-at"], name="narratives_kept")]

    def __str__(self) -> str:
        return f"narrative for {self.audience}"
