"""What theme finding gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Texts about one thing, as indexes into what was given.

    `members` stand nearest to the centre first. `examples` are up to ten of them, near the centre and unlike each
    other, best first. `words` are what sets the group apart, strongest first; `label` is made of them.
    """

    members: tuple[int, ...]
    label: str
    words: tuple[str, ...]
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BroadGroup:
    """Fine groups that belong together, as indexes into `Groups.fine`, the largest first."""

    groups: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Both levels, largest first. A text in no fine group fits nothing well enough."""

    fine: tuple[Group, ...] = ()
    broad: tuple[BroadGroup, ...] = ()
