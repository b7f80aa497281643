"""A row that undo puts back has its old key, and the next row gets a fresh one, on every database."""

from __future__ import annotations

import pytest

from throughline.core import services as core
from throughline.core.queries import list_changes
from throughline.strategy import services as strategy
from throughline.strategy.contracts import Direction
from throughline.strategy.models import Metric

pytestmark = pytest.mark.django_db


def test_what_is_put_back_keeps_its_key_and_takes_nobody_elses():
    actor = core.make_workspace("Ours", owner="Ada")
    first = strategy.add_metric(actor, name="Depth", unit="m", direction=Direction.UP)
    taken_away = core.undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert not Metric.objects.exists()
    core.undo_change(actor, change_id=taken_away.pk)
    second = strategy.add_metric(actor, name="Width", unit="m", direction=Direction.UP)
    assert Metric.objects.get(name="Depth").pk == first.pk
    assert second.pk > first.pk
