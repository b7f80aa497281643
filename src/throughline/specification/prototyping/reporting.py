"""What the command answers: what was made, what is open, what does not hang together; as text or as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from throughline.specification.prototyping.making import Made
from throughline.specification.rules.prototyping import Change, CoverageRow, Gap, describe_prototype
from throughline.specification.rules.prototyping.contracts import ChangeKind, RowKind
from throughline.specification.rules.wording import count

Json = dict[str, Any]
_MOST_LINES = 12


def describe_made(made: Made, *, out: Path | None) -> Json:
    """Everything as plain values; the same keys each time."""
    prototype, coverage = made.prototype, made.coverage
    return {
        "file": made.file,
        "title": prototype.title,
        "out": str(out) if out is not None else None,
        "model": describe_prototype(prototype),
        "coverage": {
            "states": coverage.states,
            "specified": coverage.specified,
            "open": coverage.open,
            "rows": [_describe_row(row) for row in coverage.rows],
        },
        "gaps": [_describe_gap(gap) for gap in made.gaps],
        "stories": [
            {"id": p.story, "label": p.label, "title": p.title, "screen": p.screen, "event": p.event, "role": p.role}
            for p in prototype.places
        ],
        "criteria": [
            {
                "story": one.story.id,
                "case": one.answer.case,
                "screen": one.answer.screen,
                "state": one.answer.state,
                "answer": one.answer.text,
                "criterion": one.criterion,
            }
            for one in made.drafted
        ],
        "lost": [{"story": one.story, "case": one.case, "answer": one.text} for one in made.lost],
        "renames": dict(prototype.renames),
        "changes": [{"kind": c.kind.value, "what": c.what, "why": c.why} for c in made.changes],
    }


def _describe_row(row: CoverageRow) -> Json:
    return {
        "kind": row.kind.value,
        "id": row.id,
        "label": row.label,
        "text": row.text,
        "story": row.story,
        "screen": row.screen,
        "state": row.state.value,
        "covered": row.covered,
    }


def _describe_gap(gap: Gap) -> Json:
    return {"kind": gap.kind.value, "text": gap.text, "screen": gap.screen, "state": gap.state, "story": gap.story}


def write_made(made: Made, *, out: Path | None, size: int) -> str:
    """The report as text."""
    prototype = made.prototype
    screens, stories = count(len(prototype.screens), "screen"), count(len(prototype.places), "story")
    lines = [f"{prototype.title}: {stories}, {screens}, {made.coverage.sentence}."]
    if out is not None and str(out) != "-":
        lines.append(f"Written to {out} ({size / 1000:,.0f} kB).")
    labels = {place.story: place.label for place in prototype.places}
    lines += _list("Gaps", [f"{labels.get(gap.story, '–'):<5} {gap.text}" for gap in made.gaps])
    lines += _list("Draft criteria", [f"{one.story.label:<5} {one.criterion}" for one in made.drafted])
    lines += _list("Answers to stories that are not there", [one.text for one in made.lost])
    lines += _list("The model's answer", list(_write_changes(made.changes)))
    opened = [row for row in made.coverage.rows if row.kind is RowKind.EDGE_CASE]
    lines += _list("Open", [f"{labels.get(row.story, '–'):<5} {row.label:<6} {row.text}" for row in opened])
    return "\n".join(lines)


def _list(title: str, entries: list[str]) -> list[str]:
    """A heading with its lines, the first of them where there are many; nothing where there are none."""
    more = [f"  … and {len(entries) - _MOST_LINES} more"] if len(entries) > _MOST_LINES else []
    return (
        ["", f"{title} ({len(entries)})", *(f"  {entry}" for entry in entries[:_MOST_LINES]), *more] if entries else []
    )


def _write_changes(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        verb = "is not used" if change.kind is ChangeKind.REFUSED else change.kind.value
        yield f"{change.what}: {verb}{f' ({change.why})' if change.why else ''}"
