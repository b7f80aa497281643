"""A row as plain values that JSON can hold, and back."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import DecimalField, Model

Image = dict[str, Any]


def take_image(row: Model) -> Image:
    """Every stored field of `row` by its column name, as JSON values."""
    return {field.attname: _write_value(row, field) for field in row._meta.concrete_fields}


def _write_value(row: Model, field: Any) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    if isinstance(field, DecimalField):  # as it will be read again, whatever was assigned
        return f"{value:.{field.decimal_places}f}"
    return field.value_to_string(row)


def build_row(table: str, image: Image) -> Model:
    """The unsaved row that `take_image` described; `table` is `app.model`."""
    model = apps.get_model(table)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: None if value is None else fields[name].to_python(value) for name, value in image.items()}
    return model(**values)


def find_image(table: str, row: str) -> Image | None:
    """The row as it stands now, or None where there is none."""
    found = apps.get_model(table)._default_manager.filter(pk=row).first()
    return None if found is None else take_image(found)


def name_table(row: Model) -> str:
    """`app.model`, as `build_row` takes it."""
    return row._meta.label_lower
