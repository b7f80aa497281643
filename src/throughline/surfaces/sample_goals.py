"""What the sample's team aims at: two key results and a north-star tree, with values since July. All invented.

The last month holds a difference on purpose: the teams that stayed and the new ones do not come to the recorded teams.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from throughline.core.contracts import Actor
from throughline.core.undo.dating import happened_on
from throughline.strategy.aiming.services import MetricWords, add_node, add_result, combine_inputs
from throughline.strategy.contracts import Combination, Direction
from throughline.strategy.recording.services import import_values
from throughline.strategy.rules.aiming.progress import Aim
from throughline.strategy.rules.recording.table import Point

MONTHS = tuple(date(2026, month, 1) for month in (7, 8, 9, 10, 11))
HELD = MetricWords("Shipments held at a border", "a week", Direction.DOWN)
LABELS = MetricWords("Batches with every label printed or named", "of 100", Direction.UP)
STAR = MetricWords("Shipments that arrive without a stop", "a week", Direction.UP)
TEAMS = MetricWords("Teams that ship", "teams", Direction.UP)
EACH = MetricWords("Shipments of a team", "a week", Direction.UP)
SHARE = MetricWords("Share that arrives without a stop", "%", Direction.UP)
KEPT = MetricWords("Teams that shipped the month before too", "teams", Direction.UP)
NEW = MetricWords("Teams that ship for the first time", "teams", Direction.UP)
VALUES = {
    HELD: (41, 43, 40, 33, 29),
    LABELS: (61, 60, 62, 70, 78),
    STAR: (3763, 3816, 4034, 4250, 4483),
    TEAMS: (118, 121, 124, 127, 131),
    EACH: (36.2, 36, 36.8, 37.1, 37.4),
    SHARE: (88.1, 87.6, 88.4, 90.2, 91.5),
    KEPT: (112, 114, 117, 120, 119),
    NEW: (6, 7, 7, 7, 9),
}
BEGINS, ENDS = MONTHS[0], date(2027, 1, 10)


def aim_sample(noor: Actor, *, objective: str) -> str:
    """Noor's key results and tree, with their values; the key of the key result on labels."""
    add_result(noor, objective=objective, metric=HELD, aim=Aim(41, BEGINS, 15, date(2027, 1, 31)))
    labels = add_result(noor, objective=objective, metric=LABELS, aim=Aim(61, BEGINS, 95, ENDS))
    star = add_node(noor, metric=STAR).key
    teams, *_ = (add_node(noor, metric=metric, under=star).key for metric in (TEAMS, EACH, SHARE))
    for metric in (KEPT, NEW):
        add_node(noor, metric=metric, under=teams)
    combine_inputs(noor, goal=star, how=Combination.PRODUCT)
    combine_inputs(noor, goal=teams, how=Combination.SUM)
    for month in MONTHS:
        with happened_on(noor.workspace, datetime.combine(month, time(9), tzinfo=UTC) + timedelta(days=1)):
            import_values(noor, points=[point for point in list_points() if point.on == month])
    return labels.key


def list_points() -> list[Point]:
    """Every value on its day."""
    named = ((words.name, values) for words, values in VALUES.items())
    return [
        Point(0, name, on, float(value)) for name, values in named for on, value in zip(MONTHS, values, strict=True)
    ]
