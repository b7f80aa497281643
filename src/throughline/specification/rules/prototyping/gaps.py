"""Static checks of a prototype's graph: what cannot be reached, left or undone, and what nobody has ruled on.

A breadth-first search over screens in states; every finding names the story it belongs to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.specification.rules.prototyping.contracts import (
    Gap,
    GapKind,
    OriginKind,
    Prototype,
    Screen,
    ScreenKind,
    State,
    StateName,
    Transition,
)
from throughline.specification.rules.prototyping.planning import TOP
from throughline.specification.rules.wording import capitalise, join

Node = tuple[str, str]
_UNHAPPY = frozenset(StateName) - {StateName.IDEAL, StateName.LONG_CONTENT, StateName.SUCCESS_ASYNC}
_MADE = frozenset({ScreenKind.FORM, ScreenKind.UPLOAD})
_LEAVING = frozenset({"back", "cancel", "resume", "submit", "succeed"})
"""Events that bring nobody to a screen that was not theirs before."""


@dataclass(frozen=True, slots=True)
class _Graph:
    """Screens in states, and the ways out of each."""

    prototype: Prototype
    ways: Mapping[Node, tuple[tuple[Transition, Node], ...]]

    @property
    def start(self) -> Node:
        return (self.prototype.screens[0].id, "ideal")


def find_gaps(prototype: Prototype) -> tuple[Gap, ...]:
    """Everything the checks find, in the order of `GapKind`; the same prototype gives the same list."""
    graph = _build_graph(prototype)
    checks = (
        _find_unreachable,
        _find_dead_ends,
        _find_no_way_back,
        _find_unhandled,
        _find_without_rule,
        _find_no_exit,
        _find_lifecycle,
        _find_not_entered,
    )
    return tuple(gap for check in checks for gap in check(graph))


def _build_graph(prototype: Prototype) -> _Graph:
    nodes = {(screen.id, state.id.value) for screen, state in prototype.states}
    ways: dict[Node, list[tuple[Transition, Node]]] = {node: [] for node in nodes}
    for way in prototype.transitions:
        target = (way.target, way.target_state or "ideal")
        for node in _list_sources(way, nodes):
            if target in nodes:
                ways[node].append((way, target))
    return _Graph(prototype, {node: tuple(out) for node, out in ways.items()})


def _list_sources(way: Transition, nodes: Iterable[Node]) -> list[Node]:
    return sorted(n for n in nodes if n[0] == way.source and way.source_state in {"", n[1]})


def _reach(graph: _Graph, starts: Sequence[Node]) -> set[Node]:
    """All nodes that a walk from the starts comes to."""
    seen, ahead = set(starts), deque(starts)
    while ahead:
        for _, target in graph.ways.get(ahead.popleft(), ()):
            if target not in seen:
                seen.add(target)
                ahead.append(target)
    return seen


def _first_story(screen: Screen) -> str:
    return screen.stories[0] if screen.stories else ""


def _find_unreachable(graph: _Graph) -> Iterator[Gap]:
    screens = {screen for screen, _ in _reach(graph, [graph.start])}
    for screen in graph.prototype.screens:
        if screen.id not in screens:
            text = f"No way leads to “{screen.title}”."
            yield Gap(GapKind.UNREACHABLE, text, screen.id, story=_first_story(screen))


def _find_dead_ends(graph: _Graph) -> Iterator[Gap]:
    """A node that nothing leads out of, but for ways back into itself."""
    for screen, state in graph.prototype.states:
        node = (screen.id, state.id.value)
        if all(target == node for _, target in graph.ways[node]) and len(graph.ways) > 1:
            text = f"From “{screen.title}” in the state {_say(state)} nothing leads on."
            yield Gap(GapKind.DEAD_END, text, *node, story=_story_of(screen, state))


def _find_no_way_back(graph: _Graph) -> Iterator[Gap]:
    home = graph.start
    for screen, state in graph.prototype.states:
        node = (screen.id, state.id.value)
        if home not in _reach(graph, [node]):
            text = f"From “{screen.title}” in the state {_say(state)} there is no way back to the start."
            yield Gap(GapKind.NO_WAY_BACK, text, *node, story=_story_of(screen, state))


def _say(state: State) -> str:
    return state.id.value.replace("_", " ")


def _story_of(screen: Screen, state: State) -> str:
    return state.open[0].story if state.open else _first_story(screen)


def _find_unhandled(graph: _Graph) -> Iterator[Gap]:
    """A button in a state in which nothing handles its event."""
    for screen, state in graph.prototype.states:
        handled = {way.event for way, _ in graph.ways[(screen.id, state.id.value)]}
        for action in (action for block in state.blocks for action in block.actions):
            if action.event not in handled:
                text = f"On “{screen.title}” in the state {_say(state)} the button “{action.label}” does nothing."
                yield Gap(GapKind.UNHANDLED, text, screen.id, state.id.value, _story_of(screen, state))


def _find_without_rule(graph: _Graph) -> Iterator[Gap]:
    """Roles that come to a screen although no story of theirs is done there, where no criterion refuses them."""
    for screen in graph.prototype.screens:
        denied = screen.find_state("denied")
        owners = {place.role for place in graph.prototype.places if place.screen == screen.id}
        if not screen.stories or screen.kind is ScreenKind.AUTH or "" in owners or (denied and denied.is_specified):
            continue
        others = [
            role.label for role in graph.prototype.roles if role.id not in owners and _gets_to(graph, role.id, screen)
        ]
        if others:
            who = capitalise(join(others))
            text = f"{who} can open “{screen.title}”, and no criterion says whether they may."
            yield Gap(GapKind.NO_RULE, text, screen.id, "denied" if denied else "", _first_story(screen))


def _gets_to(graph: _Graph, role: str, screen: Screen) -> bool:
    """Whether the screen is in a role's own navigation, or a button that the role sees leads there."""
    mine = [s for s in graph.prototype.screens if not s.roles or role in s.roles]
    if screen in mine and (screen.kind in TOP or screen.kind is ScreenKind.DETAIL):
        return True
    seen = (a for s in mine for t in s.states for b in t.blocks for a in b.actions)
    events = {action.event for action in seen if not action.roles or role in action.roles} - _LEAVING
    return any(
        way.target == screen.id
        and way.source != screen.id
        and way.event in events
        and any(s.id == way.source for s in mine)
        for way in graph.prototype.transitions
    )


