"""The ledger: every call to a model is written down when it begins, and what came of it when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from throughline.core.contracts import Actor
from throughline.core.jobs.errors import Cancelled
from throughline.core.kernel.clock import utc_now
from throughline.language.models.contracts import Answer, ModelSettings, Usage
from throughline.language.models.errors import ModelFailure
from throughline.language.models.explaining import hide_key
from throughline.language.models.pricing import find_cost
from throughline.specification.models import ModelCall, ModelDraft

Result = TypeVar("Result")
ANSWERED, CANCELLED, INTERRUPTED, BROKE = "answered", "cancelled", "interrupted", "broke"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a call is for, in a word or two, and the draft or PRD it belongs to, if any."""

    name: str
    draft: ModelDraft | None = None
    prd: str = ""


def record_call(
    actor: Actor, settings: ModelSettings, purpose: Purpose, call: Callable[[ModelCall], tuple[Result, Answer]]
) -> Result:
    """Do `call` with its row in the ledger; however it ends, the row says so. Lets through whatever is raised."""
    row = ModelCall.objects.create(
        workspace=actor.workspace,
        member=actor.member,
        draft=purpose.draft,
        prd=purpose.draft.prd.key if purpose.draft else purpose.prd,
        purpose=purpose.name,
        model=settings.name[:160],
        host=settings.host[:260],
    )
    began = time.monotonic()
    try:
        result, answer = call(row)
    except ModelFailure as failure:
        _close(row, settings, failure.usage, outcome=failure.code, said=failure.sentence)
        raise
    except BaseException as error:
        outcome = CANCELLED if isinstance(error, Cancelled | KeyboardInterrupt) else INTERRUPTED
        ended = BROKE if isinstance(error, Exception) else outcome
        _close(row, settings, Usage(seconds=time.monotonic() - began), outcome=ended)
        raise
    _close(row, settings, answer.usage, outcome=ANSWERED)
    return result


def _close(row: ModelCall, settings: ModelSettings, usage: Usage, *, outcome: str, said: str = "") -> None:
    ModelCall.objects.filter(pk=row.pk).update(
        ended=utc_now(),
        seconds=round(usage.seconds, 3),
        attempts=usage.attempts,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        cost=find_cost(settings, usage),
        outcome=outcome,
        said=hide_key(said, settings)[:1000],
    )


def close_interrupted(draft: ModelDraft) -> bool:
    """Close a call of the draft that a worker left open when it ended; whether there was one."""
    left = ModelCall.objects.filter(draft=draft, ended=None)
    return bool(left.update(ended=utc_now(), outcome=INTERRUPTED))
