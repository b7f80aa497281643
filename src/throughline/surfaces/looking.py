"""What lies in an upload, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from throughline.core.models import Workspace
from throughline.discovery.feedback.showing import CUSTOMERS, Trial, try_file
from throughline.surfaces.looked import Look, digest, name_state, read_looks, write_looks
from throughline.surfaces.uploads import Choices, Tray

__all__ = ["CUSTOMERS", "count_customers", "give_mapping", "look_at", "name_rows", "recall"]


def look_at(tray: Tray, *, workspace: Workspace | None, keep: bool = False) -> list[Trial]:
    """What every file of the tray holds and what importing it into `workspace` would do, in bounded memory.

    A file is read once: with `keep` what was found stays beside it, and holds until its words or the workspace change.
    """
    choices, looks, against = tray.read_choices(), read_looks(tray), name_state(workspace)
    found = {path.name: _look(path, name, choices, looks, workspace, against) for name, path in tray.files}
    if keep and found != looks:
        write_looks(tray, found)
    return [look.trial for look in found.values()]


def recall(tray: Tray) -> list[Trial]:
    """What is in every file of the tray, whatever it was held against: enough to order an import."""
    choices, looks = tray.read_choices(), read_looks(tray)
    return [_look(path, name, choices, looks, None, None).trial for name, path in tray.files]


def _look(
    path: Path, name: str, choices: Choices, looks: Mapping[str, Look], workspace: Workspace | None, against: str | None
) -> Look:
    columns, speakers = choices.columns.get(name, {}), choices.speakers.get(name, {})
    known, sha256 = looks.get(path.name), digest(path)
    if known and known.holds(sha256=sha256, columns=columns, speakers=speakers, against=against):
        return known
    mapping, parts = give_mapping(choices, name), dict(speakers) or None
    trial = try_file(path, name=name, mapping=mapping, speakers=parts, workspace=workspace, closely=against is not None)
    return Look(sha256, columns, speakers, against or "", trial)


def give_mapping(choices: Choices, name: str) -> dict[str, str] | None:
    """The person's word about the columns of one file, None where they said nothing."""
    return dict(choices.columns.get(name, {})) or None


def name_rows(files: Sequence[Trial]) -> str:
    """What the records of `files` are."""
    tables = {file.is_table for file in files if not file.is_customers}
    return "rows and turns" if len(tables) > 1 else "rows" if True in tables else "turns"


def count_customers(files: Sequence[Trial]) -> dict[str, object]:
    """Accounts where any are named, else people: a count never mixes the two."""
    accounts = set[str]().union(*(file.accounts for file in files))
    people = set[str]().union(*(file.people for file in files))
    found, one, many = (accounts, "account", "accounts") if accounts else (people, "person", "people")
    return {"customers": len(found), "customers_word": one if len(found) == 1 else many}
