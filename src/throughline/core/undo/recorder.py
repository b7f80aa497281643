"""The one way a service writes: every row it creates, updates or deletes is recorded with the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from throughline.core.contracts import Actor
from throughline.core.kernel.letters import replace_unkept
from throughline.core.models import Change, ChangedRow, Member, Workspace
from throughline.core.undo.fitting import demand_fit
from throughline.core.undo.images import Image, name_table, take_image

Row = TypeVar("Row", bound=Model)

_AT_ONCE = 500


@dataclass(frozen=True)
class Act:
    """One act under way: who, where, when, and the pen that writes and records."""

    actor: Actor
    change: Change
    now: datetime
    touched: list[tuple[str, Image | None, Image | None]] = field(default_factory=list)
    """Every row so far: its table, and its image before and after."""

    @property
    def workspace(self) -> Workspace:
        return self.actor.workspace

    @property
    def member(self) -> Member:
        return self.actor.member

    def name_subject(self, subject: object) -> None:
        """Say in the audit trail what the act was about."""
        self.change.subject = replace_unkept(str(subject)[:200])
        self.change.save(update_fields=["subject"])

    def create(self, row: Row) -> Row:
        """Insert `row` and record it. Raises `DoesNotFit`."""
        demand_fit(row)
        row.save(force_insert=True)
        self._record(row, before=None, after=take_image(row))
        return row

    def create_many(self, rows: Sequence[Row]) -> None:
        """Insert rows of one table at once and record each; their keys must be set by the database or by the caller."""
        for row in rows:
            demand_fit(row)
        if rows:
            stored = type(rows[0])._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
            ChangedRow.objects.bulk_create(
                [self._describe(row, before=None, after=take_image(row)) for row in stored], batch_size=_AT_ONCE
            )

    def update(self, row: Row, **values: Any) -> Row:
        """Set the named fields of `row` and record what they were in the database, whatever the object remembered."""
        stored = _lock(row)
        before = take_image(stored)
        for name, value in values.items():
            setattr(row, name, value)
            setattr(stored, name, value)
        demand_fit(stored)
        stored.save(update_fields=list(values))
        self._record(stored, before=before, after=take_image(stored))
        return row

    def update_many(self, rows: Sequence[Row], **values: Any) -> None:
        """Set the same fields of many rows of one table to the same values and record what each was before."""
        for start in range(0, len(rows), _AT_ONCE):
            self._update_some(rows[start : start + _AT_ONCE], values)

    def _update_some(self, rows: Sequence[Row], values: dict[str, Any]) -> None:
        manager = type(rows[0])._default_manager
        stored = list(manager.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        before = [take_image(row) for row in stored]
        for row in stored:
            for name, value in values.items():
                setattr(row, name, value)
            demand_fit(row)
        manager.filter(pk__in=[row.pk for row in stored]).update(**values)
        ChangedRow.objects.bulk_create(
            [self._describe(row, before=was, after=take_image(row)) for row, was in zip(stored, before, strict=True)],
            batch_size=_AT_ONCE,
        )

    def delete(self, row: Model) -> None:
        """Remove `row` and record what it was. Rows that point at it must be deleted first, by name."""
        described = self._describe(row, before=take_image(_lock(row)), after=None)
        row.delete()
        described.save()

    def _record(self, row: Model, *, before: Image | None, after: Image | None) -> None:
        self._describe(row, before=before, after=after).save()

    def _describe(self, row: Model, *, before: Image | None, after: Image | None) -> ChangedRow:
        self.touched.append((name_table(row), before, after))
        return ChangedRow(change=self.change, table=name_table(row), row=str(row.pk), before=before, after=after)


def _lock(row: Row) -> Row:
    """The row as it stands in the database, held until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
