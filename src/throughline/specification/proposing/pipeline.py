"""The door for other rooms that want JSON from the configured model: a prompt of theirs, their data, their schema.

What comes back fits the schema and is checked no further: whoever asked merges it as untrusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from throughline.language.models.contracts import Answer, Estimate, Listen, ModelSettings, Question, ignore

if TYPE_CHECKING:
    from throughline.core.contracts import Actor

MOST_TOKENS = 8_000


def word_json(
    prompt: str, *, rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Any], most_tokens: int = MOST_TOKENS
) -> Question:
    """The question as it would be sent: `prompt` are the standing instructions, `rows` go inside the fence."""
    from throughline.language.models.json_asking import word_question

    return word_question(prompt, rows=rows, schema=schema, most_tokens=most_tokens)


def estimate_json(settings: ModelSettings, question: Question) -> Estimate:
    """What it may take, to be shown before it is asked. Asks nobody."""
    from throughline.language.models.pricing import estimate

    return estimate(settings, question)


def ask_json(
    settings: ModelSettings, question: Question, schema: Mapping[str, Any], *, listen: Listen = ignore
) -> tuple[str, Answer]:
    """The object as JSON text, valid by the schema, and the answer it came in. Raises a `ModelFailure`."""
    from throughline.language.models import json_asking

    data, answer = json_asking.ask_json(settings, question, schema, listen=listen)
    return json.dumps(data, ensure_ascii=False), answer


def ask_json_as(
    actor: Actor,
    question: Question,
    schema: Mapping[str, Any],
    *,
    purpose: str,
    prd: str = "",
    listen: Listen = ignore,
) -> str:
    """The same with the model that is configured, written down in the workspace's ledger under `purpose`.

    Raises `ModelOff` where none is, or a `ModelFailure`.
    """
    from throughline.specification.proposing.ledger import Purpose, record_call
    from throughline.specification.proposing.queries import demand_settings

    settings = demand_settings()
    return record_call(
        actor, settings, Purpose(purpose, prd=prd), lambda _: ask_json(settings, question, schema, listen=listen)
    )
