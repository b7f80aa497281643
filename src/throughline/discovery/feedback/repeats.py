"""Repeats: proposed by a rule, decided by a person, counted once without losing a customer or a segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.db.models.functions import Substr

from throughline.core.contracts import WRITERS, Actor
from throughline.core.kernel.progress import Progress, no_progress
from throughline.core.models import Workspace
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import demand_role, service
from throughline.discovery.contracts import MarkState
from throughline.discovery.feedback.errors import RepeatNotFound
from throughline.discovery.models import Duplicate, EvidenceRow
from throughline.discovery.models.conditions import IsRepeat
from throughline.discovery.rules.repeats import LONGEST_COMPARED, Pair, Said, find_repeats

MOST_PROPOSED = 2_000
"""So many pairs wait at once; more is no work for a person, and those left out are found again."""


def propose_repeats(actor: Actor, *, progress: Progress = no_progress) -> int:
    """Look through all feedback and keep what may be a repeat; how many pairs are new. Decided ones stay decided."""
    demand_role(actor, WRITERS, "look for repeats")
    progress("Looking for repeats", 0, None)
    pairs = find_repeats(list(_list_said(actor.workspace)))
    known = set(Duplicate.objects.filter(workspace=actor.workspace).values_list("first_id", "second_id"))
    waiting = Duplicate.objects.filter(workspace=actor.workspace, state=MarkState.PROPOSED).count()
    fresh = [pair for pair in pairs if (pair.first, pair.second) not in known][: max(0, MOST_PROPOSED - waiting)]
    if fresh:
        keep_repeats(actor, pairs=fresh)
    return len(fresh)


@service("propose repeats")
def keep_repeats(act: Act, *, pairs: Sequence[Pair]) -> None:
    """Keep pairs for a person to decide."""
    act.name_subject(f"{len(pairs):,} {'pair' if len(pairs) == 1 else 'pairs'}")
    act.create_many(
        [
            Duplicate(workspace=act.workspace, first_id=pair.first, second_id=pair.second, because=pair.because[:255])
            for pair in pairs
        ]
    )


@service("count as one")
def accept_repeat(act: Act, *, repeat_id: int) -> Duplicate:
    """Let the second piece repeat the first: one item from now on, and both customers still count.

    Neither is changed or lost: both can be quoted and found. Raises `RepeatNotFound`.
    """
    repeat = _get_repeat(act, repeat_id)
    act.name_subject(repeat.second.text[:120])
    root = repeat.first.duplicate_of or repeat.first.key
    if root != repeat.second.key:
        told = EvidenceRow.objects.filter(workspace=act.workspace, duplicate_of=repeat.second.key)
        for row in [repeat.second, *told.filter(IsRepeat("duplicate_of"))]:
            act.update(row, duplicate_of=root)
    return act.update(repeat, state=MarkState.ACCEPTED, member=act.member)


@service("keep both")
def reject_repeat(act: Act, *, repeat_id: int) -> Duplicate:
    """The two are two; they are never proposed again. Raises `RepeatNotFound`."""
    repeat = _get_repeat(act, repeat_id)
    act.name_subject(repeat.second.text[:120])
    return act.update(repeat, state=MarkState.REJECTED, member=act.member)


def list_waiting(workspace: Workspace, *, limit: int) -> list[Duplicate]:
    """The pairs that wait for a person, in the order they were found; those of withdrawn files wait unseen."""
    waiting = Duplicate.objects.filter(workspace=workspace, state=MarkState.PROPOSED)
    seen = waiting.filter(first__visible=True, second__visible=True).select_related(
        "first__file", "first__customer_account", "second__file", "second__customer_account"
    )
    return list(seen.order_by("id")[:limit])


def count_waiting(workspace: Workspace) -> int:
    """How many pairs wait."""
    waiting = Duplicate.objects.filter(workspace=workspace, state=MarkState.PROPOSED)
    return waiting.filter(first__visible=True, second__visible=True).count()


def _get_repeat(act: Act, repeat_id: int) -> Duplicate:
    waiting = Duplicate.objects.filter(workspace=act.workspace, pk=repeat_id, state=MarkState.PROPOSED)
    repeat = waiting.select_related("first", "second").first()
    if repeat is None:
        raise RepeatNotFound(repeat_id)
    return repeat


def _list_said(workspace: Workspace) -> Iterator[Said]:
    rows = EvidenceRow.objects.filter(workspace=workspace, visible=True, turn=None, interviewer=False)
    rows = rows.filter(~Q(IsRepeat("duplicate_of"))).annotate(words=Substr("text", 1, LONGEST_COMPARED)).order_by("id")
    read = ("id", "words", "customer_account_id", "customer_person_id", "attributes", "date")
    for pk, words, account, person, attributes, day in rows.values_list(*read).iterator(chunk_size=5000):
        customer = f"p{person}" if person else f"a{account}" if account else ""
        yield Said(pk, words, customer, str(attributes.get("id", "")), day)
