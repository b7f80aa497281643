"""The answer as JSON; docs/reference/json.md describes it."""

from __future__ import annotations

from typing import Any

from throughline.iteration.effects.answering import Answer


def write_document(answer: Answer) -> dict[str, Any]:
    """The same keys every time; what is not known is null."""
    effect, relative = answer.effect, answer.effect.relative
    return {
        "effect": effect.effect.middle,
        "low": effect.effect.low,
        "high": effect.effect.high,
        "relative": relative and relative.middle,
        "relative_low": relative and relative.low,
        "relative_high": relative and relative.high,
        "p": effect.p,
        "half_width": effect.half_width,
        "placebo": {
            "dates": effect.placebo.dates,
            "false_alarms": effect.placebo.false_alarms if effect.placebo.dates else None,
        },
        "verdict": answer.verdict.value,
        "reason": answer.reason,
    }
