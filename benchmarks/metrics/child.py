"""One way to compute the metrics, alone in a process: prints seconds by metric, whole seconds and peak memory in MB."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FAR = datetime(2100, 1, 1)  # noqa: DTZ001 - UTC without a zone


def run_ours(path: Path, zone: str) -> dict[str, float]:
    """Every definition, looking at the table included."""
    from throughline.measurement.metrics.computing import compute, prepare
    from throughline.measurement.metrics.engines import open_files
    from throughline.measurement.metrics.parsing import parse_definitions
    from throughline.measurement.metrics.using import list_uses

    text = (HERE / "twenty.yaml").read_text(encoding="utf-8").replace("Europe/Berlin", zone)
    definitions = parse_definitions(text, where="twenty.yaml")
    seconds: dict[str, float] = {}
    with open_files(path, definitions.columns, list_uses(definitions)) as source:
        start = time.perf_counter()
        prepared = prepare(source, definitions, now=FAR)
        seconds["(looking at the table)"] = time.perf_counter() - start
        for metric in definitions.metrics:
            start = time.perf_counter()
            compute(prepared, metric, definitions)
            seconds[metric.name] = time.perf_counter() - start
    return seconds


def run_by_hand(path: Path, zone: str) -> dict[str, float]:
    """The same in DuckDB's SQL, written by hand."""
    import duckdb
    from by_hand import write_queries

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'").fetchall()
    seconds: dict[str, float] = {}
    for name, query in write_queries(str(path), zone).items():
        start = time.perf_counter()
        connection.execute(query).fetchall()
        seconds[name] = time.perf_counter() - start
    return seconds


def run_pandas(path: Path, zone: str) -> dict[str, float]:
    """Eight of them in pandas, one of each kind but funnels: only the columns that are needed are read."""
    import pandas as pd

    start = time.perf_counter()
    events = pd.read_parquet(path, columns=["moment", "user_id", "event", "amount", "plan"])
    local = events["moment"].dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)
    events["day"] = local.dt.floor("D")
    paid = events[events["event"] == "paid"]
    events[events["event"] == "opened"].groupby("day").size()
    events.groupby("day")["user_id"].nunique()
    paid.groupby("day")["amount"].sum()
    paid.groupby("day")["amount"].quantile(0.5, interpolation="lower")
    events.groupby([local.dt.to_period("M"), "plan"])["user_id"].nunique()
    first = events[events["event"] == "signed_up"].groupby("user_id")["day"].min()
    back = events[["user_id", "day"]].drop_duplicates()
    back["began"] = back["user_id"].map(first)
    back[back["day"] == back["began"] + pd.Timedelta(days=1)].groupby("began").size()
    return {"(eight metrics)": time.perf_counter() - start}


WAYS: dict[str, Any] = {"ours": run_ours, "by-hand": run_by_hand, "pandas": run_pandas}

if __name__ == "__main__":
    way, path, zone = sys.argv[1:]
    begun = time.perf_counter()
    seconds = WAYS[way](Path(path), zone)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "whole": time.perf_counter() - begun, "peak_mb": peak}))
