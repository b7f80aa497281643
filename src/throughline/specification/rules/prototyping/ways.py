"""The ways between screens and states: from the kinds of screens, and from criteria as source, event and target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.specification.rules.prototyping.contracts import (
    INFERRED,
    Origin,
    OriginKind,
    Screen,
    ScreenKind,
    State,
    StateName,
    Transition,
)
from throughline.specification.rules.prototyping.deeds import Deed, make_id, set_plain
from throughline.specification.rules.prototyping.planning import TOP, Layout, Plan, enter_event, event_of, is_edit
from throughline.specification.rules.prototyping.telling import place_criterion, tell_state
from throughline.specification.rules.stories.contracts import Kind, Point
from throughline.specification.rules.stories.steps import read_criterion

MOST_TRANSITIONS = 200
_EVENTS = {
    StateName.EMPTY: "clear",
    StateName.LOADING: "load",
    StateName.PARTIAL: "lose_part",
    StateName.ERROR: "fail",
    StateName.DENIED: "deny",
    StateName.OFFLINE: "disconnect",
    StateName.CONFLICT: "collide",
    StateName.LIMIT: "reach_limit",
    StateName.STALE: "age",
    StateName.PENDING: "wait",
    StateName.EXPIRED: "expire",
    StateName.LONG_CONTENT: "fill",
    StateName.UNDO: "undo",
    StateName.CONFIRM: "ask",
    StateName.SUCCESS_ASYNC: "succeed_later",
    StateName.DEGRADED: "degrade",
    StateName.DUPLICATE: "repeat",
}
"""What brings a screen into a state, where no criterion names it."""
_MOST_LABEL = 80
_PERSON = re.compile(r"(?:i|we|they|he|she|(?:the|an?|any|each)\s+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Way:
    """One transition and how much it matters: 0 is needed for every story to be reached."""

    weight: int
    transition: Transition


def build_ways(layout: Layout, screens: Sequence[Screen]) -> tuple[Transition, ...]:
    """At most 200 transitions; of several on one event from one state the first stands, and the least matter go."""
    found: dict[tuple[str, str, str], _Way] = {}
    for way in _list_ways(layout, {screen.id: screen for screen in screens}):
        told = way.transition
        found.setdefault((told.source, told.source_state, told.event), way)
    kept = sorted(found.values(), key=lambda way: way.weight)[:MOST_TRANSITIONS]
    return tuple(way.transition for way in found.values() if way in kept)


def _list_ways(layout: Layout, screens: Mapping[str, Screen]) -> Iterator[_Way]:
    home = layout.plans[0].id
    for plan in layout.plans:
        screen = screens[plan.id]
        yield from _navigate(plan, home)
        yield from _criteria_ways(plan, screen, screens)
        yield from _do(plan, layout, screen)
        yield from _enter_states(screen)


def _navigate(plan: Plan, home: str) -> Iterator[_Way]:
    """From home to every screen at the top and back; from the others to where one came from."""
    if plan.id == home:
        return
    origin = _story_origin(plan)
    if plan.kind in TOP or not plan.parent:
        yield _Way(0, Transition(home, f"go_{plan.id}"[:40], plan.id, label=plan.title, origin=origin))
    yield _Way(0, Transition(plan.id, "back", plan.parent or home, label="Back"))


def _story_origin(plan: Plan) -> Origin:
    return Origin(OriginKind.STORY, plan.deeds[0].story.id[:40]) if plan.deeds else INFERRED


def _do(plan: Plan, layout: Layout, screen: Screen) -> Iterator[_Way]:
    """What is done on a screen, and the screens of its thing that it leads to."""
    if plan.kind is ScreenKind.LIST:
        detail = make_id(plan.entity, tail="detail")
        if layout.find_plan(detail):
            yield _Way(0, Transition(plan.id, "open", detail, label="Open"))
    for child in layout.plans:
        if child.entity == plan.entity and plan.entity and child.parent:
            yield from _lead(plan, child)
    for deed in plan.deeds:
        yield from _do_deed(plan, deed, screen, layout)
    yield from _settle(plan, screen, layout)


def _lead(plan: Plan, child: Plan) -> Iterator[_Way]:
    if plan.kind not in {ScreenKind.LIST, ScreenKind.DETAIL} or child.kind is ScreenKind.DETAIL:
        return
    for deed in child.deeds:
        if child.kind is ScreenKind.FORM and is_edit(deed) is not (plan.kind is ScreenKind.DETAIL):
            continue
        origin = Origin(OriginKind.STORY, deed.story.id[:40])
        yield _Way(0, Transition(plan.id, enter_event(deed, child), child.id, label=deed.label, origin=origin))


def _do_deed(plan: Plan, deed: Deed, screen: Screen, layout: Layout) -> Iterator[_Way]:
    event, origin = event_of(deed, plan), Origin(OriginKind.STORY, deed.story.id[:40])
    if not event:
        return
    if deed.kind in {Kind.DELETE, Kind.APPROVE} and screen.find_state("confirm"):
        yield _Way(0, Transition(plan.id, event, plan.id, target_state="confirm", label=deed.label, origin=origin))
        yield _Way(1, _after_confirm(plan, deed, screen, origin))
        return
    target, state = _find_outcome(plan, deed, screen, layout)
    yield _Way(0, Transition(plan.id, event, target, target_state=state, label=deed.label, origin=origin))


def _after_confirm(plan: Plan, deed: Deed, screen: Screen, origin: Origin) -> Transition:
    """What is gone is gone from its list, or can be brought back where the screen knows how."""
    sure = f"confirm_{make_id(deed.label)}"[:40]
    state = "undo" if screen.find_state("undo") else ""
    target = plan.id if state or deed.kind is Kind.APPROVE else (plan.parent or plan.id)
    return Transition(plan.id, sure, target, "confirm", state, label=deed.label, origin=origin)


def _find_outcome(plan: Plan, deed: Deed, screen: Screen, layout: Layout) -> tuple[str, str]:
    """Where one is after a story was done."""
    if deed.kind is Kind.EXPORT and screen.find_state("success_async"):
        return plan.id, "success_async"
    if plan.kind in {ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD}:
        return plan.parent or layout.plans[0].id, ""
    if plan.kind is ScreenKind.MESSAGE:
        detail = make_id(deed.thing, tail="detail")
        return (detail if layout.find_plan(detail) else layout.plans[0].id), ""
    return (layout.plans[0].id if plan.kind is ScreenKind.AUTH else plan.id), ""


def _settle(plan: Plan, screen: Screen, layout: Layout) -> Iterator[_Way]:
    """Out of every state: go on as usual, or leave what was begun."""
    if len(screen.states) > 1:
        yield _Way(1, Transition(plan.id, "resume", plan.id, label=f"Reload {plan.title.lower()}"[:_MOST_LABEL]))
    if screen.find_state("confirm"):
        yield _Way(1, Transition(plan.id, "cancel", plan.id, "confirm", label="Cancel"))
    if plan.kind in {ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD}:
        yield _Way(1, Transition(plan.id, "cancel", plan.parent or layout.plans[0].id, label="Cancel"))
    if screen.find_state("pending") and plan.kind in {ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD}:
        yield _Way(3, Transition(plan.id, "succeed", plan.parent or layout.plans[0].id, "pending", label="Succeed"))


def _enter_states(screen: Screen) -> Iterator[_Way]:
    for state in screen.states:
        if state.id is not StateName.IDEAL:
            weight = 1 if state.criteria else 2
            yield _Way(
                weight,
                Transition(
                    screen.id,
                    _EVENTS[state.id],
                    screen.id,
                    "ideal",
                    state.id.value,
                    label=_EVENTS[state.id].replace("_", " ").capitalize(),
                ),
            )


def _criteria_ways(plan: Plan, screen: Screen, screens: Mapping[str, Screen]) -> Iterator[_Way]:
    for deed in plan.deeds:
        for point in deed.story.criteria:
            if way := read_way(point, plan, screen, screens.values()):
                yield _Way(1, way)


def read_way(point: Point, plan: Plan, screen: Screen, screens: Iterable[Screen]) -> Transition | None:
    """A criterion as a transition: Given is the source, When the event, Then the target; None where nothing happens."""
    parts = read_criterion(point.text)
    if not parts.when and not parts.given:
        return None
    when, given = " and ".join(parts.when or parts.given), " and ".join(parts.given if parts.when else ())
    state = place_criterion(point)
    source_state = tell_state(f"{given}.") if given else StateName.IDEAL
    target = _find_target(" ; ".join(parts.then), screen, screens)
    return Transition(
        source=plan.id,
        event=make_id(f"{_without_person(when)}"[:34]),
        target=target.id,
        source_state=source_state.value if screen.find_state(source_state) and source_state is not state else "ideal",
        target_state=state.value if target is screen and screen.find_state(state) else "",
        guard=set_plain(given),
        label=set_plain(when, most=_MOST_LABEL),
        origin=Origin(OriginKind.AC, point.id[:40]),
    )


def _without_person(when: str) -> str:
    return _PERSON.sub("", when, count=1)


_GOES = re.compile(
    r"\b(?:taken|led|sent|redirected|brought|moved|returned|goes|go|opens?|see|sees|lands?)\b.*", re.IGNORECASE
)


def _find_target(then: str, screen: Screen, screens: Iterable[Screen]) -> Screen:
    """Another screen that the outcome leads to by name, else the same."""
    goes = _GOES.search(then)
    if goes:
        for other in sorted(screens, key=lambda s: -len(s.title)):
            if other is not screen and re.search(
                rf"(?<!\w){re.escape(other.title.lower())}(?!\w)", goes.group().lower()
            ):
                return other
    return screen


def drop_stranded(screens: Sequence[Screen], ways: Sequence[Transition]) -> tuple[Screen, ...]:
    """Screens without the states that no way leads to any more: what is open and cannot be entered says nothing."""
    entered = {(way.target, way.target_state or "ideal") for way in ways}

    def keep(screen: Screen, state: State) -> bool:
        return state.id is StateName.IDEAL or bool(state.criteria) or (screen.id, state.id.value) in entered

    return tuple(_with_states(screen, [s for s in screen.states if keep(screen, s)]) for screen in screens)


def _with_states(screen: Screen, states: Sequence[State]) -> Screen:
    return Screen(
        screen.id, screen.title, screen.kind, tuple(states), screen.origin, screen.roles, screen.entity, screen.stories
    )
