"""From options to answers: definitions, events, series, and what was left out."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import AppError, BadInput
from throughline.discovery.pipeline import read_grids
from throughline.measurement.metrics.computing import Prepared, compute_all, prepare
from throughline.measurement.metrics.contracts import Answer, Definitions, Metric, Ready, Survey
from throughline.measurement.metrics.engines import Source, open_address, open_files, open_spark
from throughline.measurement.metrics.errors import BadDefinitions
from throughline.measurement.metrics.parsing import parse_definitions
from throughline.measurement.metrics.ready import gather, read_ready
from throughline.measurement.metrics.saying import say_metric, say_survey
from throughline.measurement.metrics.using import list_uses

_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; `as_of` is UTC without a zone."""

    events: str | None = None
    table: str = "events"
    engine: str = "duckdb"
    as_of: datetime | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a document or a text tells. Without events there is no survey and no engine."""

    file: str
    events: str | None
    definitions: Definitions
    answers: tuple[Answer, ...]
    survey: Survey | None = None
    engine: str | None = None
    version: str | None = None
    tested: bool | None = None
    notes: tuple[str, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether something was left out, or should be looked at."""
        return bool(self.notes) or any(each.notes for each in self.answers)


def answer(file: Path, wish: Wish) -> Found:
    """Compute what a definitions file asks for. Raises `AppError`."""
    definitions = _choose(_read_definitions(file), wish.only, str(file))
    series = [metric for metric in definitions.metrics if isinstance(metric.measure, Ready)]
    ready = {metric.name: _answer_ready(metric, file, definitions.zone) for metric in series}
    if not definitions.needs_events:
        return Found(file.name, None, definitions, compute_all(None, definitions, ready))
    if wish.events is None:
        raise BadInput("these metrics need events", where=str(file), mend="name them with --events FILE")
    try:
        return _answer_events(file, definitions, wish, wish.events, ready)
    except AppError as error:
        if isinstance(error, BadDefinitions):
            error.move(str(file))
        elif not error.where:
            error.move("the events" if _ADDRESS.match(wish.events) else wish.events)
        elif error.where.startswith("metric"):
            error.move(f"{file}, {error.where}")
        raise


def _read_definitions(file: Path) -> Definitions:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = "it cannot be read" if isinstance(error, OSError) else "it is no UTF-8 text"
        raise BadInput(what, where=str(file), mend="name a file of definitions in YAML") from error
    return parse_definitions(text, where=str(file))


def _choose(definitions: Definitions, only: tuple[str, ...], where: str) -> Definitions:
    if not only:
        return definitions
    known = {metric.name for metric in definitions.metrics}
    missing = next((name for name in only if name not in known), None)
    if missing:
        raise BadInput(f"there is no metric “{missing}”", where=where, mend=f"choose one of {', '.join(sorted(known))}")
    return replace(definitions, metrics=tuple(metric for metric in definitions.metrics if metric.name in only))


def _answer_ready(metric: Metric, file: Path, zone: str) -> Answer:
    """A series beside the definitions."""
    measure = metric.measure
    assert isinstance(measure, Ready)
    path = file.parent / measure.file
    rows = [(row.line, row.cells) for row in read_grids(path)[0].rows]
    values = gather(read_ready(rows, measure, where=str(path)), metric, measure, zone)
    holes = sum(value.value is None for value in values)
    note = f"{holes} of {len(values)} {metric.every}s lack a value, or a value of one of their days" if holes else ""
    return Answer(metric, say_metric(metric), values, (note,) if note else ())


def _answer_events(file: Path, definitions: Definitions, wish: Wish, events: str, ready: dict[str, Answer]) -> Found:
    now = wish.as_of or utc_now().replace(tzinfo=None)
    with _open(file, definitions, wish, events) as source:
        prepared: Prepared = prepare(source, definitions, now=now)
        answers = compute_all(prepared, definitions, ready)
    notes = say_survey(prepared.survey, definitions.late)
    if not source.tested:
        notes = (*notes, f"{source.engine} is not tested: compare a few values with DuckDB's before you rely on it")
    shown = None if _ADDRESS.match(events) else Path(events).name
    return Found(
        file=file.name,
        events=shown or wish.table,
        definitions=definitions,
        answers=answers,
        survey=prepared.survey,
        engine=source.engine,
        version=source.version,
        tested=source.tested,
        notes=notes,
    )


def _open(file: Path, definitions: Definitions, wish: Wish, events: str) -> AbstractContextManager[Source]:
    columns, uses = definitions.columns, list_uses(definitions)
    if _ADDRESS.match(events):
        return open_address(events, wish.table, columns)
    if wish.engine == "spark":
        return open_spark(Path(events), columns)
    identities = file.parent / columns.identities if columns.identities else None
    return open_files(Path(events), columns, uses, identities=identities)
