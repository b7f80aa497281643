"""The first half of an import: chunks under a pending batch that no query reads.

One long transaction would lock SQLite for every other writer; small ones leave a half-written file if the process
dies, which `remove_unfinished` takes away once its lease has run out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.progress import Progress
from throughline.core.models import Workspace
from throughline.core.undo.turn import take_turn
from throughline.discovery.contracts import Column, Evidence, Rejected, Speaker
from throughline.discovery.customers.resolving import Resolver
from throughline.discovery.errors import ImportOvertaken
from throughline.discovery.feedback.enriching import enrich
from throughline.discovery.models import BatchState, EvidenceRow, RejectedRow, SourceFile
from throughline.discovery.reading.files import Reading, open_file
from throughline.discovery.records import build_evidence

CHUNK = 2000


@dataclass
class Pending:
    """What has been written so far; `file` is None where the same bytes were imported before."""

    name: str
    kind: str
    file: SourceFile | None = None
    records: int = 0
    added: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()


def store_pending(
    workspace: Workspace,
    *,
    path: Path,
    name: str | None,
    mapping: Mapping[str, str] | None,
    speakers: Mapping[str, str] | None,
    progress: Progress,
) -> Pending:
    """Write every record of the file under a pending batch, and keep its bytes. On any error nothing stays."""
    reading = open_file(path, mapping=mapping, speakers=speakers, name=name)
    pending = Pending(reading.original.name, reading.kind.value, columns=reading.columns, speakers=reading.speakers)
    again = find_twin(workspace, reading.original.sha256)
    if again is not None:
        pending.known, pending.records = again.evidence.count(), again.records  # type: ignore[attr-defined]
        pending.rejected = list_rejected(again)
        return pending
    pending.file = _open_batch(workspace, reading)
    try:
        _write_records(pending, pending.file, reading, progress)
        _keep_original(pending.file, path)
    except BaseException:
        remove_pending(pending.file)
        raise
    return pending


def list_rejected(file: SourceFile) -> list[Rejected]:
    """What could not be read of a file that is kept: it is said again whenever the file comes again."""
    rows = RejectedRow.objects.filter(file=file).order_by("pk")
    return [Rejected(file.name, row.row, row.line, row.reason, row.raw) for row in rows]


def find_twin(workspace: Workspace, sha256: str) -> SourceFile | None:
    """The visible file with the same bytes."""
    same = SourceFile.objects.filter(workspace=workspace, sha256=sha256, state=BatchState.VISIBLE)
    return same.order_by("pk").first()


def remove_unfinished(workspace: Workspace) -> int:
    """Take away imports whose process died on the way; how many there were."""
    dead = SourceFile.objects.filter(workspace=workspace, state=BatchState.PENDING, lease__lt=utc_now())
    for file in dead:
        remove_pending(file)
    return len(dead)


def _find_lease() -> datetime:
    """Until when the batch is ours. It runs out before a job's own: whoever takes that up again can take this away."""
    return utc_now() + timedelta(seconds=settings.JOB_LEASE * 0.9)


def _open_batch(workspace: Workspace, reading: Reading) -> SourceFile:
    original = reading.original
    return SourceFile.objects.create(
        workspace=workspace,
        name=original.name,
        sha256=original.sha256,
        size=original.size,
        format=original.format,
        encoding=original.encoding,
        kind=reading.kind.value,
        title=reading.title,
        date=reading.date,
        ends_at=reading.ends_at,
        columns=[asdict(column) for column in reading.columns],
        speakers=[asdict(speaker) for speaker in reading.speakers],
        lease=_find_lease(),
    )


def _write_records(pending: Pending, file: SourceFile, reading: Reading, progress: Progress) -> None:
    known, resolver = _list_known(file), Resolver(file.workspace)
    for chunk in _cut(reading):
        evidence = [record for record in chunk if isinstance(record, Evidence)]
        fresh = [piece for piece in evidence if _place(piece) not in known]
        rejected = [record for record in chunk if isinstance(record, Rejected)]
        rows = [build_evidence(piece, file, pending.added + place) for place, piece in enumerate(fresh)]
        enrich(rows)
        _write_chunk(file, rows, rejected, resolver)
        pending.records += len(chunk)
        pending.added += len(fresh)
        pending.known += len(evidence) - len(fresh)
        pending.rejected += rejected
        progress(f"Reading {file.name}", pending.records, None)
    SourceFile.objects.filter(pk=file.pk).update(records=pending.records)


def _write_chunk(file: SourceFile, rows: list[EvidenceRow], rejected: list[Rejected], resolver: Resolver) -> None:
    refused = [RejectedRow(file=file, row=r.row, line=r.line, reason=r.reason, raw=r.raw) for r in rejected]
    with transaction.atomic():
        take_turn(file.workspace)
        if not SourceFile.objects.filter(pk=file.pk).update(lease=_find_lease()):
            raise ImportOvertaken(file.name)
        resolver.resolve(rows)
        EvidenceRow.objects.bulk_create(rows, batch_size=500)
        RejectedRow.objects.bulk_create(refused, batch_size=500)


def _cut(records: Iterable[Evidence | Rejected]) -> Iterator[list[Evidence | Rejected]]:
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _place(piece: Evidence) -> tuple[int | None, int | None, str]:
    return piece.row, piece.turn, piece.text


def _list_known(file: SourceFile) -> set[tuple[int | None, int | None, str]]:
    """What earlier versions of the same file hold: a grown export adds only its new records."""
    earlier = EvidenceRow.objects.filter(workspace=file.workspace, file__name=file.name, visible=True)
    return set(earlier.values_list("row", "turn", "text"))


def _keep_original(file: SourceFile, path: Path) -> None:
    """Copy the bytes to `originals/<sha256>`; the same bytes are kept once."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = folder / file.sha256
    if not kept.exists():
        part = kept.with_suffix(f".{file.pk}.part")
        shutil.copyfile(path, part)
        part.replace(kept)
    SourceFile.objects.filter(pk=file.pk).update(stored=kept.name)


def remove_pending(file: SourceFile) -> None:
    """Take a batch away that nobody has seen."""
    with transaction.atomic():
        EvidenceRow.objects.filter(file=file).delete()
        RejectedRow.objects.filter(file=file).delete()
        file.delete()
