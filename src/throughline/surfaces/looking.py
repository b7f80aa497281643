"""What lies in an upload, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.models import Workspace
from throughline.discovery.feedback.showing import CUSTOMERS, Trial, try_file
from throughline.surfaces.uploads import Choices, Tray

__all__ = ["CUSTOMERS", "count_customers", "give_mapping", "look_at", "name_rows"]


def look_at(tray: Tray, *, workspace: Workspace | None = None, closely: bool = False) -> list[Trial]:
    """Read every file of the tray once, in bounded memory; `closely` for a page that says what importing would do."""
    choices = tray.read_choices()
    return [
        try_file(
            path,
            name=name,
            mapping=give_mapping(choices, name),
            speakers=choices.speakers.get(name) or None,
            workspace=workspace,
            closely=closely,
        )
        for name, path in tray.files
    ]


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
