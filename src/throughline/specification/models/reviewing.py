"""What happens to a PRD among people: its statuses, versions, contributors and sign-offs."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member
from throughline.specification.contracts import Craft
from throughline.specification.models.prds import STATUSES, Prd


class StatusChange(models.Model):
    """A PRD reached a status. The first row of a status is what the PRD's own clock shows."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=10, choices=STATUSES)
    reason = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.prd}: {self.status}"


class Version(models.Model):
    """A PRD as it stood when somebody kept it: `document` is the whole of it as JSON, `reason` what changed and why."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    reason = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["prd", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.prd}, version {self.number}"


class Contributor(models.Model):
    """A member who was asked to contribute to a PRD, and as what."""

    prd = models.ForeignKey(Prd, on_delete=models.CASCADE, related_name="contributors")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    craft = models.CharField(max_length=12, choices=[(craft.value, craft.value) for craft in Craft])
    invited = models.DateTimeField(default=utc_now)
    invited_status = models.CharField(max_length=10, choices=STATUSES)

    class Meta:
        ordering = ["invited", "pk"]
        constraints = [models.UniqueConstraint(fields=["prd", "member"], name="one_craft_a_contributor")]

    def __str__(self) -> str:
        return f"{self.member.name}, {self.craft}"


class SignOff(models.Model):
    """A member stands for one version of a PRD. Whether it is stale is seen by comparing that version with today's."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sign_offs")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    craft = models.CharField(max_length=12, choices=[(craft.value, craft.value) for craft in Craft])
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "member"], name="one_sign_off_a_version")]

    def __str__(self) -> str:
        return f"{self.member.name} on {self.version}"
