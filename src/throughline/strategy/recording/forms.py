"""What the forms of a metric send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from throughline.core.kernel.errors import BadInput
from throughline.strategy.aiming.errors import NoDay
from throughline.strategy.recording.errors import NoAmount, YetToCome
from throughline.strategy.recording.reading import write_text
from throughline.strategy.rules.recording.amounts import read_amount, say_why

MEGABYTES = 5


def read_value(given: Mapping[str, str], *, unit: str, today: date) -> tuple[date, float]:
    """A day that has been, and its value. Raises `NoDay`, `YetToCome`, `NoAmount`."""
    text = given.get("value", "")
    on, value = read_on(given.get("on", "")), read_amount(text, unit=unit)
    if on > today:
        raise YetToCome(on)
    if value is None:
        why, mend = say_why(text)
        raise NoAmount(why, where="Value", mend=mend)
    return on, value


def read_on(text: str) -> date:
    """Raises `NoDay`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NoDay("Day", text) from None


def find_day(text: str) -> date | None:
    """The day in an address; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_table(upload: UploadedFile | None, rows: str) -> str:
    """The file that was given, as text, else the rows. Raises `AppError` where the file is no table."""
    if upload is None:
        return rows
    name = (upload.name or "values.csv")[-120:]
    if upload.size and upload.size > MEGABYTES * 1024 * 1024:
        raise BadInput(f"it is larger than {MEGABYTES} MB", where=name, mend="leave out what is not meant")
    return write_text(upload.read(), name)
