"""What a folder may say and a PRD does not take over this way, each with the reason."""

from __future__ import annotations

from throughline.specification.exports.folder.contracts import Added, Edited, Reassigned, Renamed, StoryAdded
from throughline.specification.returning.contracts import Item

LONGEST_LINE, LONGEST_TITLE, LONGEST_STORY, LONGEST_OWNER = 2_000, 300, 160, 120
PRIORITIES = ("", "P1", "P2", "P3")


def find_limit(item: Item) -> str:
    """Why this change cannot be taken over; empty where it can."""
    match item.change:
        case Edited() | Added():
            return _limit_words(item.theirs, LONGEST_LINE, "a line", "take the whole line out to remove it")
        case StoryAdded():
            return _limit_words(item.theirs, LONGEST_STORY, "a story’s title", "write one")
        case Reassigned():
            return "" if len(item.theirs) <= LONGEST_OWNER else "this name is too long"
        case Renamed():
            return _limit_name(item, item.change)
        case _:
            return ""


def _limit_name(item: Item, change: Renamed) -> str:
    if change.field == "priority":
        return limit_priority(change.after)
    if change.field == "owner":
        return _limit_words(item.theirs, LONGEST_OWNER, "an owner", "write a name")
    if change.place.section and not change.place.block:
        return "sections are called the same in every PRD"
    longest = LONGEST_STORY if change.place.section else LONGEST_TITLE
    return _limit_words(item.theirs, longest, "a title", "write one")


def limit_priority(priority: str) -> str:
    """Why a story cannot have this priority; empty where it can."""
    return "" if priority in PRIORITIES else f"a priority is P1, P2, P3 or none, and not “{priority[:40]}”"


def _limit_words(text: str, longest: int, what: str, mend: str) -> str:
    if not text.strip():
        return f"{what} needs words; {mend}"
    return "" if len(text) <= longest else f"{what} has at most {longest:,} characters, and this has {len(text):,}"
