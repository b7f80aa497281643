"""What discovery's commands print: the same facts as JSON and as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

from throughline.discovery.contracts import Column, Corpus, Hit, Json, Rejected, SourceFile, SpanHit, Speaker, Themes

_EXCERPT = 400
"""Characters of a piece that the terminal shows; JSON has all of it."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file as a command saw it: `imported` new records, `known` ones that were there before."""

    source: str
    kind: str
    records: int
    imported: int
    known: int
    rejected: tuple[Rejected, ...]
    columns: tuple[Column, ...]
    speakers: tuple[Speaker, ...]
    kept: bool


def describe_reading(corpus: Corpus) -> list[FileReport]:
    """Files that were only looked at."""
    return [_describe(file) for file in corpus.files]


def _describe(file: SourceFile) -> FileReport:
    return FileReport(
        source=file.original.name,
        kind=file.kind.value,
        records=file.records,
        imported=len(file.evidence),
        known=0,
        rejected=file.rejected,
        columns=file.columns,
        speakers=file.speakers,
        kept=False,
    )


def describe_import(report: Any) -> FileReport:
    """A file that went into a workspace; `report` is an `ImportReport`."""
    return FileReport(
        source=report.file,
        kind=report.kind,
        records=report.records,
        imported=report.added,
        known=report.known,
        rejected=report.rejected,
        columns=report.columns,
        speakers=report.speakers,
        kept=True,
    )


def write_rejects_file(rejected: Sequence[Rejected], path: Path | None) -> Path | None:
    """List what could not be read in a CSV; None where there is nothing to list."""
    if not rejected:
        return None
    from throughline.discovery.reading.rejects import write_rejects

    path = path or Path(f"{Path(rejected[0].source).stem}.rejects.csv")
    write_rejects(path, rejected)
    return path


def import_to_json(files: Sequence[FileReport], rejects: Path | None) -> Json:
    """`{"files":[…],"rejects_file":…}`."""
    return {"files": [asdict(file) for file in files], "rejects_file": str(rejects) if rejects else None}


def import_to_text(files: Sequence[FileReport], rejects: Path | None) -> str:
    lines = [line for file in files for line in _file_lines(file)]
    if rejects:
        lines.append(f"What could not be read is listed in {rejects}.")
    return "\n".join(lines)


def _file_lines(file: FileReport) -> list[str]:
    verb = "imported" if file.kept else "readable"
    counts = [f"{file.records:,} records", f"{file.imported:,} {verb}"]
    counts += [f"{file.known:,} known before"] if file.known else []
    counts += [f"{len(file.rejected):,} rejected"] if file.rejected else []
    lines = [f"{file.source} ({file.kind}): {', '.join(counts)}"]
    lines += [f"  {column.name.split(chr(10))[0][:40]} -> {column.role}: {column.reason}" for column in file.columns]
    lines += [f"  {_name(voice)}, {voice.turns} turns: {voice.reason}" for voice in file.speakers]
    return lines


def _name(voice: Speaker) -> str:
    return f"{voice.name} ({'interviewer' if voice.interviewer else 'customer'})"


def trials_to_json(tried: Sequence[Any]) -> Json:
    """`{"files":[…]}`: what importing each file would do; `tried` are `Trial`s."""
    counts = ("records", "added", "known", "skipped", "asked", "second_hand", "repeats", "fresh_accounts")
    return {"files": [_trial(one, {name: getattr(one, name) for name in counts}) for one in tried]}


def _trial(one: Any, counts: dict[str, int]) -> Json:
    found = {"accounts": len(one.accounts), "personal": dict(one.personal), "languages": dict(one.languages)}
    said = {"same_as": one.same_as or None, "trouble": one.trouble or None, "sentences": one.sentences}
    return {"source": one.name, "kind": one.kind or None, **counts, **found, **said}


def trials_to_text(tried: Sequence[Any]) -> str:
    return "\n".join(line for one in tried for line in _trial_lines(one))


