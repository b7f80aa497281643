"""Cases of undo for feedback: one for each of its services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.discovery.feedback import services


def prepare(actor: Actor) -> None:
    """One item that was written by hand before."""
    services.add_item(actor, text="It breaks on Mondays", account="Acme")


_HERE = "throughline.discovery.feedback.services"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{_HERE}.add_item": lambda a, _: services.add_item(a, text="It breaks again", account="Acme"),
}
