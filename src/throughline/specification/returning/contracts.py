"""What comes back from a folder, change by change, as a person decides about it. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from throughline.specification.exports.folder.contracts import Change, FolderEdit, Unread


class Stand(StrEnum):
    """How a change stands to the PRD as it is now.

    `FREE` meets nothing. `CONFLICT` meets another change. `MASKED` holds words that stand for what may not leave.
    `CLOSED` is not taken over this way at all.
    """

    FREE = "free"
    CONFLICT = "conflict"
    MASKED = "masked"
    CLOSED = "closed"


class Choice(StrEnum):
    """Whose version stands: the PRD's, the folder's, or one below the other."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Item:
    """One change, and what is needed to decide about it.

    `key` is the same for the same change of the same folder; `id` is another one once what it meets is another. `was`
    is what was exported, `now` what stands in the PRD with its names, `theirs` what the folder says with the names put
    back where they are certain, each empty for nothing. `cells` are `theirs` as the cells of a row. `masks` are those
    in the folder's words, `left` those of them that a person must replace, `gone` those that were in the line only.
    """

    key: str
    id: str
    change: Change
    stand: Stand
    section: str
    why: str = ""
    was: str = ""
    now: str = ""
    theirs: str = ""
    cells: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    masks: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a folder brings back: what waits for a decision, what stands already, what is no line.

    `settled` are the changes that a person has left as they are. `called` gives the ids here of lines and stories that
    stood there already.
    """

    edit: FolderEdit
    items: tuple[Item, ...] = ()
    known: tuple[Change, ...] = ()
    settled: tuple[Item, ...] = ()
    unread: tuple[Unread, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict[str, str])

    def list_of(self, *stands: Stand) -> tuple[Item, ...]:
        """The items that stand so."""
        return tuple(item for item in self.items if item.stand in stands)

    @property
    def waits(self) -> bool:
        """Whether anything is left that a person can decide."""
        return bool(self.list_of(Stand.FREE, Stand.CONFLICT, Stand.MASKED))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an item; `words` in place of the folder's, where they wrote their own."""

    choice: Choice
    words: str = ""
