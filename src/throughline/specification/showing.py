"""What a PRD's pages show: every line with who said it, what a person made of it, and what it rests on. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from throughline.core.commenting.queries import Thread
from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence
from throughline.discovery.queries import list_evidence
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Status
from throughline.specification.errors import LineNotFound
from throughline.specification.exports.json import read_line
from throughline.specification.grounds import lay_ground, list_cited
from throughline.specification.models import LineState, PrdLine
from throughline.specification.models import Prd as PrdRow
from throughline.specification.queries import get_row
from throughline.specification.records import read_prd
from throughline.specification.reviewing.queries import Review, mark_stale
from throughline.specification.rules.deciding import is_settled
from throughline.specification.rules.editing import TABLES
from throughline.specification.rules.marking import EditMark, mark_edit
from throughline.specification.rules.sections import BY_KEY, Part

PAGE = 40


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on the page. `piece` is whom a quote is by, `by` who decided, `mark` what an edit did to it."""

    line: Line
    piece: Evidence | None = None
    by: str = ""
    was: Claim | None = None
    mark: EditMark | None = None
    comments: int = 0
    """The threads beside it that nobody has resolved."""

    @property
    def waits(self) -> bool:
        """Whether a person still has to say yes, something else, or no."""
        return self.line.undecided

    @property
    def acceptable(self) -> bool:
        """Whether a plain yes settles it: nothing is left open in its words."""
        return self.waits and self.line.role is not Role.BLANK and "[decide" not in self.line.claim.text

    @property
    def open_cells(self) -> bool:
        """Whether some of its cells are left open, so that it is edited cell by cell."""
        return any("[decide" in cell for cell in self.line.cells)

    @property
    def quoted(self) -> bool:
        return self.line.claim.origin is Origin.QUOTE and self.line.role in QUOTING

    @property
    def numbered(self) -> bool:
        named = bool(self.line.label) and not self.quoted
        return named or (self.line.role in NUMBERED and self.waits)

    @property
    def movable(self) -> bool:
        """Whether a person orders it among its like: what has a label, and what they wrote."""
        return self.line.role in NUMBERED or bool(self.by)

    @property
    def wrong(self) -> bool:
        return self.mark is not None and not self.mark.holds


