"""What the shell's forms may hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.surfaces.shell import LOOKS


@dataclass(frozen=True, slots=True)
class UndoForm:
    """Which change; None for the last one."""

    change: int | None

    @classmethod
    def read(cls, request: HttpRequest) -> UndoForm:
        change = request.POST.get("change", "")
        return cls(int(change) if change.isdecimal() else None)


@dataclass(frozen=True, slots=True)
class LookForm:
    look: str

    @classmethod
    def read(cls, request: HttpRequest) -> LookForm:
        """Raises `BadInput`."""
        look = request.POST.get("look", "")
        if look not in LOOKS:
            raise BadInput(f"there is no look called “{look[:20]}”", mend=f"choose {', '.join(LOOKS)}")
        return cls(look)
