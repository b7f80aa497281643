"""Reads of discovery: the corpus as it is stored, its themes, one piece of evidence in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from throughline.core.models import Workspace
from throughline.discovery import contracts
from throughline.discovery.errors import EvidenceNotFound, ThemeNotFound
from throughline.discovery.models import (
    Account,
    BatchState,
    EvidenceRow,
    RejectedRow,
    SourceFile,
    Theme,
    ThemeMember,
    ThemeRun,
)
from throughline.discovery.reading.customers import Customer, fill_piece, join_customers
from throughline.discovery.records import read_evidence, read_file, read_theme


def visible_files(workspace: Workspace) -> QuerySet[SourceFile]:
    """The files whose import is complete, in the order they came."""
    return SourceFile.objects.filter(workspace=workspace, state=BatchState.VISIBLE).order_by("pk")


def list_imported(
    workspace: Workspace, *, names: Collection[str], between: tuple[datetime, datetime]
) -> list[SourceFile]:
    """The visible files of these names that came in that time: what one import brought, and none from before it."""
    return list(visible_files(workspace).filter(name__in=names, imported__range=between))


def visible_evidence(workspace: Workspace) -> QuerySet[EvidenceRow]:
    """The evidence of those files, in order."""
    rows = EvidenceRow.objects.filter(workspace=workspace, visible=True)
    known = rows.select_related("file", "customer_account", "customer_person")
    return known.order_by("file_id", "position")


@dataclass(frozen=True, slots=True)
class FileSummary:
    """One imported file with its counts; `accounts` counts distinct customers."""

    name: str
    kind: str
    records: int
    items: int
    skipped: int
    second_hand: int


def list_files(workspace: Workspace) -> list[FileSummary]:
    """Every visible file with what came of its records."""
    relayed = Q(evidence__relayed_by__isnull=False)
    files = visible_files(workspace).annotate(
        items=Count("evidence", distinct=True),
        skipped=Count("rejected", distinct=True),
        second_hand=Count("evidence", filter=relayed, distinct=True),
    )
    return [FileSummary(f.name, f.kind, f.records, f.items, f.skipped, f.second_hand) for f in files]  # type: ignore[attr-defined]


def load_corpus(workspace: Workspace) -> contracts.Corpus:
    """Everything visible, as the same `Corpus` that reading the files gives."""
    rejected = _group_rejected(workspace)
    evidence: dict[int, list[contracts.Evidence]] = {}
    for row in visible_evidence(workspace).iterator(chunk_size=2000):
        evidence.setdefault(row.file_id, []).append(read_evidence(row, row.file.name))  # type: ignore[attr-defined]
    files = [read_file(file, evidence.get(file.pk, []), rejected.get(file.pk, [])) for file in visible_files(workspace)]
    return join_customers(contracts.Corpus(files=tuple(files)), list_customers(workspace))


def list_customers(workspace: Workspace) -> list[Customer]:
    """Every account of the customer table, by name."""
    accounts = Account.objects.filter(workspace=workspace, listed=True).order_by("name")
    return [read_customer(account) for account in accounts]


def _group_rejected(workspace: Workspace) -> dict[int, list[RejectedRow]]:
    rows = RejectedRow.objects.filter(file__workspace=workspace, file__state=BatchState.VISIBLE)
    grouped: dict[int, list[RejectedRow]] = {}
    for row in rows.order_by("file_id", "row"):
        grouped.setdefault(row.file_id, []).append(row)  # type: ignore[attr-defined]
    return grouped


def get_themes(workspace: Workspace) -> contracts.Themes | None:
    """The themes as they stand, largest first, without those that were dismissed; None where nobody has looked yet."""
    run = ThemeRun.objects.filter(workspace=workspace, current=True).order_by("-pk").first()
    if run is None:
        return None
    rows = list(Theme.objects.filter(workspace=workspace, items__gt=0).exclude(state=contracts.ThemeState.DISMISSED))
    members: dict[str, list[str]] = {row.key: [] for row in rows}
    places = ThemeMember.objects.filter(workspace=workspace, theme__in=members).order_by("theme", "rank", "pk")
    for theme, key in places.values_list("theme", "evidence__key").iterator(chunk_size=5000):
        members[theme].append(key)
    rows.sort(key=lambda row: (-row.items, row.key))
    themes = tuple(read_theme(row, members[row.key]) for row in rows)
    return contracts.Themes(themes, _gather_broad(run, themes), run.method)


def _gather_broad(run: ThemeRun, themes: Sequence[contracts.Theme]) -> tuple[contracts.BroadTheme, ...]:
    """The broad themes of the run with what stands in them now; those that nothing is left of are none."""
    sizes = Counter[str]()
    for theme in themes:
        sizes[theme.broad] += theme.size
    broad = ((one["id"], one["label"]) for one in run.found["broad"])
    return tuple(contracts.BroadTheme(id_, label, sizes[id_]) for id_, label in broad if sizes[id_])


def get_theme(workspace: Workspace, theme_id: str) -> contracts.Theme:
    """The theme as it stands. Raises `ThemeNotFound`."""
    row = Theme.objects.filter(workspace=workspace, key=theme_id).first()
    if row is None:
        raise ThemeNotFound(theme_id)
    places = ThemeMember.objects.filter(workspace=workspace, theme=theme_id).order_by("rank", "pk")
    return read_theme(row, list(places.values_list("evidence__key", flat=True)))


def get_evidence(workspace: Workspace, key: str) -> contracts.Evidence:
    """Raises `EvidenceNotFound`."""
    row = visible_evidence(workspace).filter(key=key).first()
    if row is None:
        raise EvidenceNotFound(key)
    return read_pieces(workspace, [row])[0]


def read_pieces(workspace: Workspace, rows: Sequence[EvidenceRow]) -> list[contracts.Evidence]:
    """Stored rows as evidence, with what the customer table knows of their accounts; one query for all of them."""
    pieces = [read_evidence(row, row.file.name) for row in rows]
    names = {piece.account for piece in pieces if piece.account}
    named = Q(name__in=names) | Q(low__in={name.lower() for name in names})
    accounts = (
        Account.objects.filter(workspace=workspace, listed=True).alias(low=Lower("name")).filter(named) if names else ()
    )
    known = {account.name.casefold(): read_customer(account) for account in accounts}
    return [fill_piece(piece, known) for piece in pieces]


def read_customer(account: Account) -> Customer:
    """One account of the customer table."""
    return Customer(account.name, account.segment or None, account.attributes)


def count_base(workspace: Workspace) -> dict[str, int]:
    """How many accounts of the customer table each segment has; empty where there is no such table."""
    accounts = Account.objects.filter(workspace=workspace, listed=True).exclude(segment="").order_by("name")
    return dict(Counter(accounts.values_list("segment", flat=True)))


def list_evidence(workspace: Workspace, keys: Sequence[str]) -> list[contracts.Evidence]:
    """The pieces with these ids, in the order of `keys`; ids nobody knows are left out."""
    rows = {row.key: row for row in visible_evidence(workspace).filter(key__in=set(keys))}
    return read_pieces(workspace, [rows[key] for key in keys if key in rows])


def list_neighbours(workspace: Workspace, piece: contracts.Evidence, *, reach: int = 2) -> list[contracts.Evidence]:
    """The turns around a turn, itself included; for an item in writing, the item alone."""
    row = visible_evidence(workspace).get(key=piece.id)
    if row.turn is None:
        return [piece]
    near = visible_evidence(workspace).filter(
        file=row.file, position__gte=row.position - reach, position__lte=row.position + reach
    )
    return read_pieces(workspace, list(near))


def list_same_customer(
    workspace: Workspace, piece: contracts.Evidence, *, limit: int = 5
) -> tuple[list[contracts.Evidence], int]:
    """What else this customer said, latest first, and how many items there are in all besides `piece`."""
    if piece.customer is None:
        return [], 0
    row = visible_evidence(workspace).filter(key=piece.id).first()
    if row is None or not (row.customer_account or row.customer_person):
        return [], 0
    same = Q(customer_account=row.customer_account)
    same = same if row.customer_account else same & Q(customer_person=row.customer_person)
    rows = visible_evidence(workspace).filter(same, interviewer=False).exclude(key=piece.id)
    latest = rows.order_by("-date", "-pk")[:limit]
    return read_pieces(workspace, list(latest)), rows.count()


def list_talks(workspace: Workspace) -> list[date]:
    """The day of every conversation: its own, else that of its import."""
    files = visible_files(workspace).filter(kind=contracts.FileKind.CONVERSATION)
    return [day or imported.date() for day, imported in files.values_list("date", "imported")]


def find_day_of(workspace: Workspace, column: str) -> Subquery:
    """For a query whose rows name evidence by its id in `column`: the day it was said on, if known and to be seen."""
    rows = EvidenceRow.objects.filter(workspace=workspace, key=OuterRef(column), visible=True)
    return Subquery(rows.order_by().values("date")[:1])
