"""Who may send a form: owners and editors, unless a view says that others may too.

The service demands a role as well; this answers before any form is read, so that no page can forget it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from throughline.core.contracts import COMMENTERS, WRITERS, Actor, MemberRole
from throughline.core.kernel.errors import Forbidden

EVERYONE = frozenset(MemberRole)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., object])

__all__ = ["COMMENTERS", "EVERYONE", "READING", "WRITERS", "allow", "demand_allowed"]


def allow(roles: frozenset[MemberRole]) -> Callable[[View], View]:
    """Let members in `roles` send forms to the decorated view: `@allow(COMMENTERS)`."""

    def mark(view: View) -> View:
        view.allowed_roles = roles  # type: ignore[attr-defined]
        return view

    return mark


def demand_allowed(actor: Actor, view: Callable[..., object], method: str | None) -> None:
    """Raises `Forbidden` where this member may not send what changes something to `view`."""
    if method in READING or actor.role in getattr(view, "allowed_roles", WRITERS):
        return
    raise Forbidden(f"a {actor.role} cannot change this", mend="ask an owner or an editor of the workspace")