QUOTING = frozenset({Role.QUOTE, Role.SITUATION, Role.PURPOSE, Role.REQUEST, Role.SENTENCE})
NUMBERED = frozenset(
    {Role.CRITERION, Role.REQUIREMENT, Role.QUESTION, Role.EDGE_CASE, Role.RISK, Role.METRIC, Role.NON_GOAL}
)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    block: Block
    lines: tuple[ShownLine, ...]

    @property
    def is_table(self) -> bool:
        return bool(self.block.columns)

    def cells(self, line: Line) -> list[str]:
        """The cells of a row, at most as many as there are columns; else its label, words and owner."""
        width = len(self.block.columns)
        if line.cells:
            own = list(line.cells)
            return ([line.label, *own] if line.label and len(own) < width else own)[:width]
        parts = [line.label or None, line.claim.text, line.owner or None]
        return [part for part in parts if part is not None][:width]

    @property
    def leading(self) -> int:
        """The column one clicks on: the first of a table of numbers, else the one with most to read."""
        if self.numeric or not self.lines:
            return 0
        rows = [self.cells(shown.line) for shown in self.lines]
        widths = [sum(len(row[n]) for row in rows if n < len(row)) for n in range(len(self.block.columns))]
        return widths.index(max(widths))

    @property
    def deciding(self) -> bool:
        """Whether some line waits for a person, or has been decided, so that the table needs a column for it."""
        return any(shown.waits or shown.by for shown in self.lines)

    @property
    def numeric(self) -> bool:
        """Whether every cell after the first is a number, so that they are set to the right."""
        rest = 1 - len(self.block.columns)
        cells = [cell for shown in self.lines for cell in shown.line.cells[rest:]]
        return bool(cells) and all(cell.replace(",", "").replace(".", "").strip("% ").isdigit() for cell in cells)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section, what a person may add to it, and whether it is its craft's alone to write."""

    section: Section
    blocks: tuple[ShownBlock, ...]
    part: Part

    @property
    def empty(self) -> bool:
        return not any(block.lines for block in self.blocks)

    @property
    def adding(self) -> str:
        """The block that takes a line which is added to the section as a whole; empty where it makes its own."""
        tables = [one.block.id for one in self.blocks if one.is_table and self.part.key in TABLES]
        return tables[-1] if tables else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One origin with the number of lines that have it, for the legend."""

    origin: Origin
    count: int
    meaning: str


MEANINGS = {
    Origin.QUOTE: "Somebody’s words, letter for letter.",
    Origin.NUMBER: "Counted again from the rows it names.",
    Origin.INFERENCE: "Follows from the rows it names.",
    Origin.PROPOSAL: "Proposed. Nobody has agreed yet.",
    Origin.JUDGEMENT: "A person wrote or accepted it.",
    Origin.ASSUMPTION: "Nobody has shown it.",
}


@dataclass(frozen=True, slots=True)
class ShownPrd:
    """A PRD as its page shows it; `decided` of `total` lines that needed a person are settled."""

    prd: Prd
    settle: tuple[ShownLine, ...]
    sections: tuple[ShownSection, ...]
    decided: int
    total: int
    kinds: tuple[Kind, ...]
    wrong: int
    taken_out: frozenset[str]
    review: Review


def show_prd(workspace: Workspace, key: str) -> ShownPrd:
    """The PRD with everything its page needs, in a fixed number of queries. Raises `PrdNotFound`."""
    row = get_row(workspace, key)
    prd = read_prd(row)
    rows = {line.claim_id: line for line in row.lines.all()}  # type: ignore[attr-defined]
    review = Review(row, prd)
    shown = Showing(workspace, prd, rows, review.threads)
    settle = tuple(map(shown.show, prd.settle))
    sections = tuple(
        ShownSection(section, tuple(ShownBlock(b, tuple(map(shown.show, b.lines))) for b in section.blocks), part)
        for section in prd.sections
        for part in (BY_KEY.get(section.key) or Part(section.key, section.number, section.title),)
    )
    lines = list(prd.lines)
    decided = sum(is_settled(line.was, by=line.decided_by) for line in rows.values())
    return ShownPrd(
        prd=mark_stale(prd, review),
        settle=settle,
        sections=sections,
        decided=decided,
        total=decided + sum(line.undecided for line in lines),
        kinds=_count_kinds(lines),
        wrong=sum(shown.show(line).wrong for line in lines if rows[line.claim.id].was),
        taken_out=frozenset(key for key, line in rows.items() if line.state == LineState.REJECTED),
        review=review,
    )


def _count_kinds(lines: Iterable[Line]) -> tuple[Kind, ...]:
    counts = Counter(line.claim.origin for line in lines)
    return tuple(Kind(origin, counts[origin], meaning) for origin, meaning in MEANINGS.items() if counts[origin])


class Showing:
    """Turns lines into shown lines; what they cite is loaded once for all of them."""

    def __init__(
        self,
        workspace: Workspace,
        prd: Prd,
        rows: Mapping[str, PrdLine],
        threads: Mapping[str, Sequence[Thread]] | None = None,
    ) -> None:
        self.rows, self.threads = rows, threads or {}
        edited = [read_line(row.was) for row in rows.values() if row.was and row.state == LineState.STANDS]
        quotes = [line.claim for line in prd.lines if line.claim.origin is Origin.QUOTE]
        changed = [line.claim for line in edited]
        self.pieces = {piece.id: piece for piece in list_evidence(workspace, list_cited(quotes + changed))}
        self.ground = lay_ground(workspace, changed, self.pieces) if changed else None

    def show(self, line: Line) -> ShownLine:
        row = self.rows.get(line.claim.id)
        was = read_line(row.was).claim if row and row.was else None
        mark = mark_edit(was, line.claim.text, self.ground) if was and self.ground else None
        beside = sum(thread.comment.resolved is None for thread in self.threads.get(line.claim.id, ()))
        return ShownLine(line, self._find_piece(line), row.decided_by if row else "", was, mark, beside)

    def _find_piece(self, line: Line) -> Evidence | None:
        if line.claim.origin is not Origin.QUOTE:
            return None
        ids = (citation.evidence for citation in line.claim.citations)
        return next((self.pieces[id_] for id_ in ids if id_ in self.pieces), None)


def show_line(workspace: Workspace, key: str, claim: str) -> ShownLine:
    """One line as it stands. Raises `PrdNotFound` or `LineNotFound`."""
    row = get_row(workspace, key)
    return show_one(workspace, row, claim)[0]


def show_one(workspace: Workspace, row: PrdRow, claim: str) -> tuple[ShownLine, Prd, Showing]:
    """One line with the PRD it stands in. Raises `LineNotFound`."""
    prd = read_prd(row)
    line = next((line for line in prd.lines if line.claim.id == claim), None)
    if line is None:
        raise LineNotFound(claim)
    rows = {line.claim_id: line for line in row.lines.all()}  # type: ignore[attr-defined]
    showing = Showing(workspace, prd, rows)
    return showing.show(line), prd, showing


@dataclass(frozen=True, slots=True)
class PrdEntry:
    """One PRD in the list: how many of its lines still wait for a person."""

    pk: int
    key: str
    title: str
    status: str
    size: str
    owner: str
    made: object
    lines: int
    waiting: int


def count_statuses(workspace: Workspace) -> list[tuple[str, int]]:
    """How many PRDs stand at each status that has any, in their order."""
    found = PrdRow.objects.filter(workspace=workspace).values_list("status").annotate(number=Count("pk")).order_by()
    counts = dict(found)
    return [(status.value, counts[status]) for status in Status if counts.get(status)]


def list_entries(workspace: Workspace, *, before: int = 0, status: str = "") -> tuple[list[PrdEntry], int]:
    """A page of the PRDs, latest first, of one status if it is named, and where the next page begins; 0 at the end."""
    stands = Q(lines__state=LineState.STANDS)
    waits = Q(lines__content__origin=Origin.PROPOSAL.value) | Q(lines__content__role=Role.BLANK.value)
    rows = PrdRow.objects.filter(workspace=workspace, **({"pk__lt": before} if before else {}))
    rows = rows.filter(status=status) if status else rows
    rows = rows.annotate(total=Count("lines", filter=stands), waiting=Count("lines", filter=stands & waits))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    entries = [_describe_row(row) for row in found[:PAGE]]
    return entries, entries[-1].pk if len(found) > PAGE else 0


def _describe_row(row: PrdRow) -> PrdEntry:
    outline = row.outline
    return PrdEntry(
        pk=row.pk,
        key=row.key,
        title=row.title,
        status=row.status,
        size=outline.get("size", ""),
        owner=row.owner,
        made=row.made,
        lines=row.total,  # type: ignore[attr-defined]
        waiting=row.waiting,  # type: ignore[attr-defined]
    )
