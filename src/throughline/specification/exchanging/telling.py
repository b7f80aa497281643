"""What was changed in a folder, in words for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.contracts import (
    Added,
    Change,
    Conflict,
    Edited,
    Merge,
    Moved,
    Place,
    Reassigned,
    Removed,
    Renamed,
    Reordered,
    StoryAdded,
    StoryRemoved,
    Unread,
)
from throughline.specification.rules.wording import count

Json = dict[str, Any]
_LONGEST = 160
KINDS: dict[type[Change], str] = {
    Edited: "edited",
    Reassigned: "reassigned",
    Added: "added",
    Removed: "removed",
    Moved: "moved",
    Renamed: "renamed",
    StoryAdded: "new story",
    StoryRemoved: "story out",
    Reordered: "reordered",
}
"""What each kind of change is called."""
_AROUND = 4
"""Words that are shown on either side of what was changed."""


def describe_merge(merge: Merge) -> str:
    """One line a change, each conflict with both sides, and what was not read."""
    lines = [f"{name_change(change):<11} {describe_change(change)}" for change in merge.applied]
    for conflict in merge.conflicts:
        lines += [f"conflict    {conflict.why}", *_show_sides(conflict)]
    lines += [show_unread(one) for one in merge.unread]
    counts = [count(len(merge.applied), "change"), f"{len(merge.known)} known already"]
    counts += [count(len(merge.conflicts), "conflict"), f"{len(merge.unread)} not read"]
    return "\n".join([*lines, f"{', '.join(counts)}."])


def show_unread(one: Unread) -> str:
    """What is no line of the PRD, with its place and why."""
    return f"not read    {one.path}:{one.line}: {cut(one.text)} ({one.why})"


def _show_sides(conflict: Conflict) -> Iterator[str]:
    sides = (("exported", conflict.base), ("folder", conflict.theirs), ("now", conflict.current))
    for name, text in sides:
        yield f"  {name:<9} {cut(text) if text else '(nothing)'}"


def name_change(change: Change) -> str:
    """What this kind of change is called."""
    return KINDS[type(change)]


def describe_change(change: Change) -> str:
    """One change in one line."""
    match change:
        case Edited() | Reassigned():
            before, after = show_difference(change.before, change.after)
            return f"“{before}” → “{after}”"
        case Renamed():
            return f"{change.field}: “{cut(change.before)}” → “{cut(change.after)}”"
        case Added():
            return f"{_show_place(change.place)}: “{cut(change.text)}”"
        case Removed():
            return f"“{cut(change.before)}”"
        case Moved():
            return f"{change.claim}: {_show_place(change.before)} → {_show_place(change.after)}"
        case StoryAdded() | StoryRemoved():
            return f"“{cut(change.title)}”"
        case Reordered():
            return f"{cut(' · '.join(change.was))} → {cut(' · '.join(change.titles))}"


def show_difference(before: str, after: str) -> tuple[str, str]:
    """Both texts from a few words before to a few words after where they differ."""
    old, new = before.split(), after.split()
    shortest = min(len(old), len(new))
    start = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    end = next((n for n in range(shortest - start) if old[-1 - n] != new[-1 - n]), shortest - start)
    return _cut_around(old, start, end), _cut_around(new, start, end)


def _cut_around(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(words), len(words) - end + _AROUND)
    shown = " ".join(words[first:last])
    return f"{'… ' if first else ''}{shown}{' …' if last < len(words) else ''}"


def _show_place(place: Place) -> str:
    return "/".join(part for part in (place.section, place.block) if part)


def cut(text: str) -> str:
    """The text on one line, and no longer than a terminal bears."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rpartition(' ')[0]} …"


def merge_to_json(prd: Prd, merge: Merge, out: str | None) -> Json:
    """The same as one document."""
    return {
        "prd": prd.id,
        "applied": [change_to_json(change) for change in merge.applied],
        "known": [change_to_json(change) for change in merge.known],
        "conflicts": [
            {"change": change_to_json(c.change), "why": c.why, "exported": c.base, "folder": c.theirs, "now": c.current}
            for c in merge.conflicts
        ],
        "masked": [],
        "closed": [],
        "unread": [_unread_to_json(one) for one in merge.unread],
        "taken": None,
        "out": out,
    }


def change_to_json(change: Change) -> Json:
    """One change with its kind."""
    return {"kind": name_change(change), **asdict(change)}


def _unread_to_json(one: Unread) -> Json:
    return {"path": one.path, "line": one.line, "text": one.text, "why": one.why}
