"""What makes a function a service: a role is demanded, one transaction holds it, the change is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from throughline.core.contracts import WRITERS, Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import Forbidden
from throughline.core.models import Change
from throughline.core.undo.derived import refresh_followers
from throughline.core.undo.recorder import Act
from throughline.core.undo.turn import take_turn

Params = ParamSpec("Params")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Service:
    """A registered service: its verb, who may use it, and the function that callers call."""

    verb: str
    roles: frozenset[MemberRole]
    call: Callable[..., Any]


SERVICES: dict[str, Service] = {}


def demand_role(actor: Actor, roles: frozenset[MemberRole], verb: str) -> None:
    """Raise `Forbidden` unless the actor is an active member of this workspace in one of `roles`."""
    member = actor.member
    if member.workspace_id != actor.workspace.pk or not member.active:  # pyright: ignore[reportAttributeAccessIssue]
        raise Forbidden("you are not a member of this workspace", mend="ask its owner for a link")
    if actor.role not in roles:
        allowed = " or ".join(sorted(roles))
        raise Forbidden(f"a {actor.role} may not {verb}", mend=f"ask someone who is {allowed}")


def service(
    verb: str, *, roles: frozenset[MemberRole] = WRITERS
) -> Callable[[Callable[Concatenate[Act, Params], Result]], Callable[Concatenate[Actor, Params], Result]]:
    """Turn `do(act, …)` into `do(actor, …)`: checked, in one transaction, recorded and undoable."""

    def wrap(do: Callable[Concatenate[Act, Params], Result]) -> Callable[Concatenate[Actor, Params], Result]:
        @wraps(do)
        def call(actor: Actor, /, *args: Params.args, **kwargs: Params.kwargs) -> Result:
            demand_role(actor, roles, verb)
            with transaction.atomic():
                take_turn(actor.workspace)
                now = utc_now()
                change = Change.objects.create(workspace=actor.workspace, member=actor.member, verb=verb, at=now)
                act = Act(actor=actor, change=change, now=now)
                result = do(act, *args, **kwargs)
                refresh_followers(actor.workspace, act.touched)
                return result

        SERVICES[f"{do.__module__}.{do.__name__}"] = Service(verb, roles, call)
        return call

    return wrap
