"""What the forms that write in a PRD may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from throughline.specification.errors import WithoutWords
from throughline.specification.rules.deciding import word_row

LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class LineForm:
    """A new line: its words, in cells where it is a table's row, who answers for it, and what it comes after."""

    text: str
    cells: tuple[str, ...]
    owner: str
    after: str

    @classmethod
    def read(cls, request: HttpRequest, columns: Sequence[str]) -> LineForm:
        """Raises `WithoutWords` where there are none."""
        cells = tuple(" ".join(cell.split())[:LONGEST_CELL] for cell in request.POST.getlist("cell"))
        text = word_row(columns, cells) if _fits(cells, columns) else request.POST.get("text", "")
        if cells and not cells[0]:
            raise WithoutWords("a row", LONGEST_CELL)
        kept = tuple(cell or "[decide]" for cell in cells) if _fits(cells, columns) else ()
        owner = " ".join(request.POST.get("owner", "").split())[:120]
        return cls(text, kept, owner, request.POST.get("after", "")[:64])


def _fits(cells: Sequence[str], columns: Sequence[str]) -> bool:
    return bool(cells) and len(cells) == len(columns)


def read_place(request: HttpRequest) -> str:
    """What something is put before: an id, or empty for last."""
    return request.POST.get("before", "")[:80]
