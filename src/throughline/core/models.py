"""Tables of the core: workspaces, members and their links, links between objects, changes, jobs, views, comments."""

from __future__ import annotations

from django.db import models

from throughline.core.contracts import JobState, MemberRole
from throughline.core.kernel.clock import utc_now

ROLES = [(role.value, role.value) for role in MemberRole]


class Workspace(models.Model):
    """One product team's data. With `pseudonyms`, customers leave it under made-up names."""

    name = models.CharField(max_length=120)
    is_sample = models.BooleanField(default=False)
    pseudonyms = models.BooleanField(default=False)
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

    class Meta:
        indexes = [models.Index(fields=["table", "row"], name="changes_of_a_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Job(models.Model):
    """One piece of long work. Whoever runs it holds it until `lease`; past that another worker may take it up.

    `name` is the registered function, `title` what a person reads; `total` is null where the end cannot be known.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=255)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in JobState], default=JobState.WAITING)
    step = models.CharField(max_length=255, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    lease = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    error = models.TextField(blank=True)
    leads_to = models.CharField(max_length=255, blank=True)
    created = models.DateTimeField(default=utc_now)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-created"], name="job_recent"),
            models.Index(fields=["state", "lease"], name="job_abandoned"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"


class JobWorker(models.Model):
    """One process that runs jobs, and when it was last heard of."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    process = models.PositiveBigIntegerField()
    heard = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} on {self.host}"


class SavedView(models.Model):
    """A list's filters under a name: `place` is the list's URL name, `query` its query string."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    place = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    query = models.TextField()
    created = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "place", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What a member wrote beside an object (`on_kind`, `on_id`), perhaps in answer to another comment.

    `proposes` are words to stand in the object's place, if it proposes any. A thread is over once its head is resolved;
    `outcome` says what came of it.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    on_kind = models.CharField(max_length=24)
    on_id = models.CharField(max_length=64)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    text = models.TextField()
    answers = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="replies")
    proposes = models.TextField(blank=True)
    at = models.DateTimeField(default=utc_now)
    resolved = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="resolved_comments")
    outcome = models.CharField(max_length=255, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "on_kind", "on_id", "at"], name="comment_beside")]

    def __str__(self) -> str:
        return f"{self.member.name}: {self.text[:60]}"
