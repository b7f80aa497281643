"""Reads of specification: a PRD as it stands, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.models import Workspace
from throughline.specification import contracts
from throughline.specification.errors import LineNotFound, PrdNotFound
from throughline.specification.models import LineState, Prd
from throughline.specification.records import read_prd
from throughline.specification.rules.deciding import is_settled


@dataclass(frozen=True, slots=True)
class PrdSummary:
    """One PRD in a list: `undecided` lines still wait for a person."""

    key: str
    title: str
    status: str
    owner: str
    undecided: int
    lines: int


def get_row(workspace: Workspace, key: str) -> Prd:
    """Raises `PrdNotFound`."""
    row = Prd.objects.filter(workspace=workspace, key=key).first()
    if row is None:
        raise PrdNotFound(key)
    return row


def find_home(key: str) -> Workspace | None:
    """The workspace that keeps the PRD, whoever may see it: for the person at the machine alone."""
    row = Prd.objects.filter(key=key).select_related("workspace").order_by("workspace__is_sample").first()
    return row.workspace if row else None


def get_prd(workspace: Workspace, key: str) -> contracts.Prd:
    """The PRD as it stands now, with what was rejected and why. Raises `PrdNotFound`."""
    return read_prd(get_row(workspace, key))


def find_section(row: Prd, claim: str) -> str:
    """The key of the section a line stands in, whatever was decided about it. Raises `LineNotFound`."""
    place = row.lines.filter(claim_id=claim).values_list("place", flat=True).first()  # type: ignore[attr-defined]
    if place is None:
        raise LineNotFound(claim)
    return place.partition("/")[0]


def find_latest_prd(workspace: Workspace) -> str | None:
    """The key of the PRD that was written last, or None where there is none."""
    return Prd.objects.filter(workspace=workspace).order_by("-pk").values_list("key", flat=True).first()


def list_prds(workspace: Workspace) -> list[PrdSummary]:
    """Every PRD, latest first."""
    return [_summarise(row) for row in Prd.objects.filter(workspace=workspace).order_by("-pk")]


def _summarise(row: Prd) -> PrdSummary:
    prd = read_prd(row)
    lines = list(prd.lines)
    waiting = sum(line.undecided for line in lines)
    return PrdSummary(row.key, row.title, prd.status.value, prd.owner, waiting, len(lines))


def count_decided(workspace: Workspace, key: str) -> tuple[int, int]:
    """How many of the lines that needed a person are settled, and how many there were."""
    row = get_row(workspace, key)
    decided = sum(is_settled(line.was, by=line.decided_by) for line in row.lines.exclude(decided_by=""))  # type: ignore[attr-defined]
    waiting = sum(line.undecided for line in read_prd(row).lines)
    return decided, decided + waiting


def standing(row: Prd) -> list[contracts.Line]:
    """The lines on the page, in order."""
    from throughline.specification.exports.json import read_line

    return [read_line(line.content) for line in row.lines.filter(state=LineState.STANDS)]  # type: ignore[attr-defined]


def count_prds(workspace: Workspace) -> int:
    """How many PRDs there are here."""
    return Prd.objects.filter(workspace=workspace).count()


def has_prds(workspace: Workspace, *, title: str = "") -> bool:
    """Whether anything was written here yet, or anything with this title."""
    rows = Prd.objects.filter(workspace=workspace)
    return (rows.filter(title=title) if title else rows).exists()


def list_dated(workspace: Workspace) -> list[Prd]:
    """The PRDs that have a day for their launch or their 90-day review, by the launch."""
    dated = Prd.objects.filter(workspace=workspace).exclude(launch=None, review_date=None)
    return list(dated.defer("outline").order_by("launch", "pk"))
