"""Prototypes: what is clicked before it is built, what people answered and pinned in it, who may look from outside."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member, Workspace
from throughline.specification.models.prds import Prd


class PrototypeKind(models.TextChoices):
    """Made here from stories, or brought: one HTML file, a zip of files, a link to elsewhere."""

    MADE = "made"
    FILE = "file"
    ZIP = "zip"
    LINK = "link"


class Prototype(models.Model):
    """One prototype. `model` is what the generator made of the stories in `source`; `renames` are kept beside it.

    `copy` is what a language model proposed and a person took, merged anew whenever it is built; `offered` waits for
    one. `about` is the idea in a person's words, `opportunity` the key of what it was made for. A brought one has its
    `file` (SHA-256 of what is kept) and its `name`, or its `url`. `away` is when it was put away.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=PrototypeKind.choices)
    about = models.TextField(blank=True)
    opportunity = models.CharField(max_length=32, blank=True)
    prd = models.ForeignKey(Prd, null=True, on_delete=models.PROTECT, related_name="prototypes")
    model = models.JSONField(default=dict)
    source = models.JSONField(default=dict)
    renames = models.JSONField(default=dict)
    copy = models.TextField(blank=True)
    offered = models.TextField(blank=True)
    file = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    made = models.DateTimeField(default=utc_now)
    built = models.DateTimeField(default=utc_now)
    away = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_prototype_a_key")]
        indexes = [models.Index(fields=["workspace", "opportunity"], name="prototypes_of_opportunity")]

    def __str__(self) -> str:
        return self.title


class NamedState(models.Model):
    """A screen in a state that a person named in a prototype made elsewhere.

    `shows` are what it shows: ids of criteria, and edge cases as `story/case`.
    """

    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="named")
    position = models.PositiveIntegerField(default=0)
    screen = models.CharField(max_length=120)
    state = models.CharField(max_length=120)
    shows = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["prototype", "screen", "state"], name="one_name_a_state")]

    def __str__(self) -> str:
        return f"{self.screen} · {self.state}"


class PrototypeAnswer(models.Model):
    """What a member said to an open state of a prototype: an answer, or in `reason` why it is left open.

    `case` is the edge case's id, `story` the story's in the outline it was built from. `claim` is the criterion that
    the answer became; empty until there is a PRD.
    """

    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="answers")
    story = models.CharField(max_length=80, blank=True)
    case = models.CharField(max_length=120, blank=True)
    screen = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=120, blank=True)
    question = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    claim = models.CharField(max_length=64, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["prototype", "story", "case"], name="one_answer_a_state")]

    def __str__(self) -> str:
        return f"{self.prototype} {self.case}"


class ReviewLink(models.Model):
    """A link by which people without an account see one prototype and pin comments. Only its token's hash is kept."""

    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="reviews")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    made = models.DateTimeField(default=utc_now)

    class Meta:
        ordering = ["-made", "-pk"]

    def __str__(self) -> str:
        return f"{self.prototype}, for {self.label or 'whoever has it'}"


class Pin(models.Model):
    """A comment pinned to a screen in a state, perhaps to a spot: `x` and `y` in thousandths of the frame.

    It is a member's, or came from outside by a review link; then `name` is who they said they are. `outcome` says what
    came of it, `claim` the line of the PRD that it became.
    """

    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="pins")
    screen = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=120, blank=True)
    x = models.PositiveSmallIntegerField(null=True)
    y = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ReviewLink, null=True, on_delete=models.PROTECT, related_name="pins")
    name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=utc_now)
    resolved = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=255, blank=True)
    claim = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
