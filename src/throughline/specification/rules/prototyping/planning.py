"""Which screens there are, what can be done on each, and where each story is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from throughline.specification.rules.prototyping.contracts import Action, Place, Role, ScreenKind
from throughline.specification.rules.prototyping.deeds import Deed, is_weak, make_id, many_of, set_plain
from throughline.specification.rules.prototyping.grouping import Group, group_deeds
from throughline.specification.rules.stories.contracts import Kind
from throughline.specification.rules.wording import capitalise

MOST_SCREENS = 30
MOST_ENTITIES = 12
MOST_ROLES = 8
_EDITS = frozenset({"edit", "update", "change", "correct", "modify", "adjust", "rename", "move", "reschedule", "set"})
_ALONE = frozenset({Kind.PAY, Kind.UPLOAD, Kind.CHAT, Kind.DASHBOARD, Kind.AUTH, Kind.SETTINGS, Kind.NOTIFY})
_WHERE = {
    Kind.LIST: "list",
    Kind.SEARCH: "list",
    Kind.EXPORT: "list",
    Kind.FORM: "form",
    Kind.UPLOAD: "upload",
    Kind.PAY: "pay",
    Kind.CHAT: "chat",
    Kind.DASHBOARD: "overview",
    Kind.AUTH: "entrance",
    Kind.SETTINGS: "settings",
    Kind.NOTIFY: "inbox",
}
"""The part of a thing, or the screen of the whole product, where a kind of story is done; the others in its detail."""
_OWN_KINDS = {
    "overview": ScreenKind.DASHBOARD,
    "entrance": ScreenKind.AUTH,
    "settings": ScreenKind.SETTINGS,
    "inbox": ScreenKind.MESSAGE,
}
_PART_KINDS = {
    "list": ScreenKind.LIST,
    "detail": ScreenKind.DETAIL,
    "form": ScreenKind.FORM,
    "pay": ScreenKind.WIZARD,
    "upload": ScreenKind.UPLOAD,
    "chat": ScreenKind.CHAT,
}
TOP = frozenset(
    {ScreenKind.LIST, ScreenKind.DASHBOARD, ScreenKind.CHAT, ScreenKind.SETTINGS, ScreenKind.MESSAGE, ScreenKind.AUTH}
)
"""Kinds of screens that stand in the navigation."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A screen before its states: the deeds done there, the roles, and the screen one comes from (empty: the top).

    `asked_of` is the story of which an inferred screen's questions are asked: the first one of its thing.
    """

    id: str
    kind: ScreenKind
    title: str
    entity: str
    deeds: tuple[Deed, ...]
    roles: tuple[str, ...]
    parent: str = ""
    asked_of: Deed | None = None

    @property
    def is_inferred(self) -> bool:
        """Whether no story asks for it."""
        return not self.deeds


@dataclass(frozen=True, slots=True)
class Layout:
    """The plan of a whole prototype."""

    groups: tuple[Group, ...]
    plans: tuple[Plan, ...]
    roles: tuple[Role, ...]

    def find_plan(self, id_: str) -> Plan | None:
        """The plan of a screen's id, or None."""
        return next((plan for plan in self.plans if plan.id == id_), None)

    def find_group_of(self, deed: Deed) -> Group | None:
        """The thing that a story is about, or None."""
        return next((group for group in self.groups if deed in group.deeds), None)


def plan_screens(deeds: Sequence[Deed]) -> Layout:
    """The screens for all deeds; with very many things, fewer of them have screens of their own."""
    roles = list_roles(deeds)
    tries = (group_deeds(deeds, most=most) for most in range(MOST_ENTITIES, 0, -1))
    layouts = (Layout(groups, _plan(deeds, groups, roles), roles) for groups in tries)
    return next(layout for layout in layouts if len(layout.plans) <= MOST_SCREENS or len(layout.groups) == 1)


def _plan(deeds: Sequence[Deed], groups: Sequence[Group], roles: Sequence[Role]) -> tuple[Plan, ...]:
    return tuple(_put_home_first([*_plan_own(deeds, roles), *_plan_all(groups, roles)]))


def list_roles(deeds: Iterable[Deed]) -> tuple[Role, ...]:
    """The roles that stories name, at most eight, those of most stories; one of no name where none is named."""
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for deed in deeds:
        if deed.role:
            counts[make_id(deed.role)] = counts.get(make_id(deed.role), 0) + 1
            labels.setdefault(make_id(deed.role), deed.role)
    kept = sorted(counts, key=lambda id_: -counts[id_])[:MOST_ROLES]
    return tuple(Role(id_, labels[id_]) for id_ in counts if id_ in kept) or (Role("anybody", "anybody"),)


def _roles_of(deeds: Iterable[Deed], roles: Sequence[Role]) -> tuple[str, ...]:
    """The roles of deeds, in the order of the product's; none named means all."""
    listed = list(deeds)
    named = {make_id(deed.role) for deed in listed if deed.role}
    if not listed or any(not deed.role for deed in listed):
        return ()
    return tuple(role.id for role in roles if role.id in named)


def _plan_own(deeds: Sequence[Deed], roles: Sequence[Role]) -> Iterator[Plan]:
    """The screens of the whole product: an overview, an inbox, settings, signing in."""
    for place, kind in _OWN_KINDS.items():
        own = tuple(deed for deed in deeds if _WHERE.get(deed.kind) == place)
        if own:
            title = _title_own(place, own)
            yield Plan(place, kind, title, "", own, _roles_of(own, roles) if place != "entrance" else ())


