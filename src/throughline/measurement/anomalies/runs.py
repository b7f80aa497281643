"""Days outside that belong together: one anomaly from its first day, not ten."""

from __future__ import annotations

from dataclasses import dataclass, field

_APART = 2
"""How many days apart days outside are still one anomaly."""


@dataclass(slots=True)
class Run:
    """Days outside, by index: the first, since when the series was off, the last; and the step, if it stays."""

    first: int
    since: int
    last: int
    up: bool
    days: int = 1
    step: float = 0.0
    open: bool = True


@dataclass(slots=True)
class Runs:
    """Every run so far; the last one may still be open."""

    found: list[Run] = field(default_factory=lambda: [])

    @property
    def _open(self) -> Run | None:
        return self.found[-1] if self.found and self.found[-1].open else None

    @property
    def open_step(self) -> float:
        """How far the level was moved in the run that is open."""
        return self._open.step if self._open else 0.0

    def has_returned(self, off: float, room: float) -> bool:
        """Whether a day lies outside the new level of an open run, and within the old one."""
        return self.open_step != 0 and abs(off) > room >= abs(off + self.open_step)

    def end(self, last: int) -> float:
        """What was taken for a new level was none; the step that is to be undone."""
        run = self.found[-1]
        step, run.step, run.last, run.open = run.step, 0.0, last, False
        return step

    def add(self, day: int, *, since: int, up: bool) -> int:
        """A day outside: of the open run where that goes the same way and is not long ago, else of a new one.

        How many days the run has now.
        """
        run = self._open
        if run is not None and run.up == up and day - run.last <= _APART:
            run.last, run.days = day, run.days + 1
            return run.days
        self.close()
        self.found.append(Run(day, since, day, up))
        return 1

    def take_step(self, size: float) -> None:
        """The open run moved the level."""
        self.found[-1].step += size

    def close(self) -> None:
        """The next day outside is another anomaly."""
        if self._open:
            self._open.open = False
