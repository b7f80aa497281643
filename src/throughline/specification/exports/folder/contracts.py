"""What is read back from a folder, and what comes of merging it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from throughline.specification.contracts import Prd, Role

SETTLE = "settle"
"""The key of the place above all sections, "Before you share this"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the key of its section, the id of its block, and the line before it, each empty for none."""

    section: str
    block: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """A line with other words; `cells` and `was` are those words and the ones before as they stand in a table."""

    claim: str
    before: str
    after: str
    cells: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A line that somebody else is to answer."""

    claim: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Added:
    """A new line: a judgement of whoever reads the folder back. `cites` are ids of evidence that it refers to."""

    claim: str
    place: Place
    text: str
    role: Role = Role.SENTENCE
    label: str = ""
    cells: tuple[str, ...] = ()
    owner: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that stands nowhere in the folder any more."""

    claim: str
    before: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A line that stands elsewhere, its words unchanged or changed besides."""

    claim: str
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Renamed:
    """Another title, priority or owner: of the PRD where `place` names no section, else of a section or a block."""

    place: Place
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StoryAdded:
    """A new story; its lines are further changes, whose place names its `block`."""

    section: str
    block: str
    title: str
    priority: str = ""


@dataclass(frozen=True, slots=True)
class StoryRemoved:
    """A story of which neither the title nor a line is left; its lines are removals of their own."""

    section: str
    block: str
    title: str


@dataclass(frozen=True, slots=True)
class Reordered:
    """The stories in another order: the ids of their blocks, and their titles, as they stood and as they stand."""

    section: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    was: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


Change: TypeAlias = Edited | Reassigned | Added | Removed | Moved | Renamed | StoryAdded | StoryRemoved | Reordered


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the folder that is no line of the PRD: kept and shown, never dropped. `line` counts from 1."""

    path: str
    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class FolderEdit:
    """What somebody did to a folder since it was written: `base` is the PRD as it was written, masks and all."""

    base: Prd
    changes: tuple[Change, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that meets another one: what stood there, what the folder says, and what stands there now.

    An empty text means that there is nothing.
    """

    change: Change
    why: str
    base: str = ""
    theirs: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """The PRD with every change that met no other, and the rest.

    `applied` are the changes that are in `prd`, `known` those that stood there already. `called` gives the ids that new
    lines and stories which stood there already have in `prd`, by the ids their changes name.
    """

    prd: Prd
    applied: tuple[Change, ...] = ()
    known: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unread: tuple[Unread, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict[str, str])
