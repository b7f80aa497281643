"""What keeps coming back, in sentences; every figure is counted from the items it names."""

from __future__ import annotations

from throughline.rhythm.rules.retrospecting.causes import MEANINGS
from throughline.rhythm.rules.retrospecting.reading import say_cost
from throughline.rhythm.rules.retrospecting.recurring import Recurring

_KINDS = {
    "list": "stories that show a list",
    "detail": "stories that show one thing",
    "form": "stories with a form",
    "delete": "stories that delete something",
    "approve": "approval stories",
    "notify": "notification stories",
    "auth": "sign-in stories",
    "pay": "payment stories",
}


def say_subject(found: Recurring) -> str:
    """`Missing states`; `Friction in export stories`"""
    if found.cause:
        return MEANINGS[found.cause].many
    return f"Friction in {_KINDS.get(found.kind, f'{found.kind} stories')}"


def say_return(found: Recurring) -> str:
    """`Missing states came back in 3 of your last 4 retrospectives`"""
    return f"{say_subject(found)} came back in {say_share(len(found.held), found.of)}"


def say_share(times: int, of: int) -> str:
    """`3 of your last 4 retrospectives`; `both of your last two retrospectives`"""
    if times == of:
        return "both of your last two retrospectives" if of == 2 else f"all of your last {of} retrospectives"
    return f"{times} of your last {of} retrospectives"


def say_price(found: Recurring) -> str:
    """What it cost as far as anybody knows: `It cost 3 days; for 1 of 4 items nobody said what it cost.`"""
    many, unknown = len(found.items), found.unknown
    if unknown == many:
        return "Nobody said what it cost."
    cost = f"It cost {say_cost(found.minutes)}"
    return f"{cost}; for {unknown} of {many} lines nobody said." if unknown else f"{cost} in all."
