"""Rows to contracts and back: the only place that knows both shapes of evidence, files and themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from throughline.discovery import contracts
from throughline.discovery.models import EvidenceRow, RejectedRow, SourceFile, Theme
from throughline.discovery.rules.cast import read_names

_SAME = ("text", "row", "turn", "start", "end", "account", "person", "segment", "date", "channel", "question")
_VOICE = ("name", "turns", "interviewer", "reason")
_SAME_TOO = ("relayed_by", "interviewer", "at_seconds")


def read_evidence(row: EvidenceRow, source: str) -> contracts.Evidence:
    """The stored row as evidence; `source` is its file's base name. It names whom it counts for, as corrected."""
    values = {name: getattr(row, name) for name in (*_SAME, *_SAME_TOO)}
    kind = contracts.EvidenceKind(row.kind)
    if row.turn is not None:
        values["person"], values["account"] = read_names(
            row.file.speakers, turn=row.turn, person=row.person, account=row.account
        )
    if row.customer_account is not None:
        values["account"] = row.customer_account.name
    elif row.customer_person is not None and row.turn is None:
        values["account"] = None
    values["segment"] = row.customer_segment or row.segment
    return contracts.Evidence(id=row.key, source=source, kind=kind, attributes=row.attributes, **values)


def build_evidence(piece: contracts.Evidence, file: SourceFile, position: int) -> EvidenceRow:
    """The unsaved row for one piece at its place in the file."""
    values = {name: getattr(piece, name) for name in (*_SAME, *_SAME_TOO)}
    return EvidenceRow(
        workspace_id=file.workspace_id,  # type: ignore[attr-defined]
        file=file,
        key=piece.id,
        position=position,
        kind=piece.kind.value,
        attributes=dict(piece.attributes),
        arrived=piece.date or file.imported.date(),
        **values,
    )


def read_file(
    file: SourceFile, evidence: Sequence[contracts.Evidence], rejected: Iterable[RejectedRow]
) -> contracts.SourceFile:
    """A stored file with its records."""
    original = contracts.Original(file.name, file.sha256, file.size, file.format, file.encoding, file.stored)
    return contracts.SourceFile(
        original=original,
        kind=contracts.FileKind(file.kind),
        evidence=tuple(evidence),
        rejected=tuple(contracts.Rejected(file.name, r.row, r.line, r.reason, r.raw) for r in rejected),
        columns=tuple(contracts.Column(**column) for column in file.columns),
        speakers=tuple(contracts.Speaker(**{name: voice[name] for name in _VOICE}) for voice in file.speakers),
        records=file.records,
        title=file.title,
        date=file.date,
    )


def write_themes(themes: contracts.Themes) -> dict[str, Any]:
    """Themes as JSON."""
    return {
        "method": themes.method,
        "themes": [asdict(theme) for theme in themes.themes],
        "broad": [asdict(broad) for broad in themes.broad],
    }


def read_themes(found: dict[str, Any]) -> contracts.Themes:
    """What `write_themes` wrote."""
    return contracts.Themes(
        themes=tuple(_read_theme(theme) for theme in found["themes"]),
        broad=tuple(contracts.BroadTheme(**broad) for broad in found["broad"]),
        method=found["method"],
    )


def _read_theme(values: dict[str, Any]) -> contracts.Theme:
    quotes = tuple(contracts.ThemeQuote(**quote) for quote in values["quotes"])
    lists = {"members": tuple(values["members"]), "words": tuple(values["words"]), "quotes": quotes}
    lists["otherwise"] = tuple(values.get("otherwise", ()))
    return contracts.Theme(**{**values, **lists})


def read_theme(row: Theme, members: Sequence[str]) -> contracts.Theme:
    """A theme as it stands; `members` are the evidence ids in it, nearest to its centre first."""
    return contracts.Theme(
        id=row.key,
        broad=row.broad,
        label=row.label,
        members=tuple(members),
        quotes=tuple(contracts.ThemeQuote(**quote) for quote in row.quotes),
        accounts=row.accounts + row.people or None,
        segments=row.segments,
        months=row.months,
        words=tuple(row.words),
        otherwise=tuple(row.otherwise),
    )
