"""Discovery's door to files: open one as a stream of records, or read several into a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from throughline.core.kernel.errors import AppError
from throughline.core.kernel.progress import Progress, no_progress
from throughline.discovery.contracts import (
    Column,
    Corpus,
    Evidence,
    FileKind,
    Original,
    Rejected,
    SourceFile,
    Speaker,
)
from throughline.discovery.reading.errors import CompanionFile, UnusableFile
from throughline.discovery.reading.keeping import cut_name, keep_column, keep_speaker, make_keepable
from throughline.discovery.reading.mapping import parse_mapping
from throughline.discovery.reading.rejects import write_rejects

__all__ = ["Reading", "open_file", "parse_mapping", "read_files", "write_rejects"]

_TELL_EVERY = 1_000


@dataclass
class Reading:
    """One file, recognised and ready to be gone through. Going through it again reads the file again.

    Iterating yields every record as `Evidence` or `Rejected`, in order and in bounded memory, and raises
    `UnusableFile` at the end where not one could be used: keep nothing before the iteration is over. `records` counts
    what a table's records or a conversation's turns came to so far, empty turns included. `ends_at` is when the last
    turn of a conversation ends, in seconds, where the file says so.
    """

    original: Original
    kind: FileKind
    stream: Callable[[Reading], Iterator[Evidence | Rejected]]
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    title: str = ""
    date: date | None = None
    ends_at: float | None = None
    records: int = field(default=0)

    def __post_init__(self) -> None:
        self.columns = tuple(map(keep_column, self.columns))
        self.speakers = tuple(map(keep_speaker, self.speakers))
        self.title = cut_name(self.title)

    @property
    def place(self) -> str:
        """What a person knows the file by: its path, or the name it was given under."""
        path = self.original.path
        return path if Path(path).name == self.original.name else self.original.name

    def __iter__(self) -> Iterator[Evidence | Rejected]:
        self.records = 0
        used, first = False, None
        for record in map(make_keepable, self.stream(self)):
            used = used or isinstance(record, Evidence)
            first = first or (record if isinstance(record, Rejected) else None)
            yield record
        if not used:
            raise UnusableFile(_tell_nothing_usable(first), where=self.place, mend=_LOOK, on_page=_LOOK_PAGE)


_LOOK_PAGE = "check that it is the file you meant, or say which column holds what was said"
_LOOK = "check that it is the file you meant, or name its text with --map text=COLUMN"


def _tell_nothing_usable(first: Rejected | None) -> str:
    if first is None:
        return "there is nothing in it that anybody said"
    at = f"line {first.line}" if first.line else f"record {first.row}"
    return f"0 usable rows (the first, {at}: {first.reason})"


def open_file(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    speakers: Mapping[str, str] | None = None,
    name: str | None = None,
) -> Reading:
    """Recognise `path` by its content and make it ready to be read.

    `mapping` gives columns their roles, `speakers` corrects who is "customer" or "interviewer", `name` is the base
    name to show if it is not the path's own (an upload). Raises `UnusableFile` for a missing, empty, binary or
    unknown file and `UnknownColumn` for a mapping that does not fit.
    """
    from throughline.discovery.reading.formats import recognise

    try:
        return recognise(path, mapping=mapping or {}, speakers=speakers or {}, name=name or path.name)
    except AppError as error:
        if name:
            error.move(name)
        raise


def read_files(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    speakers: Mapping[str, str] | None = None,
    customers: Path | None = None,
    progress: Progress = no_progress,
) -> Corpus:
    """Read every file, in order; the same bytes given twice are read once, a licence among several files not at all.

    `customers` is a table of accounts: it gives the base of each segment and fills in what the files leave out.
    Raises `AppError` where a file cannot be used; single records that cannot are in `SourceFile.rejected`.
    """
    files: dict[str, SourceFile] = {}
    for path in paths:
        try:
            reading = open_file(Path(path), mapping=mapping, speakers=speakers)
        except CompanionFile as companion:
            if not files and path == paths[-1]:
                raise
            progress(f"Left out: {companion.sentence}", 0, None)
            continue
        twin = files.get(reading.original.sha256)
        if twin is None:
            files[reading.original.sha256] = _read_whole(reading, progress)
        elif twin.original.path != str(path):
            progress(f"Left out: {path} holds the same bytes as {twin.original.path}", 0, None)
    corpus = Corpus(tuple(files.values()))
    if customers is None:
        return corpus
    from throughline.discovery.reading.customers import join_customers, read_customers

    return join_customers(corpus, read_customers(customers))


def _read_whole(reading: Reading, progress: Progress) -> SourceFile:
    evidence: list[Evidence] = []
    rejected: list[Rejected] = []
    what = f"Reading {reading.original.name}"
    progress(what, 0, None)
    for count, record in enumerate(reading, start=1):
        if isinstance(record, Evidence):
            evidence.append(record)
        else:
            rejected.append(record)
        if count % _TELL_EVERY == 0:
            progress(what, count, None)
    return SourceFile(
        original=reading.original,
        kind=reading.kind,
        evidence=tuple(evidence),
        rejected=tuple(rejected),
        columns=reading.columns,
        speakers=reading.speakers,
        records=reading.records,
        title=reading.title,
        date=reading.date,
    )
