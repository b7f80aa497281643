"""What every database can keep: decided once, where records leave their file, so that all of them keep the same.

Words that hold a NUL character or half a character cannot be kept as they were said (`core.kernel.letters`), so the
record is refused with its reason. What stands around the words (names, columns, what was refused) is kept with U+FFFD
in the place of such a character.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from throughline.core.kernel.letters import find_unkept, replace_unkept
from throughline.discovery.contracts import Column, Evidence, Rejected, Speaker

LONGEST_NAME = 255
"""Characters of a name, a segment or a channel; what is longer is cut, and ends in an ellipsis."""
_NAMES = ("account", "person", "segment", "channel", "relayed_by")


def make_keepable(record: Evidence | Rejected) -> Evidence | Rejected:
    """The record as it can be kept, or why it cannot."""
    if isinstance(record, Rejected):
        return replace(record, reason=replace_unkept(record.reason), raw=replace_unkept(record.raw))
    if problem := find_unkept(record.text):
        number = record.row if record.row is not None else record.turn or 0
        return Rejected(record.source, number, None, problem, replace_unkept(record.text[:2000]))
    changed: dict[str, Any] = {name: cut_name(value) for name in _NAMES if (value := getattr(record, name))}
    changed["question"] = replace_unkept(record.question) if record.question else record.question
    changed["attributes"] = _replace_in(record.attributes)
    same = all(value == getattr(record, name) for name, value in changed.items())
    return record if same else replace(record, **changed)


def cut_name(name: str) -> str:
    """A name as it is kept: no longer than `LONGEST_NAME`."""
    kept = replace_unkept(name)
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - 1].rstrip() + "…"


def keep_column(column: Column) -> Column:
    return replace(column, name=replace_unkept(column.name), reason=replace_unkept(column.reason))


def keep_speaker(speaker: Speaker) -> Speaker:
    return replace(speaker, name=cut_name(speaker.name), reason=replace_unkept(speaker.reason))


def _replace_in(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        replace_unkept(name): replace_unkept(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }
