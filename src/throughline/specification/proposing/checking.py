"""Trying a model with the shortest question there is, only when somebody asks for it."""

from __future__ import annotations

from throughline.core.contracts import Actor
from throughline.language.models.asking import ask
from throughline.language.models.contracts import Answer, ModelSettings, Question
from throughline.specification.proposing.ledger import Purpose, record_call

_MOST_TOKENS = 16
_LONGEST = 4_000


def try_model(actor: Actor, settings: ModelSettings) -> Answer:
    """One short answer, written down in the ledger. Raises a `ModelFailure`."""
    return record_call(actor, settings, Purpose("check"), lambda _: _twice(try_once(settings)))


def try_once(settings: ModelSettings) -> Answer:
    """The same without a ledger."""
    return ask(
        settings, Question("Answer in one word.", "Say yes.", most_tokens=_MOST_TOKENS, most_characters=_LONGEST)
    )


def _twice(answer: Answer) -> tuple[Answer, Answer]:
    return answer, answer
