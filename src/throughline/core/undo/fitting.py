"""Whether a row fits its table, on every database alike.

PostgreSQL refuses what is longer than its column, and characters that SQLite would keep (`core.kernel.letters`). So a
service refuses them itself, in words.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Model

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.letters import find_unkept


class DoesNotFit(BadInput):
    """A value that cannot be kept in its place."""

    def __init__(self, row: Model, field: Field[Any, Any], what: str, mend: str) -> None:
        super().__init__(f"the {field.verbose_name} of this {row._meta.verbose_name} {what}", mend=mend)


def demand_fit(row: Model) -> None:
    """Raise `DoesNotFit` where the database would refuse a value of `row`, or another database would."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            _demand_length(row, field, value)
        if not isinstance(value, int | float) and _holds_unkept(value):
            raise DoesNotFit(row, field, "holds a character that no text has", "write it anew")


def _demand_length(row: Model, field: Field[Any, Any], value: str) -> None:
    if field.max_length is not None and len(value) > field.max_length:
        raise DoesNotFit(row, field, f"has {len(value):,} characters", f"use at most {field.max_length}")


def _holds_unkept(value: object) -> bool:
    if isinstance(value, str):
        return find_unkept(value) != ""
    if isinstance(value, dict):
        return any(map(_holds_unkept, value.keys())) or any(map(_holds_unkept, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_unkept, value))
