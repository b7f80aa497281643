"""The only place that reads the time. Everything is UTC; rules get the time passed in."""

from __future__ import annotations

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def utc_today() -> date:
    """The present date in UTC."""
    return utc_now().date()
