"""What leaves the workspace as a list: one line an item, masked, harmless to a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from throughline.core.models import Workspace
from throughline.discovery.feedback.filters import Filters
from throughline.discovery.feedback.queries import iter_items, read_disguise
from throughline.discovery.models import EvidenceRow
from throughline.discovery.rules.leaving import Disguise, neutralise_formula

HEADER = (
    "id", "date", "arrived", "text", "kind", "account", "person", "segment", "channel", "file", "row", "second_hand",
    "language",
)  # fmt: skip


def write_csv(workspace: Workspace, filters: Filters) -> Iterator[str]:
    """The items that the filters leave, latest first, line by line."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADER)
    disguise = read_disguise(workspace)
    for row in iter_items(workspace, filters):
        yield writer.writerow([neutralise_formula(cell) for cell in _list_cells(row, disguise)])


def _list_cells(row: EvidenceRow, disguise: Disguise) -> Iterable[str]:
    account = row.customer_account.name if row.customer_account else row.account
    person = row.customer_person.name if row.customer_person else row.person
    yield from (row.key, row.date.isoformat() if row.date else "", row.arrived.isoformat())
    yield from (disguise.show(row.text), row.kind, disguise.name(account), disguise.name(person))
    yield from (disguise.show(row.customer_segment), disguise.show(row.channel or ""), disguise.show(row.file.name))
    yield from (str(row.row or ""), "yes" if row.relayed_by else "no", row.language)


class _Echo:
    """A file that hands back what is written to it, so that a response can be streamed."""

    def write(self, value: str) -> str:
        return value