def _title_own(place: str, deeds: Sequence[Deed]) -> str:
    things = [word.lower() for word in deeds[0].thing.split()]
    if place == "overview" and len(deeds) == 1 and len(things) == 1 and not is_weak(things[0]):
        return capitalise(deeds[0].thing)
    return {"overview": "Overview", "entrance": "Sign in", "settings": "Settings", "inbox": "Inbox"}[place]


def _plan_all(groups: Sequence[Group], roles: Sequence[Role]) -> list[Plan]:
    return [plan for group in groups for plan in _plan_group(group, roles)]


def _plan_group(group: Group, roles: Sequence[Role]) -> Iterator[Plan]:
    """The screens of one thing: a list and a detail unless nothing but its own screen needs it, and what is done."""
    parts = {part: tuple(d for d in group.deeds if _WHERE.get(d.kind, "detail") == part) for part in _PART_KINDS}
    listed = any(deed.kind not in _ALONE for deed in group.deeds)
    everybody = _roles_of(group.deeds, roles)
    list_id = make_id(group.thing, tail="list") if listed else ""
    if listed:
        yield _plan_part(group, "list", parts["list"], everybody)
        yield _plan_part(group, "detail", parts["detail"], everybody, parent=list_id)
    for part in ("form", "pay", "upload", "chat"):
        if parts[part]:
            yield _plan_part(group, part, parts[part], _roles_of(parts[part], roles), parent=list_id)


def _plan_part(group: Group, part: str, deeds: tuple[Deed, ...], roles: tuple[str, ...], *, parent: str = "") -> Plan:
    kind = _PART_KINDS[part]
    id_ = make_id(group.thing, tail=part)
    return Plan(
        id_, kind, _title(group, part, deeds), group.id, deeds, roles, "" if kind in TOP else parent, group.deeds[0]
    )


def _title(group: Group, part: str, deeds: Sequence[Deed]) -> str:
    if part in {"list", "chat"}:
        return capitalise(set_plain(many_of(group.thing)))
    if part == "detail":
        return capitalise(group.thing)
    first = next((deed for deed in deeds if not is_edit(deed)), deeds[0])
    return first.label


def _put_home_first(plans: list[Plan]) -> list[Plan]:
    """What one sees first: the overview, else the list of the thing of most stories."""
    overview = [plan for plan in plans if plan.kind is ScreenKind.DASHBOARD]
    lists = [plan for plan in plans if plan.kind is ScreenKind.LIST]
    by_entity = {entity: sum(len(p.deeds) for p in plans if p.entity == entity) for entity in {p.entity for p in plans}}
    first = overview or sorted(lists, key=lambda plan: -by_entity[plan.entity])
    tail = [plan for plan in plans if plan.kind in {ScreenKind.MESSAGE, ScreenKind.SETTINGS, ScreenKind.AUTH}]
    middle = [plan for plan in plans if plan not in first[:1] and plan not in tail]
    return [*first[:1], *middle, *tail]


def is_edit(deed: Deed) -> bool:
    """Whether a form of this story changes what is there, and does not make anew."""
    return deed.kind is Kind.FORM and deed.parts.verb in _EDITS


def find_plan_of(deed: Deed, layout: Layout) -> Plan:
    """The screen on which a story is done."""
    return next((plan for plan in layout.plans if deed in plan.deeds), layout.plans[0])


def event_of(deed: Deed, plan: Plan) -> str:
    """The event that does a story on its screen; empty where to see the screen is to do it."""
    if plan.kind in {ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD}:
        return "submit"
    if plan.kind is ScreenKind.CHAT:
        return "send"
    if plan.kind is ScreenKind.SETTINGS:
        return "save"
    if plan.kind is ScreenKind.MESSAGE:
        return "open"
    if deed.kind in {Kind.LIST, Kind.SEARCH, Kind.DASHBOARD} or (deed.kind is Kind.DETAIL and deed.parts.kind):
        return ""
    return make_id(deed.label)


def place_story(deed: Deed, layout: Layout) -> Place:
    """Where a story is done."""
    plan = find_plan_of(deed, layout)
    known = {role.id for role in layout.roles}
    role = make_id(deed.role) if deed.role and make_id(deed.role) in known else ""
    story = deed.story
    return Place(story.id, story.label, story.title, plan.id, event_of(deed, plan), role)


def list_actions(plan: Plan, layout: Layout) -> tuple[Action, ...]:
    """The buttons of a screen: what its stories do there, and the forms and lists that it leads to."""
    actions: dict[str, Action] = {}
    for deed in plan.deeds:
        event = event_of(deed, plan)
        if event and plan.kind in {ScreenKind.LIST, ScreenKind.DETAIL, ScreenKind.AUTH}:
            actions.setdefault(event, Action(event, deed.label, _roles_of([deed], layout.roles)))
    for child in layout.plans:
        for deed in child.deeds if child.parent and _leads(plan, child) else ():
            event = enter_event(deed, child)
            if is_edit(deed) is (plan.kind is ScreenKind.DETAIL) or child.kind is not ScreenKind.FORM:
                actions.setdefault(event, Action(event, deed.label, _roles_of([deed], layout.roles)))
    return tuple(actions.values())


def _leads(plan: Plan, child: Plan) -> bool:
    """Forms, payments and uploads are entered from the thing's list; what changes it from its detail as well."""
    return (
        plan.entity == child.entity
        and plan.kind in {ScreenKind.LIST, ScreenKind.DETAIL}
        and child.kind in {ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD}
    )


def enter_event(deed: Deed, child: Plan) -> str:  # noqa: ARG001 (an event is named by what is wanted)
    """The event that leads to the screen on which a story is done."""
    return make_id(deed.label)


def is_queue(group: Group) -> bool:
    """Whether somebody decides on the thing."""
    return any(deed.kind is Kind.APPROVE for deed in group.deeds)