def _find_no_exit(graph: _Graph) -> Iterator[Gap]:
    """An unhappy state out of which one gets only by leaving the screen."""
    for screen, state in graph.prototype.states:
        out = [way for way, target in graph.ways[(screen.id, state.id.value)] if target != (screen.id, state.id.value)]
        if state.id in _UNHAPPY and not any(way.event != "back" for way in out):
            text = f"“{screen.title}” in the state {_say(state)} offers no way on but to leave."
            yield Gap(GapKind.NO_EXIT, text, screen.id, state.id.value, _story_of(screen, state))


def _find_lifecycle(graph: _Graph) -> Iterator[Gap]:
    """Things that a story makes, and that no story lists, changes or removes."""
    prototype = graph.prototype
    for entity in prototype.entities:
        own = [screen for screen in prototype.screens if screen.entity == entity.id]
        makers = [screen for screen in own if screen.kind in _MADE and screen.stories]
        if not makers:
            continue
        missing = [word for word, found in _lifecycle_of(prototype, own).items() if not found]
        if missing:
            what = join([f"no story {word} them" for word in missing], last="and")
            text = f"{capitalise(entity.many)} are made, but {what}."
            yield Gap(GapKind.LIFECYCLE, text, makers[0].id, story=makers[0].stories[0])


def _lifecycle_of(prototype: Prototype, own: Sequence[Screen]) -> dict[str, bool]:
    ids = {screen.id for screen in own}
    events = {w.event for w in prototype.transitions if w.source in ids and w.origin.kind is OriginKind.STORY}
    enters = {
        w.source
        for w in prototype.transitions
        if w.source in ids and w.target in ids and w.origin.kind is OriginKind.STORY
    }
    details = {screen.id for screen in own if screen.kind is ScreenKind.DETAIL}
    removed = any(
        event.startswith(("delete", "remove", "cancel_", "archive", "discard", "confirm_")) for event in events
    )
    changed = bool(enters & details) or any(event.startswith(("edit", "update", "change")) for event in events)
    listed = any(screen.stories for screen in own if screen.kind in {ScreenKind.LIST, ScreenKind.DASHBOARD})
    return {"lists": listed, "changes": changed, "removes": removed}


def _find_not_entered(graph: _Graph) -> Iterator[Gap]:
    """A state that a criterion speaks of, and into which no story and no criterion leads."""
    for shown in graph.prototype.shown:
        if shown.state is StateName.IDEAL:
            continue
        entering = [
            w for w in graph.prototype.transitions if (w.target, w.target_state) == (shown.screen, shown.state.value)
        ]
        if all(way.origin.kind is OriginKind.INFERRED for way in entering):
            state = shown.state.value.replace("_", " ")
            text = f"{shown.label} speaks of the state {state}, and nothing says what leads there."
            yield Gap(GapKind.NOT_ENTERED, text, shown.screen, shown.state.value, shown.story)
