"""Where each slice registers what can run as a job. Filled once, when the applications are ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Run = Callable[..., str | None]
Stopping = Callable[[str, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered job: its name, its function, the words of the link to what it made, what to tidy once it is done.

    `stopping(step, arguments)` says what cancelling it would do at that step, as the words of a button.
    """

    name: str
    run: Run
    leads: str
    tidy: Callable[..., object] | None = None
    stopping: Stopping | None = None


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    leads: str = "See what came of it",
    tidy: Callable[..., object] | None = None,
    stopping: Stopping | None = None,
) -> Callable[[Run], Run]:
    """Register `run(actor, *, report, **arguments)`, which returns one sentence on what came of it.

    It must be idempotent: a job whose worker died is run again from its beginning, and nothing may be doubled by it.
    `report` is a `Progress`; whatever it raises must be let through. `tidy(**arguments)` is called when the job's row
    says that it is done, so that what a second attempt would need is there until then.
    """

    def add(run: Run) -> Run:
        KINDS[name] = Kind(name, run, leads, tidy, stopping)
        return run

    return add


def find_kind(name: str) -> Kind | None:
    """The registered job of that name; None where this version knows none."""
    return KINDS.get(name)
