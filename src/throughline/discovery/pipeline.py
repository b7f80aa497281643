"""Discovery's door without a database: read files into a corpus, find its themes, search it.

The workspace stores and loads the same `Corpus`; everything between is this one pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from throughline.core.kernel.progress import Progress, no_progress
from throughline.discovery.contracts import Corpus, Grid, Hit, SpanHit, Themes
from throughline.discovery.rules.dates import decide_order, is_undecided, parse_date
from throughline.discovery.rules.leaving import Disguise, neutralise_formula
from throughline.discovery.rules.personal import find_personal
from throughline.discovery.rules.praise import says_it_runs, says_it_works

__all__ = [
    "Disguise",
    "find_themes",
    "holds_personal",
    "neutralise_formula",
    "read_days",
    "read_files",
    "read_grids",
    "read_plain",
    "says_it_runs",
    "says_it_works",
    "search",
    "search_spans",
]


def read_files(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    speakers: Mapping[str, str] | None = None,
    customers: Path | None = None,
    progress: Progress = no_progress,
) -> Corpus:
    """Read every file, in order; `mapping` overrides guessed columns, `speakers` says who is "customer" or
    "interviewer", `customers` is a table of accounts.

    Raises `AppError` where a file cannot be used at all; records that cannot be used are in `SourceFile.rejected`.
    """
    from throughline.discovery.reading.files import read_files as read

    return read(paths, mapping=mapping, speakers=speakers, customers=customers, progress=progress)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """A CSV or TSV file, or each sheet of a workbook, as rows of cells. Raises `AppError` where it is no table."""
    from throughline.discovery.reading.grids import read_grids as read

    return read(path)


def read_plain(path: Path) -> str | None:
    """What a delimited file says, character for character; None for a workbook. Raises `AppError`."""
    from throughline.discovery.reading.grids import read_plain as read

    return read(path)


def read_days(values: Sequence[str]) -> tuple[list[date | None], str]:
    """A column of days, None where there is none; and how 3/5 was read, where no value of the column tells."""
    order = decide_order(values)
    days = [parse_date(value, day_first=order.day_first) for value in values]
    return days, order.reason if is_undecided(order) else ""


def find_themes(corpus: Corpus, *, previous: Themes | None = None, progress: Progress = no_progress) -> Themes:
    """Propose themes over all of `corpus`; the same corpus gives the same themes.

    With `previous`, themes that still overlap keep its ids.
    """
    from throughline.discovery.theming import find_themes as find

    return find(corpus, previous=previous, progress=progress)


def search(corpus: Corpus, query: str, *, limit: int = 10, progress: Progress = no_progress) -> tuple[Hit, ...]:
    """The pieces that answer `query`, best first, by words and meaning."""
    from throughline.discovery.searching import search as run

    return run(corpus, query, limit=limit, progress=progress)


def search_spans(
    corpus: Corpus, query: str, *, limit: int = 10, progress: Progress = no_progress
) -> tuple[SpanHit, ...]:
    """The ranges of turns that answer `query` together, best first."""
    from throughline.discovery.searching import search_spans as run

    return run(corpus, query, limit=limit, progress=progress)


def holds_personal(text: str) -> bool:
    """Whether a mail address, a phone number, a card or a bank account stands in `text`."""
    return bool(find_personal(text))
