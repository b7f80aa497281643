"""Weeks from Monday to Sunday."""

from __future__ import annotations

from datetime import date, timedelta


def find_monday(day: date) -> date:
    """The Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())
