"""Invented events: people who sign up over half a year, come back less and less, on workdays more; some pay.

Everything follows from the seed. Times have microseconds, a few share a moment; amounts are floating numbers with
cents, some lack; one event in two hundred arrives days late; one in a thousand names no user.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

START = datetime(2026, 1, 1)  # noqa: DTZ001 - UTC without a zone, as the tables hold it
DAYS = 180
NAMES = np.array(["opened", "searched", "paid", "signed_up"])
PLANS = np.array(["free", "pro", "team", None], dtype=object)
DEVICES = np.array(["phone", "laptop", "tablet"])
_DAY = 86_400_000_000
_BLOCK = 500_000


def write_events(path: Path, count: int, *, seed: int = 1) -> None:
    """Write `count` events to a Parquet file, a block at a time."""
    random = np.random.default_rng(seed)
    writer: pq.ParquetWriter | None = None
    for start in range(0, count, _BLOCK):
        block = make_block(random, min(_BLOCK, count - start), users=max(20, count // 80))
        writer = writer or pq.ParquetWriter(path, block.schema)
        writer.write_table(block)
    if writer:
        writer.close()


def make_block(random: np.random.Generator, count: int, *, users: int) -> pa.Table:
    """A table of events in no order."""
    user = (users * random.random(count) ** 2).astype(np.int64)
    began = (user * 7_919 % (DAYS - 10)).astype(np.int64)
    age = np.minimum(random.exponential(25, count), DAYS - 1 - began)
    name = random.choice(4, count, p=[0.62, 0.25, 0.1, 0.03])
    age = np.where(name == 3, random.random(count), age)
    moment = (began * _DAY + age * _DAY).astype(np.int64)
    moment = np.where(random.random(count) < 0.1, moment // 60_000_000 * 60_000_000, moment)
    late = np.where(random.random(count) < 0.005, random.random(count) * 6 * _DAY, random.exponential(2e6, count))
    base = int((START - datetime(1970, 1, 1)).total_seconds()) * 1_000_000  # noqa: DTZ001
    unnamed = random.random(count) < 0.001
    amount = np.round(random.lognormal(3, 1, count), 2)
    seconds = random.geometric(0.01, count).astype(np.int64)
    return pa.table(
        {
            "moment": pa.array(base + moment, pa.timestamp("us")),
            "received": pa.array(base + moment + late.astype(np.int64), pa.timestamp("us")),
            "user_id": pa.array([None if lost else f"u{n}" for n, lost in zip(user, unnamed, strict=True)]),
            "event": pa.array(NAMES[name]),
            "plan": pa.array(PLANS[user % 4]),
            "device": pa.array(DEVICES[random.choice(3, count)]),
            "amount": pa.array(amount, mask=(name != 2) | (random.random(count) < 0.01)),
            "seconds": pa.array(seconds, mask=name != 0),
        }
    )
