"""What leaves the workspace as a list: one line an item, masked, harmless to a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from throughline.core.models import Workspace
from throughline.discovery.feedback.filters import Filters
from throughline.discovery.feedback.queries import Standing, iter_items, list_attributes, list_standing, read_disguise
from throughline.discovery.models import EvidenceRow
from throughline.discovery.rules.leaving import Disguise, neutralise_formula

HEADER = (
    "id", "date", "arrived", "text", "kind", "account", "person", "segment", "channel", "file", "row", "second_hand",
    "language", "question", "theme", "opportunities",
)  # fmt: skip
_AT_ONCE = 500


def write_csv(workspace: Workspace, filters: Filters) -> Iterator[str]:
    """The items that the filters leave, latest first, line by line; after what all have, every attribute of any."""
    writer = csv.writer(_Echo())
    disguise, attributes = read_disguise(workspace), list_attributes(workspace, filters)
    heads = [*HEADER, *(_name_attribute(disguise.show(name)) for name in attributes)]
    yield "\ufeff" + writer.writerow([neutralise_formula(head) for head in heads])
    items = iter_items(workspace, filters)
    while rows := list(islice(items, _AT_ONCE)):
        standing = list_standing(workspace, [row.pk for row in rows])
        for row in rows:
            cells = [*_list_cells(row, disguise), *_list_standing(row, standing, disguise)]
            cells += _list_attributes(row, attributes, disguise)
            yield writer.writerow([neutralise_formula(cell) for cell in cells])


def _name_attribute(name: str) -> str:
    """Its column's name; one that has the name of something else here says what it is."""
    return f"{name} (attribute)" if name.strip().casefold() in HEADER else name


def _list_cells(row: EvidenceRow, disguise: Disguise) -> Iterable[str]:
    account = row.customer_account.name if row.customer_account else row.account
    person = row.customer_person.name if row.customer_person else row.person
    yield from (row.key, row.date.isoformat() if row.date else "", row.arrived.isoformat())
    yield from (disguise.show(row.text), row.kind, disguise.name(account), disguise.name(person))
    yield from (disguise.show(row.customer_segment), disguise.show(row.channel or ""), disguise.show(row.file.name))
    yield from (str(row.row or ""), "yes" if row.relayed_by else "no", row.language, disguise.show(row.question or ""))


def _list_standing(row: EvidenceRow, standing: Standing, disguise: Disguise) -> Iterable[str]:
    yield disguise.show(standing.themes.get(row.pk, ""))
    yield disguise.show("; ".join(standing.opportunities.get(row.pk, ())))


def _list_attributes(row: EvidenceRow, names: Sequence[str], disguise: Disguise) -> Iterable[str]:
    values = (row.attributes.get(name) for name in names)
    yield from ("" if value is None else disguise.show(str(value)) for value in values)


class _Echo:
    """A file that hands back what is written to it, so that a response can be streamed."""

    def write(self, value: str) -> str:
        return value
