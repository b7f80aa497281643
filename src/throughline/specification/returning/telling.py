"""What a folder brings back to a workspace, in words for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from throughline.specification.exchanging.telling import change_to_json, cut, describe_change, name_change, show_unread
from throughline.specification.returning.contracts import Item, Plan, Stand
from throughline.specification.rules.wording import count

Json = dict[str, Any]


def describe_plan(plan: Plan, chosen: Collection[str], taken: int | None) -> str:
    """One line a change; a conflict with both sides; what was not read, and what was taken over."""
    rows = [row for item in plan.items for row in _describe(item, chosen)]
    rows += [show_unread(one) for one in plan.unread]
    counts = [count(len(plan.list_of(Stand.FREE)), "change"), f"{len(plan.known)} known already"]
    counts += [count(len(plan.list_of(Stand.CONFLICT)), "conflict"), f"{len(plan.list_of(Stand.MASKED))} with a mask"]
    counts += [f"{len(plan.list_of(Stand.CLOSED))} not taken over", f"{len(plan.unread)} not read"]
    return "\n".join([*rows, f"{', '.join(counts)}.", *_tell_end(plan, taken)])


def _describe(item: Item, chosen: Collection[str]) -> list[str]:
    if item.stand is Stand.FREE:
        return [f"{name_change(item.change):<11} {describe_change(item.change)}{f' ({item.why})' if item.why else ''}"]
    name = {Stand.CONFLICT: "conflict", Stand.MASKED: "masked", Stand.CLOSED: "not taken"}[item.stand]
    decided = " · decided" if item.id in chosen else ""
    sides = [("exported", item.was), ("folder", item.theirs), ("now", item.now)]
    shown = sides if item.stand is not Stand.CLOSED else [("folder", item.theirs)]
    lead = f"{name:<11} {name_change(item.change)}: {item.why}{decided}"
    return [lead, *(f"  {side:<9} {cut(text) if text else '(nothing)'}" for side, text in shown)]


def _tell_end(plan: Plan, taken: int | None) -> list[str]:
    if taken is not None:
        waits = len(plan.list_of(Stand.CONFLICT, Stand.MASKED))
        rest = " The rest waits on the PRD’s page, under Download." if waits else ""
        return [f"Taken over: {count(taken, 'change')}, as one step.{rest}"]
    return ["Nothing is changed yet; --accept takes over what meets no other change."] if plan.items else []


def plan_to_json(plan: Plan, chosen: Collection[str], taken: int | None) -> Json:
    """The same as one document."""
    return {
        "prd": plan.edit.base.id,
        "applied": [change_to_json(item.change) for item in plan.list_of(Stand.FREE)],
        "known": [change_to_json(change) for change in plan.known],
        "conflicts": [_item_to_json(item, chosen) for item in plan.list_of(Stand.CONFLICT)],
        "masked": [_item_to_json(item, chosen) for item in plan.list_of(Stand.MASKED)],
        "closed": [_item_to_json(item, chosen) for item in plan.list_of(Stand.CLOSED)],
        "unread": [{"path": one.path, "line": one.line, "text": one.text, "why": one.why} for one in plan.unread],
        "taken": taken,
        "out": None,
    }


def _item_to_json(item: Item, chosen: Collection[str]) -> Json:
    sides = {"exported": item.was, "folder": item.theirs, "now": item.now}
    return {"change": change_to_json(item.change), "why": item.why, **sides, "decided": item.id in chosen}
