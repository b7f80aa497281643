"""A member's calendars, the events that take time, how they were corrected, and what the member aims for."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Member, Workspace
from throughline.rhythm.rules.timing.contracts import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class MemberCalendar(models.Model):
    """One calendar file of one member, who alone sees it. `own` is the address it was read as.

    `left_out` counts what takes no time, by reason, between `since` and `until`.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    key = models.CharField(max_length=32)
    name = models.CharField(max_length=255)
    zone = models.CharField(max_length=80)
    own = models.CharField(max_length=255, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    left_out = models.JSONField(default=dict)
    imported = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="one_calendar_a_key")]

    def __str__(self) -> str:
        return self.name


class CalendarEvent(models.Model):
    """One occurrence. A private one is stored without title or people."""

    calendar = models.ForeignKey(MemberCalendar, on_delete=models.PROTECT, related_name="events")
    key = models.CharField(max_length=32)
    series = models.CharField(max_length=32)
    title = models.CharField(max_length=255, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)
    outside = models.JSONField(default=list)
    organiser = models.CharField(max_length=255, blank=True)
    recurs = models.BooleanField(default=False)
    private = models.BooleanField(default=False)
    note = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "key"], name="one_event_a_key")]
        indexes = [models.Index(fields=["calendar", "starts"], name="event_by_time")]

    def __str__(self) -> str:
        return self.key


class Sorting(models.Model):
    """A member's word on what a series, and like titles, are."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    series = models.CharField(max_length=32)
    title = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=13, choices=KINDS)
    said = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "series"], name="one_sorting_a_series")]

    def __str__(self) -> str:
        return f"{self.kind}"


class TimeAim(models.Model):
    """What share of their product hours a member means each kind to take, in percent."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    shares = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_aim_a_member")]

    def __str__(self) -> str:
        return f"aim of {self.member.name}"
