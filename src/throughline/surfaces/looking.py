"""What lies in an upload, before anything of it is kept: every file read once, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Column, Evidence, FileKind, Rejected, Speaker
from throughline.discovery.reading.customers import read_customers
from throughline.discovery.reading.files import open_file
from throughline.surfaces.uploads import Choices, Tray

CUSTOMERS = "customers"
SHOWN = 3


@dataclass
class Looked:
    """One file as it was read: what is in it, what was recognised, or why it cannot be used."""

    name: str
    trouble: str = ""
    kind: str = ""
    records: int = 0
    items: int = 0
    second_hand: int = 0
    skipped: int = 0
    asked: int = 0
    listed: int = 0
    segments: list[str] = field(default_factory=list[str])
    accounts: set[str] = field(default_factory=set[str])
    people: set[str] = field(default_factory=set[str])
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    examples: list[Evidence] = field(default_factory=list[Evidence])
    refused: list[Rejected] = field(default_factory=list[Rejected])

    @property
    def is_customers(self) -> bool:
        return self.kind == CUSTOMERS

    @property
    def is_table(self) -> bool:
        return self.kind == FileKind.FEEDBACK and bool(self.columns)


def look_at(tray: Tray) -> list[Looked]:
    """Read every file of the tray once, in bounded memory."""
    choices = tray.read_choices()
    return [_look(name, path, choices) for name, path in tray.files]


def _look(name: str, path: Path, choices: Choices) -> Looked:
    looked = Looked(name)
    try:
        speakers = choices.speakers.get(name) or None
        reading = open_file(path, mapping=give_mapping(choices, name), speakers=speakers, name=name)
        looked.kind, looked.columns, looked.speakers = reading.kind, reading.columns, reading.speakers
        _tally(looked, reading)
        looked.records, looked.speakers = reading.records, reading.speakers
    except AppError as error:
        if _look_for_customers(looked, path):
            return looked
        error.move(name)
        looked.trouble = error.page_sentence
    return looked


def _look_for_customers(looked: Looked, path: Path) -> bool:
    """Whether a file in which nobody speaks is a table of customers: it says who there is to be heard."""
    try:
        found = read_customers(path)
    except AppError:
        return False
    if not any(customer.segment for customer in found):
        return False
    looked.kind, looked.listed = CUSTOMERS, len(found)
    looked.segments = sorted({customer.segment for customer in found if customer.segment})
    return True


def _tally(looked: Looked, records: Iterable[Evidence | Rejected]) -> None:
    for record in records:
        if isinstance(record, Rejected):
            looked.skipped += 1
            looked.refused += [record] if len(looked.refused) < SHOWN else []
        elif record.interviewer:
            looked.asked += 1
        else:
            looked.items += 1
            looked.second_hand += record.relayed_by is not None
            looked.accounts |= {record.account} if record.account else set()
            looked.people |= {record.person} if record.person else set()
            looked.examples += [record] if len(looked.examples) < SHOWN else []


def give_mapping(choices: Choices, name: str) -> dict[str, str] | None:
    """The person's word about the columns of one file, None where they said nothing."""
    return dict(choices.columns.get(name, {})) or None


def name_rows(files: Sequence[Looked]) -> str:
    """What the records of `files` are."""
    tables = {file.is_table for file in files if not file.is_customers}
    return "rows and turns" if len(tables) > 1 else "rows" if True in tables else "turns"


def count_customers(files: Sequence[Looked]) -> dict[str, object]:
    """Accounts where any are named, else people: a count never mixes the two."""
    accounts = set().union(*(file.accounts for file in files))
    people = set().union(*(file.people for file in files))
    found, one, many = (accounts, "account", "accounts") if accounts else (people, "person", "people")
    return {"customers": len(found), "customers_word": one if len(found) == 1 else many}
