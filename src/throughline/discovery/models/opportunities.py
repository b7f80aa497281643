"""Opportunities, the marks that hold their evidence, and the answers customers were given."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member, Workspace
from throughline.discovery.contracts import MarkKind, MarkState, OpportunityState, Stance
from throughline.discovery.models.customers import Account, Person
from throughline.discovery.models.evidence import EvidenceRow


class Opportunity(models.Model):
    """A customer's need, pain or desire. Its job story: When `situation`, I want `motivation`, so I can `outcome`.

    `parent` and `position` place it in the tree; `from_theme` is the theme it was accepted from.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    situation = models.TextField(blank=True)
    motivation = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in OpportunityState], default=OpportunityState.OPEN
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)
    from_theme = models.CharField(max_length=32, blank=True)
    created = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_opportunity_a_key")]
        indexes = [models.Index(fields=["workspace", "parent", "position"], name="opportunity_tree")]

    def __str__(self) -> str:
        return self.title


class Mark(models.Model):
    """A person's or a run's word that a piece of evidence, whole or from `start` to `end`, bears on an opportunity.

    Without an opportunity it is a highlight that waits for one. A proposed mark waits for a person and counts nowhere;
    a rejected one is never proposed again. `because` says why it is here.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    evidence = models.ForeignKey(EvidenceRow, on_delete=models.PROTECT, related_name="marks")
    opportunity = models.ForeignKey(Opportunity, null=True, on_delete=models.PROTECT, related_name="marks")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, blank=True, choices=[(k.value, k.value) for k in MarkKind])
    stance = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Stance], default=Stance.FOR)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in MarkState], default=MarkState.ACCEPTED)
    because = models.CharField(max_length=255, blank=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        indexes = [
            models.Index(fields=["opportunity", "state", "stance", "id"], name="marks_of_opportunity"),
            models.Index(fields=["workspace", "state", "-at"], name="marks_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'mark'} on {self.evidence_id}"  # type: ignore[attr-defined]


class OpportunityCount(models.Model):
    """What an opportunity's accepted marks come to. Follows the marks; never recorded.

    `accounts` and `people` (those without an account) are distinct customers first and second hand; `months` and
    `segments` count items for it, `first` and `last` are the days between which they were said.
    """

    opportunity = models.OneToOneField(Opportunity, on_delete=models.CASCADE, related_name="count")
    items = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    second_hand = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    listed_accounts = models.PositiveIntegerField(default=0)
    months = models.JSONField(default=dict)
    segments = models.JSONField(default=dict)
    first = models.DateField(null=True)
    last = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.items} items of {self.accounts} accounts"


class Reply(models.Model):
    """What a customer who was quoted is told: drafted, edited, and marked sent by a person who sent it themselves."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="answers")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    message = models.TextField(blank=True)
    sent = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "account"],
                condition=models.Q(account__isnull=False),
                name="one_answer_an_account",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "person"], condition=models.Q(person__isnull=False), name="one_answer_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.account or self.person}"
