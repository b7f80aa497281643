"""How long work tells a person what it is doing and how much is left."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on: `progress("Reading survey.csv", 400, 1000)`; `total` is None where it is unknown."""

    def __call__(self, what: str, done: int = 0, total: int | None = None, /) -> None: ...


def no_progress(what: str, done: int = 0, total: int | None = None, /) -> None:
    """For callers who do not want to know."""
