"""Tables of the core: workspaces, members and their links, links between objects, and the record of every change."""

from __future__ import annotations

from django.db import models

from throughline.core.contracts import MemberRole
from throughline.core.kernel.clock import utc_now

ROLES = [(role.value, role.value) for role in MemberRole]


class Workspace(models.Model):
    """One product team's data."""

    name = models.CharField(max_length=120)
    is_sample = models.BooleanField(default=False)
    created = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=ROLES)
    active = models.BooleanField(default=True)
    created = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_member_a_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"


class EntryLink(models.Model):
    """A link that lets one member in. Only the hash of its token is kept.

    A link without `single_use` belongs to one run of the server on the owner's own machine and ends with it.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="entry_links")
    token_hash = models.CharField(max_length=64, unique=True)
    single_use = models.BooleanField(default=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.member}"


class Link(models.Model):
    """One typed link from an upper station to a lower one: a PRD rests on evidence."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    upper_kind = models.CharField(max_length=24)
    upper_id = models.CharField(max_length=64)
    lower_kind = models.CharField(max_length=24)
    lower_id = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "upper_kind", "upper_id", "lower_kind", "lower_id"], name="one_link_a_pair"
            )
        ]
        indexes = [models.Index(fields=["workspace", "lower_kind", "lower_id"], name="link_upwards")]

    def __str__(self) -> str:
        return f"{self.upper_kind}:{self.upper_id} -> {self.lower_kind}:{self.lower_id}"


class Change(models.Model):
    """One act of one member: the audit trail, and what undo works from."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=utc_now)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        indexes = [models.Index(fields=["workspace", "-at"], name="change_recent")]

    def __str__(self) -> str:
        return f"{self.member.name}: {self.verb} {self.subject}".strip()


class ChangedRow(models.Model):
    """One row that a change touched, as it stood before and after; null where it did not exist."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