def _trial_lines(one: Any) -> list[str]:
    if one.trouble:
        return [one.trouble]
    if one.is_customers:
        return [f"{one.name}: a table of {one.listed:,} customers; give it with --customers"]
    return [f"{one.name} ({one.kind}): {one.records:,} records", *(f"  {sentence}" for sentence in one.sentences)]


def themes_to_json(corpus: Corpus, found: Themes) -> Json:
    """One entry per record, rejected ones included, in file order; then the themes, largest first."""
    return {
        "items": [item for file in corpus.files for item in _items(file, found)],
        "themes": [_theme(theme) for theme in found.themes],
        "broad": [asdict(broad) for broad in found.broad],
        "method": found.method,
    }


def _items(file: SourceFile, found: Themes) -> list[Json]:
    theme_of = found.theme_of
    entries: list[tuple[int, Json]] = []
    for piece in file.evidence:
        theme = theme_of.get(piece.id)
        place = {"source": piece.source, "row": piece.row, "turn": piece.turn, "evidence": piece.id}
        found_in = {"theme": theme.id if theme else None, "broad": theme.broad if theme else None}
        entries.append((piece.row or piece.turn or 0, {**place, **found_in}))
    for refused in file.rejected:
        place = {"source": refused.source, "row": refused.row, "turn": None, "evidence": None}
        entries.append((refused.row, {**place, "theme": None, "broad": None}))
    return [entry for _, entry in sorted(entries, key=lambda entry: entry[0])]


def _theme(theme: Any) -> Json:
    return {
        "id": theme.id,
        "broad": theme.broad,
        "label": theme.label,
        "size": theme.size,
        "accounts": theme.accounts,
        "segments": dict(theme.segments),
        "months": dict(theme.months),
        "quotes": [asdict(quote) for quote in theme.quotes],
    }


def themes_to_text(corpus: Corpus, found: Themes) -> str:
    unit = {"account": "accounts", "person": "people"}.get(corpus.customer_unit or "", "")
    unsorted = len(corpus.evidence) - sum(theme.size for theme in found.themes)
    head = f"{len(found.themes)} themes in {len(corpus.evidence):,} items; {unsorted:,} fit none."
    parts = [f"{head} Compared by {found.method}."]
    for theme in found.themes:
        who = f", {theme.accounts:,} {unit}" if theme.accounts is not None else ""
        parts.append(f"\n{theme.label}  [{theme.id}]\n  {theme.size:,} items{who}")
        parts += [f"  “{' '.join(quote.text.split())}”  {quote.source} {_place(quote)}" for quote in theme.quotes]
    return "\n".join(parts)


def _place(quote: Any) -> str:
    return f"row {quote.row}" if quote.row is not None else f"turn {quote.turn}"


def hits_to_json(found: Sequence[Hit]) -> Json:
    """`{"hits":[…]}`, best first; `start` and `end` are offsets in the original."""
    return {"hits": [_hit(hit) for hit in found]}


def spans_to_json(found: Sequence[SpanHit]) -> list[Json]:
    """A bare list of ranges, best first."""
    return [asdict(span) for span in found]


def _hit(hit: Hit) -> Json:
    piece = hit.evidence
    place = {"source": piece.source, "row": piece.row, "turn": piece.turn, "start": piece.start, "end": piece.end}
    who = {"speaker": piece.person, "account": piece.account}
    return {**place, "score": hit.score, "text": piece.text, "evidence": piece.id, **who, "why": hit.why}


def hits_to_text(found: Sequence[Hit]) -> str:
    return "\n".join(_hit_line(hit) for hit in found) or "Nothing was found."


def spans_to_text(found: Sequence[SpanHit]) -> str:
    lines = [f"{span.source} {span.first_turn}-{span.last_turn}  ({span.score:.3f})" for span in found]
    return "\n".join(lines) or "Nothing was found."


def _hit_line(hit: Hit) -> str:
    piece = hit.evidence
    who = f"{piece.customer}, " if piece.customer else ""
    text = shorten(piece.text, _EXCERPT, placeholder=" …")
    return f"“{text}”\n  {who}{piece.source} {_place(piece)} · {hit.why}"
