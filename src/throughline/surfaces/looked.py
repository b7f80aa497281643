"""What was found in the files of a tray, kept beside them: a reading that still holds is not done twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any

from throughline.core.models import Change, Workspace
from throughline.discovery.contracts import Column, Evidence, EvidenceKind, Rejected, Speaker
from throughline.discovery.feedback.showing import Trial
from throughline.discovery.rules.columns import ROLES
from throughline.surfaces.uploads import Tray

LOOKED = "looked.json"
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """One reading of a file: its bytes, the person's word it was read with, the workspace it was held against."""

    sha256: str
    columns: Said
    speakers: Said
    against: str
    trial: Trial

    def holds(self, *, sha256: str, columns: Said, speakers: Said, against: str | None) -> bool:
        """Whether reading these bytes with these words would find the same; `against` None is any workspace."""
        if self.sha256 != sha256 or against not in (None, self.against):
            return False
        parts = {voice.name: "interviewer" if voice.interviewer else "customer" for voice in self.trial.speakers}
        roles = {column.role: column.name for column in self.trial.columns if column.role in ROLES}
        return _says(columns, self.columns, roles) and _says(speakers, self.speakers, parts)


def _says(said: Said, read_with: Said, found: Said) -> bool:
    """Whether a person's word is the one it was read with, or agrees with what was found in it."""
    given = {key: value for key, value in said.items() if value}
    return dict(said) == dict(read_with) or given == found


def name_state(workspace: Workspace | None) -> str:
    """The workspace as it stands: whatever changes it changes this."""
    if workspace is None:
        return ""
    last = Change.objects.filter(workspace=workspace).order_by("-pk").values_list("pk", flat=True).first()
    return f"{workspace.pk}:{last or 0}"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_looks(tray: Tray) -> dict[str, Look]:
    """By the name each file is stored under; nothing where nobody has looked yet."""
    path = tray.folder / LOOKED
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {stored: Look(**{**values, "trial": _read_trial(values["trial"])}) for stored, values in kept.items()}


def write_looks(tray: Tray, looks: Mapping[str, Look]) -> None:
    """In place of what was kept before."""
    kept = {stored: _write_look(look) for stored, look in looks.items()}
    (tray.folder / LOOKED).write_text(json.dumps(kept, default=str), encoding="utf-8")


def _write_look(look: Look) -> dict[str, Any]:
    said = {"columns": dict(look.columns), "speakers": dict(look.speakers)}
    return {"sha256": look.sha256, **said, "against": look.against, "trial": _write_trial(look.trial)}


_COUNTERS = ("personal", "languages", "nameless")
_SETS = ("accounts", "people")
_PARTS = ("columns", "speakers", "examples", "refused")


def _write_trial(trial: Trial) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(trial, field.name) for field in fields(trial)}
    values |= {name: dict(values[name]) for name in _COUNTERS}
    values |= {name: sorted(values[name]) for name in _SETS}
    return values | {name: [asdict(one) for one in values[name]] for name in _PARTS}


def _read_trial(values: dict[str, Any]) -> Trial:
    parts = {
        "columns": tuple(Column(**one) for one in values["columns"]),
        "speakers": tuple(Speaker(**one) for one in values["speakers"]),
        "examples": [_read_piece(one) for one in values["examples"]],
        "refused": [Rejected(**one) for one in values["refused"]],
    }
    parts |= {name: Counter(values[name]) for name in _COUNTERS} | {name: set(values[name]) for name in _SETS}
    return Trial(**{**values, **parts})


def _read_piece(values: dict[str, Any]) -> Evidence:
    day = date.fromisoformat(values["date"]) if values["date"] else None
    return Evidence(**{**values, "kind": EvidenceKind(values["kind"]), "date": day})
