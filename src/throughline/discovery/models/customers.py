"""Who the customers are, and who has been heard."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Workspace


class Account(models.Model):
    """A customer organisation. `listed` ones stand in the customer table; others are known by what they said alone.

    Revenue is a year's, in `currency`; size is a number of people; both are null where nobody has said. `aliases` are
    other names it goes by.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=255)
    domain = models.CharField(max_length=255, blank=True)
    segment = models.CharField(max_length=255, blank=True)
    plan = models.CharField(max_length=120, blank=True)
    revenue = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    attributes = models.JSONField(default=dict)
    aliases = models.JSONField(default=list)
    listed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_account_a_name")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Someone who was heard, perhaps at an account; `because` says how it is known that they belong there.

    `identity` tells people apart: the mail address, else the name at its account as the evidence names it.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    identity = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    mail = models.CharField(max_length=255, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="people")
    because = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "identity"], name="one_person_an_identity")]

    def __str__(self) -> str:
        return self.name


class SegmentName(models.Model):
    """The name that a segment counts under where a person has joined it with another; `key` is its bare spelling."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=255)
    name = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_name_a_segment")]

    def __str__(self) -> str:
        return f"{self.key} as {self.name}"


class HeardCount(models.Model):
    """How much was heard from a segment in a month. Follows the evidence; never recorded.

    `month` is `YYYY-MM`, "undated", or empty for all together; with `everyone` it counts every segment. `items` leave
    out repeats; `people` are those without an account, so that accounts and people add up to customers.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    everyone = models.BooleanField(default=False)
    segment = models.CharField(max_length=255, blank=True)
    month = models.CharField(max_length=7, blank=True)
    items = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "everyone", "segment", "month"], name="one_count_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.segment} {self.month}: {self.items}"
