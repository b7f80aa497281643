"""What a member says of a week: that it is off, or that the metrics were looked at; and how many hours a week has."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace

WORDS = ("off", "looked")


class WeekMark(models.Model):
    """A member's word on one week, by its Monday. `off` is the member's alone, `looked` stands for the team."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    monday = models.DateField()
    word = models.CharField(max_length=6, choices=[(word, word) for word in WORDS])
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "monday", "word"], name="one_word_a_week")]
        indexes = [models.Index(fields=["workspace", "word", "monday"], name="week_marks")]

    def __str__(self) -> str:
        return f"{self.word} {self.monday}"


class WeekHours(models.Model):
    """How many hours a member's week has, by their own word."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    hours = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_week_a_member")]

    def __str__(self) -> str:
        return f"{self.hours} h, says {self.member.name}"
