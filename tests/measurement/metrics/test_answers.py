"""What metrics come to: against plain Python, and on every engine that is here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.measurement.metrics import telling_by_hand as hand
from tests.measurement.metrics.telling_by_hand import Event
from tests.postgres import find_binaries
from throughline.measurement.metrics.computing import compute, prepare
from throughline.measurement.metrics.contracts import Answer, Every
from throughline.measurement.metrics.engines import open_files
from throughline.measurement.metrics.parsing import parse_definitions
from throughline.measurement.metrics.using import list_uses

BENCH = Path(__file__).parents[3] / "benchmarks/metrics"
FAR = datetime(2100, 1, 1)  # noqa: DTZ001 - UTC without a zone
METRICS = """
timezone: {zone}
events: {{time: moment, user: user, event: name}}
metrics:
  - {{name: events, kind: count, event: a, every: {every}}}
  - {{name: users, kind: users, every: {every}}}
  - {{name: sum, kind: sum, value: amount, every: {every}}}
  - name: ratio
    kind: ratio
    every: {every}
    of: {{kind: sum, value: amount, event: a}}
    over: {{kind: users, event: [a, b]}}
  - {{name: rank, kind: percentile, value: amount, percentile: 70, every: {every}}}
  - {{name: funnel, kind: funnel, within: 2 days, steps: [{{event: a}}, {{event: b}}, {{event: c}}], every: {every}}}
  - {{name: back, kind: retention, start: {{}}, return: {{}}, after: 1, every: {every}}}
"""
# Around the days on which the clocks of Berlin and Lord Howe (half an hour) change, and over an end of a year.
MOMENTS = st.one_of(
    st.integers(0, 12 * 86_400).map(lambda s: datetime(2026, 3, 24) + timedelta(seconds=s)),  # noqa: DTZ001
    st.integers(0, 12 * 48).map(lambda s: datetime(2025, 12, 26) + timedelta(minutes=30 * s)),  # noqa: DTZ001
)
EVENTS = st.lists(
    st.builds(
        Event,
        MOMENTS,
        st.sampled_from(["ann", "bo", "cy", None]),
        st.sampled_from("abc"),
        st.one_of(st.none(), st.integers(-500, 10_000).map(lambda cents: cents / 100)),
    ),
    min_size=1,
    max_size=30,
)


def answer(events: Sequence[Event], text: str, folder: Path) -> dict[str, Answer]:
    path = folder / "events.parquet"
    columns = {
        "moment": pa.array([event.moment for event in events], pa.timestamp("us")),
        "user": pa.array([event.user for event in events], pa.string()),
        "name": pa.array([event.name for event in events], pa.string()),
        "amount": pa.array([event.amount for event in events], pa.float64()),
    }
    pq.write_table(pa.table(columns), path)
    definitions = parse_definitions(text, where="metrics.yaml")
    with open_files(path, definitions.columns, list_uses(definitions)) as source:
        prepared = prepare(source, definitions, now=FAR)
        return {metric.name: compute(prepared, metric, definitions) for metric in definitions.metrics}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS, st.sampled_from(list(Every)), st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe"]))
def test_every_kind_of_metric_equals_its_definition_in_plain_python(
    tmp_path: Path, events: list[Event], every: Every, zone: str
) -> None:
    found = answer(events, METRICS.format(zone=zone, every=every), tmp_path)
    known = hand.by_period(events, every, zone)
    for place, count in enumerate(found["events"].values):
        start, here = count.period.start, known.get(count.period.start, [])
        value = {name: each.values[place].value for name, each in found.items()}
        assert value["events"] == sum(event.name == "a" for event in here)
        assert value["users"] == hand.count_users(here)
        assert value["sum"] == hand.add_up(here)
        users = hand.count_users([event for event in here if event.name in "ab"])
        paid = hand.add_up([event for event in here if event.name == "a"])
        assert value["ratio"] == pytest.approx(paid / users, abs=1e-12) if users else value["ratio"] is None
        assert value["rank"] == hand.rank(here, 70)
        steps = hand.follow(events, here, "abc", timedelta(days=2))
        assert list(found["funnel"].values[place].parts.values()) == steps
        began, back = hand.come_back(events, start, every, zone, 1)
        assert found["back"].values[place].parts == {"began": began, "returned": back}
    assert {value.period.start for value in found["events"].values} >= set(known)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented events as a file, and the benchmark's folder to import from."""
    sys.path.insert(0, str(BENCH))
    from inventing import write_events  # pyright: ignore[reportMissingImports]

    path = tmp_path_factory.mktemp("events") / "few.parquet"
    write_events(path, 5_000, seed=3)
    return path


@pytest.mark.parametrize("engine", ["csv", "postgresql", "spark", "clickhouse"])
def test_twenty_definitions_are_equal_to_the_last_bit_on_every_engine(engine: str, bench: Path) -> None:
    needs = {"spark": "pyspark", "clickhouse": "chdb", "postgresql": "psycopg"}
    if engine in needs:
        pytest.importorskip(needs[engine])
    if engine == "postgresql" and find_binaries() is None:
        pytest.skip("no PostgreSQL is installed")
    import comparing  # pyright: ignore[reportMissingImports]

    definitions = comparing.read_twenty()
    assert len(definitions.metrics) == 20
    known = comparing.compute_duckdb(bench, definitions)
    found = comparing.WAYS[engine](bench, definitions)
    assert [name for name in known if known[name] != found[name]] == []
    assert all(any(value.value for value in values) for values in known.values())
