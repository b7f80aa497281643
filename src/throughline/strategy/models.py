"""Tables of strategy: goals and the metrics they are bound to, the opportunities under them, ideas, decisions."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.ids import fresh_id
from throughline.core.models import Member, Workspace
from throughline.strategy.contracts import NOES, Combination, Direction, GoalKind, IdeaState, Until
from throughline.strategy.rules.ranking.contracts import MOSCOW


def make_metric_key() -> str:
    """A key for a metric's address; its name may change."""
    return fresh_id("me")


class Metric(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32, default=make_metric_key)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=[(d.value, d.value) for d in Direction])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_metric_a_name"),
            models.UniqueConstraint(fields=["workspace", "key"], name="one_metric_a_key"),
        ]

    def __str__(self) -> str:
        return self.name


class MetricValue(models.Model):
    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="values")
    on = models.DateField()
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric", "on"], name="one_value_a_day")]

    def __str__(self) -> str:
        return f"{self.metric} {self.on}: {self.value}"


class Goal(models.Model):
    """An objective, a key result under one, or a node of the north-star tree; bound to a metric where there is one.

    Of a key result, `start` is the metric's value on the day `since`, to be `target` on the day `by`. Of a node,
    `combines` says how the nodes under it come to it; empty where nobody has said.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    metric = models.ForeignKey(Metric, null=True, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in GoalKind], default=GoalKind.OBJECTIVE)
    combines = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Combination], blank=True)
    start = models.FloatField(null=True)
    since = models.DateField(null=True)
    target = models.FloatField(null=True)
    by = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_goal_a_key")]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """The one goal an opportunity hangs under; `opportunity` is its key. Children go with their parent."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="placements")
    opportunity = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "opportunity"], name="one_goal_an_opportunity")]

    def __str__(self) -> str:
        return f"{self.opportunity} under {self.goal}"


class Idea(models.Model):
    """A candidate solution to one opportunity (its key)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    note = models.TextField(blank=True)
    opportunity = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in IdeaState], default=IdeaState.IDEA)
    position = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_idea_a_key")]
        indexes = [models.Index(fields=["workspace", "opportunity", "position"], name="ideas_of_opportunity")]

    def __str__(self) -> str:
        return self.title


class IdeaEstimate(models.Model):
    """What a person thinks one input of an idea comes to: the words they wrote, and the range these mean.

    Effort is in weeks of one person. An input without a row is derived from evidence, or is not known.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="estimates")
    input = models.CharField(max_length=12)
    written = models.CharField(max_length=60)
    low = models.FloatField()
    best = models.FloatField(null=True)
    high = models.FloatField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "input"], name="one_estimate_an_input")]

    def __str__(self) -> str:
        return f"{self.input} of {self.idea}: {self.written}"


class ModelWeights(models.Model):
    """What each input weighs in a team's own model: one set a workspace. An input that is not named does not count."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE)
    weights = models.JSONField(default=dict)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return ", ".join(f"{name} {weight:g}" for name, weight in self.weights.items())


class MoscowClass(models.Model):
    """What a person says of an idea: must, should, could, won't. It is no estimate and changes no score."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="moscow")
    name = models.CharField(max_length=6, choices=[(name, name) for name in MOSCOW])
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    def __str__(self) -> str:
        return f"{self.idea}: {self.name}"


class Bet(models.Model):
    """What is predicted of an idea that was chosen: `changes` moves by `low` to `high` in `unit`, by a day.

    Never edited. A later one names the one it `supersedes` and why (`because`); `estimates` are the inputs as they
    stood when it was made.
    """

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="bets")
    key = models.CharField(max_length=32, unique=True)
    changes = models.CharField(max_length=200)
    metric = models.ForeignKey(Metric, null=True, on_delete=models.PROTECT)
    low = models.FloatField()
    high = models.FloatField()
    unit = models.CharField(max_length=40, blank=True)
    by = models.DateField()
    estimates = models.JSONField(default=list)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    because = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=models.Q(supersedes=None), name="one_first_prediction_an_idea"
            )
        ]

    def __str__(self) -> str:
        return f"{self.changes} by {self.by}"


class No(models.Model):
    """An idea was parked or declined (`kind`), why, and what would change that; never edited, and open until `ended`.

    `until` says which of `wanted` (accounts, of `segment` if any), `named`, `metric` with `value`, and `day` is the
    condition. `heard` names the accounts that had been heard when the answer was given, `measured` is the metric's
    value then. `words` and `told` are the condition and the reason as those who asked may hear them.
    """

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="noes")
    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=[(s.value, s.value) for s in sorted(NOES)])
    reason = models.TextField()
    told = models.TextField(blank=True)
    until = models.CharField(max_length=10, choices=[(u.value, u.value) for u in Until])
    words = models.TextField(blank=True)
    wanted = models.PositiveIntegerField(null=True)
    segment = models.CharField(max_length=255, blank=True)
    named = models.CharField(max_length=255, blank=True)
    metric = models.ForeignKey(Metric, null=True, on_delete=models.PROTECT)
    rises = models.BooleanField(default=True)
    value = models.FloatField(null=True)
    day = models.DateField(null=True)
    heard = models.JSONField(default=list)
    measured = models.FloatField(null=True)
    measured_on = models.DateField(null=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    at = models.DateTimeField(default=utc_now)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=models.Q(ended=None), name="one_open_no_an_idea")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.idea}"


class Decision(models.Model):
    """A choice with its context, options and trade-off; open until somebody chose. `on` is a typed reference or empty.

    `expected` is what the choice should bring, `revisit` the day to look again, `happened` what was seen then; `people`
    are the names of whoever took part, as they were called that day, members and others.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.CharField(max_length=32)
    question = models.CharField(max_length=300)
    context = models.TextField(blank=True)
    options = models.JSONField(default=list)
    choice = models.CharField(max_length=300, blank=True)
    trade_off = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    revisit = models.DateField(null=True)
    happened = models.TextField(blank=True)
    people = models.JSONField(default=list)
    on = models.CharField(max_length=90, blank=True)
    raised_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="raised_decisions")
    raised = models.DateTimeField(default=utc_now)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="decisions")
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_decision_a_key")]
        indexes = [models.Index(fields=["workspace", "on", "decided"], name="decisions_on")]

    def __str__(self) -> str:
        return self.question
