"""Tables of strategy: metrics, which `iteration` computes and everything else refers to."""

from __future__ import annotations

from django.db import models

from throughline.core.models import Workspace
from throughline.strategy.contracts import Direction


class Metric(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=[(d.value, d.value) for d in Direction])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_metric_a_name")]

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
