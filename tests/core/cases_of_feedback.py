"""Cases of undo for feedback: one for each of its services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.discovery.feedback import repeats, services
from throughline.discovery.models import Duplicate, EvidenceRow
from throughline.discovery.rules.repeats import Pair


def prepare(actor: Actor) -> None:
    """Two items that were written by hand before, proposed as one."""
    first = services.add_item(actor, text="It breaks on Mondays", account="Acme")
    second = services.add_item(actor, text="It breaks on Mondays!", account="Acme")
    repeats.keep_repeats(actor, pairs=[Pair(first.pk, second.pk, "the same words")])


def find_repeat(actor: Actor) -> int:
    return Duplicate.objects.filter(workspace=actor.workspace, state="proposed").order_by("pk")[0].pk


def propose_other_way(actor: Actor) -> None:
    later, earlier = EvidenceRow.objects.filter(workspace=actor.workspace, file__format="hand").order_by("-pk")[:2]
    repeats.keep_repeats(actor, pairs=[Pair(later.pk, earlier.pk, "the same words")])


_REPEATS = "throughline.discovery.feedback.repeats"
_HERE = "throughline.discovery.feedback.services"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{_HERE}.add_item": lambda a, _: services.add_item(a, text="It breaks again", account="Acme"),
    f"{_HERE}.choose_pseudonyms": lambda a, _: services.choose_pseudonyms(a, wanted=True),
    f"{_REPEATS}.keep_repeats": lambda a, _: propose_other_way(a),
    f"{_REPEATS}.accept_repeat": lambda a, _: repeats.accept_repeat(a, repeat_id=find_repeat(a)),
    f"{_REPEATS}.reject_repeat": lambda a, _: repeats.reject_repeat(a, repeat_id=find_repeat(a)),
}
