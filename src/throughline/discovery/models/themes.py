"""What theme finding proposed, what people decided about it, and both together as the pages read it.

Facts are a run (`ThemeRun.found`, never changed) and decisions (`ThemeDecision`, made and undone by people). `Theme`
and `ThemeMember` follow from the two and can be made again from them at any time, so a new run keeps every decision.
"""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member, Workspace
from throughline.discovery.contracts import ThemeState, Verdict
from throughline.discovery.models.evidence import EvidenceRow
from throughline.discovery.models.opportunities import Opportunity


class ThemeRun(models.Model):
    """One run of theme finding; the current one is shown, earlier ones are kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    method = models.CharField(max_length=255)
    found = models.JSONField()
    current = models.BooleanField(default=True)
    at = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return f"themes of {self.at:%Y-%m-%d %H:%M}"


class ThemeDecision(models.Model):
    """One thing a person decided about a theme (`theme`) or about one piece in it (`evidence`).

    `into` is the theme that a merge or a move leads to, `label` the new name; a split moves its pieces into a new id.
    `holds` are the evidence rows that stood in a theme when it was named, accepted or dismissed: they stay with it.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    theme = models.CharField(max_length=32)
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict])
    evidence = models.ForeignKey(EvidenceRow, null=True, on_delete=models.CASCADE)
    into = models.CharField(max_length=32, blank=True)
    label = models.CharField(max_length=255, blank=True)
    opportunity = models.ForeignKey(Opportunity, null=True, on_delete=models.PROTECT)
    holds = models.JSONField(default=list)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "theme"], name="decisions_of_theme")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.theme}"


class Theme(models.Model):
    """One theme as it stands: found by the current run, with every decision applied. `key` stays over runs.

    `months`, `segments` count items, `heard` the distinct listed accounts of a segment; `otherwise` holds the ids of
    evidence that says it works; `news` says what is new or growing, with the counts before and after. `found` is what
    the run says of it, so that a decision need not read the whole run: empty for a theme made by hand.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    label = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ThemeState])
    opportunity = models.ForeignKey(Opportunity, null=True, on_delete=models.SET_NULL, related_name="themes")
    broad = models.CharField(max_length=32, blank=True)
    words = models.JSONField(default=list)
    quotes = models.JSONField(default=list)
    items = models.PositiveIntegerField(default=0)
    accounts = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    second_hand = models.PositiveIntegerField(default=0)
    months = models.JSONField(default=dict)
    segments = models.JSONField(default=dict)
    heard = models.JSONField(default=dict)
    otherwise = models.JSONField(default=list)
    news = models.JSONField(default=dict)
    found = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_theme_a_key")]
        indexes = [models.Index(fields=["workspace", "state", "-items", "key"], name="themes_by_size")]

    def __str__(self) -> str:
        return self.label


class ThemeMember(models.Model):
    """Where one piece of evidence stands: `found` is the theme the run put it in, `theme` where it is now.

    Either is empty for none; a piece that bears on an opportunity outside its themes stands at the opportunity's key,
    one that is not to be sorted at "-". `rank` is its place from the centre, 0 the nearest; what was found in another
    theme comes after what was found here, and repeats come last.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    evidence = models.OneToOneField(EvidenceRow, on_delete=models.CASCADE, related_name="place_in_theme")
    found = models.CharField(max_length=32, blank=True)
    theme = models.CharField(max_length=32, blank=True)
    rank = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "theme", "rank"], name="members_of_theme"),
            models.Index(fields=["workspace", "found"], name="members_as_found"),
            models.Index(fields=["workspace", "-evidence"], name="members_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} in {self.theme}"  # type: ignore[attr-defined]
