"""What the shell's forms may hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.discovery.rules.columns import ROLES
from throughline.surfaces.shell import LOOKS
from throughline.surfaces.uploads import Choices, Tray

ROLE_NAMES = {
    "text": "what was said",
    "customer": "customer (account or person)",
    "account": "account",
    "person": "person",
    "segment": "segment",
    "date": "date",
    "channel": "channel",
    "relayed_by": "passed on by",
    "question": "question asked",
    "speaker": "speaker",
    "id": "its own id",
    "plan": "plan",
    "revenue": "revenue",
    "size": "size of the account",
}


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


def read_number(request: HttpRequest, name: str) -> int | None:
    """A whole number from the address, None where it is absent. Raises `BadInput` where it is something else."""
    text = request.GET.get(name, "")
    if text and not (text.isdecimal() and len(text) < 19):
        raise BadInput(f"“{text[:20]}” is no place in this list", mend="start from its beginning")
    return int(text) if text else None


def read_numbers(request: HttpRequest, name: str) -> list[int]:
    """Whole numbers from the address, separated by commas; whatever else is there is passed over."""
    return [int(text) for text in request.GET.get(name, "").split(",") if text.isdecimal() and len(text) < 19]


def read_choices(request: HttpRequest, tray: Tray) -> Choices:
    """The corrections of the form. Raises `BadInput` where two columns are said to be the same."""
    kept = tray.read_choices()
    columns: dict[str, dict[str, str]] = {}
    speakers: dict[str, dict[str, str]] = {}
    for number, (name, _) in enumerate(tray.files):
        roles = dict(
            zip(request.POST.getlist(f"column-{number}"), request.POST.getlist(f"role-{number}"), strict=False)
        )
        voices = dict(
            zip(request.POST.getlist(f"voice-{number}"), request.POST.getlist(f"asks-{number}"), strict=False)
        )
        columns[name] = _turn_round(roles, name) if roles else dict(kept.columns.get(name, {}))
        speakers[name] = voices or dict(kept.speakers.get(name, {}))
    return Choices(columns, speakers)


def _read_pairs(request: HttpRequest, names: str, values: str) -> dict[str, str]:
    return dict(zip(request.POST.getlist(names), request.POST.getlist(values), strict=False))


def _turn_round(roles: dict[str, str], name: str) -> dict[str, str]:
    """From the role of each column to the column of each role; a role nobody has is taken away."""
    found = dict.fromkeys(ROLES, "")
    for column, role in roles.items():
        if role not in found:
            continue
        if found[role]:
            both = f"“{found[role]}” and “{column}” cannot both be {ROLE_NAMES[role]}"
            raise BadInput(both, where=name, mend="choose one of them")
        found[role] = column
    return found
