"""What the forms of time send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from throughline.rhythm.rules.timing.aims import PRESETS
from throughline.rhythm.rules.timing.contracts import WORK, Kind
from throughline.rhythm.timing.errors import CalendarTooLarge, UnknownKind, UnusableAim, WithoutFile
from throughline.rhythm.timing.reading import MEGABYTES


@dataclass(frozen=True, slots=True)
class Given:
    """A calendar file as it was given, and whose address it is to be read as, if that was said."""

    name: str
    data: bytes
    own: str

    @classmethod
    def read(cls, request: HttpRequest) -> Given:
        """Raises `WithoutFile`, `CalendarTooLarge`."""
        upload = request.FILES.get("calendar")
        if upload is None:
            raise WithoutFile
        name = upload.name or "calendar.ics"
        if upload.size and upload.size > MEGABYTES * 1024 * 1024:
            raise CalendarTooLarge(name, MEGABYTES)
        return cls(name[-120:], upload.read(), request.POST.get("own", "").strip()[:255])


def read_kind(request: HttpRequest) -> Kind:
    """Raises `UnknownKind`."""
    said = request.POST.get("kind", "")
    try:
        return Kind(said)
    except ValueError:
        raise UnknownKind(said) from None


def read_shares(request: HttpRequest) -> Mapping[Kind, int]:
    """A starting point's shares, or those that were typed. Raises `UnusableAim`."""
    preset = next((one for one in PRESETS if one.key == request.POST.get("preset")), None)
    if preset is not None:
        return preset.shares
    try:
        return {kind: int(request.POST.get(kind.value, "")) for kind in WORK}
    except ValueError:
        raise UnusableAim("a share is a whole number") from None


def read_week(value: str) -> date | None:
    """Any day of the week that is asked for; None where it is no day, or one no calendar holds."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 1970 < day.year < 2200 else None
