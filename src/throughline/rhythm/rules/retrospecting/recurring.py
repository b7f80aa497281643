"""What keeps coming back: the same cause, or friction in the same kind of story, in two of the last retrospectives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from throughline.rhythm.rules.retrospecting.causes import MEANINGS
from throughline.rhythm.rules.retrospecting.contracts import Cause, Held, Item

LAST = 4
"""How many retrospectives are looked back on: what is longer ago teaches nothing any more."""
LEAST = 2


@dataclass(frozen=True, slots=True)
class Recurring:
    """One thing that came back: a `cause`, or else a `kind` of story, in `held` of the last `of` retrospectives.

    `held` are those it came in, the latest first, each with the items that say so and no others.
    """

    cause: Cause | None
    kind: str
    held: tuple[Held, ...]
    of: int

    @property
    def key(self) -> str:
        """Stays the same as long as the same thing comes back."""
        return f"cause-{self.cause.value}" if self.cause else f"kind-{self.kind}"

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for held in self.held for item in held.items)

    @property
    def minutes(self) -> int:
        """What is known of its cost."""
        return sum(item.minutes or 0 for item in self.items)

    @property
    def unknown(self) -> int:
        """Items of which nobody knows what they cost."""
        return sum(item.minutes is None for item in self.items)

    @property
    def cases(self) -> tuple[str, ...]:
        """The edge cases that are asked first of the next PRD."""
        return _join([MEANINGS[cause].cases for cause in self._causes])

    @property
    def checks(self) -> tuple[str, ...]:
        """The check's rules that are shown first; a kind of story raises none, its questions alone."""
        return MEANINGS[self.cause].checks if self.cause else ()

    @property
    def _causes(self) -> list[Cause]:
        return [self.cause] if self.cause else list(dict.fromkeys(item.cause for item in self.items if item.cause))


def find_recurring(held: Sequence[Held]) -> tuple[Recurring, ...]:
    """What came in at least two of the last four retrospectives, what came most often first; causes before kinds.

    Several items of one retrospective count once. "Other" is no cause that two items could share, and an item of which
    nobody said the cause counts for none.
    """
    last = sorted(held, key=lambda one: (one.day, one.key), reverse=True)[:LAST]
    causes = [_gather(last, cause, "") for cause in Cause if cause is not Cause.OTHER]
    kinds = sorted({item.kind for one in last for item in one.items if item.kind})
    found = [*causes, *(_gather(last, None, kind) for kind in kinds)]
    back = [one for one in found if len(one.held) >= LEAST]
    return tuple(sorted(back, key=lambda one: (one.cause is None, -len(one.held), -one.minutes)))


def _gather(last: Sequence[Held], cause: Cause | None, kind: str) -> Recurring:
    def belongs(item: Item) -> bool:
        return item.cause is cause if cause else item.kind == kind

    return Recurring(cause, kind, tuple(_keep(last, belongs)), len(last))


def _keep(last: Sequence[Held], belongs: Callable[[Item], bool]) -> list[Held]:
    kept = [Held(one.key, one.day, tuple(filter(belongs, one.items))) for one in last]
    return [one for one in kept if one.items]


def _join(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for group in groups for id_ in group))
