"""From an outline to a prototype: things, screens, states and ways, each with what it rests on. No model, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.core.kernel.ids import derive_id
from throughline.specification.rules.edge_cases import Asked, Lesson, ask
from throughline.specification.rules.prototyping.composing import Setting, compose_state
from throughline.specification.rules.prototyping.contracts import (
    INFERRED,
    Emphasis,
    Entity,
    Origin,
    OriginKind,
    Prototype,
    Role,
    Screen,
    ScreenKind,
    Shown,
    State,
    StateName,
)
from throughline.specification.rules.prototyping.deeds import Deed, make_id, many_of, read_deeds, set_plain
from throughline.specification.rules.prototyping.fields import build_fields, choose_emphasis
from throughline.specification.rules.prototyping.grouping import Group
from throughline.specification.rules.prototyping.planning import Layout, Plan, list_actions, place_story, plan_screens
from throughline.specification.rules.prototyping.renaming import apply_renames
from throughline.specification.rules.prototyping.samples import build_sample
from throughline.specification.rules.prototyping.states import build_state, cut_states, find_states, list_shown
from throughline.specification.rules.prototyping.ways import build_ways, drop_stranded
from throughline.specification.rules.stories.contracts import Outline

_MOST_ASKED = 200


@dataclass(frozen=True, slots=True)
class _Material:
    """What screens are built from."""

    outline: Outline
    layout: Layout
    entities: Mapping[str, Entity]
    asked: tuple[Asked, ...]


def build_prototype(
    outline: Outline, *, seed: str = "", renames: Mapping[str, str] | None = None, lessons: Sequence[Lesson] = ()
) -> Prototype:
    """The prototype of an outline. The same stories give the same screens, states and ids.

    `seed` chooses colours and sample data, the outline's id where it is empty. `renames` are applied at the end (see
    `apply_renames`), `lessons` are asked first. An outline without a story gives one screen of its title.
    """
    deeds = read_deeds(outline)
    seed = seed or outline.id or derive_id("seed", outline.title)
    if not deeds:
        return apply_renames(_build_bare(outline, seed), renames or {})
    layout = plan_screens(deeds)
    answered = {story.id: {case for point in story.criteria for case in point.rests_on} for story in outline.stories}
    asked = ask(outline, answered=answered, hints=lessons, most=_MOST_ASKED)
    material = _Material(outline, layout, _build_entities(layout, deeds, outline, seed), asked)
    built = [_build_screen(plan, material) for plan in layout.plans]
    screens = tuple(screen for screen, _ in built)
    ways = build_ways(layout, screens)
    prototype = Prototype(
        id=outline.id,
        title=set_plain(outline.title) or built[0][0].title,
        roles=tuple(Role(role.id, set_plain(role.label)) for role in layout.roles),
        entities=tuple(material.entities.values()),
        screens=drop_stranded(screens, ways),
        transitions=ways,
        places=tuple(place_story(deed, layout) for deed in deeds),
        shown=tuple(shown for _, shown_here in built for shown in shown_here),
        seed=seed,
        summary=set_plain(outline.summary),
    )
    return apply_renames(prototype, renames or {})


def _build_bare(outline: Outline, seed: str) -> Prototype:
    title = set_plain(outline.title) or "Untitled"
    screen = Screen("home", title, ScreenKind.DASHBOARD, (State(StateName.IDEAL, ()),))
    return Prototype(outline.id, title, (Role("anybody", "anybody"),), (), (screen,), (), seed=seed)


def _build_entities(layout: Layout, deeds: Sequence[Deed], outline: Outline, seed: str) -> dict[str, Entity]:
    nouns = [group.thing for group in layout.groups]
    return {group.id: _build_entity(group, deeds, outline, seed, nouns) for group in layout.groups}


def _build_entity(group: Group, deeds: Sequence[Deed], outline: Outline, seed: str, nouns: Sequence[str]) -> Entity:
    told = " ".join([d.story.text + d.story.title for d in group.deeds]).lower()
    emphasis = choose_emphasis(group, told)
    fields = build_fields(group, emphasis=emphasis, nouns=[noun for noun in nouns if noun != group.thing])
    sample = build_sample(
        group.thing, fields, said=_list_said(deeds if emphasis is Emphasis.FEED else group.deeds, outline), seed=seed
    )
    return Entity(group.id, group.thing, set_plain(many_of(group.thing)), fields, sample, emphasis)


def _list_said(deeds: Sequence[Deed], outline: Outline) -> list[str]:
    """Sentences in the stories' own words, for texts in sample data: benefits, then wishes."""
    said = [deed.parts.benefit for deed in deeds if deed.parts.benefit]
    wishes = [f"I would like to {deed.parts.means}" for deed in deeds if deed.parts.means and deed.parts.verb]
    return [set_plain(text, most=160) for text in [*said, *wishes, outline.summary] if text][:12]


def _build_screen(plan: Plan, material: _Material) -> tuple[Screen, tuple[Shown, ...]]:
    outline, layout = material.outline, material.layout
    finds = find_states(plan, material.asked, outline.cross_cutting)
    entity = material.entities.get(plan.entity)
    setting = Setting(
        plan,
        entity,
        list_actions(plan, layout),
        is_home=plan is layout.plans[0],
        others=tuple(
            other for other in material.entities.values() if layout.find_plan(make_id(other.label, tail="list"))
        ),
        about={deed.story.id: group.id for deed in plan.deeds if (group := layout.find_group_of(deed))},
    )
    states = [
        build_state(name, found, blocks=compose_state(setting, name, found), plan=plan) for name, found in finds.items()
    ]
    kept = cut_states(states)
    origin = Origin(OriginKind.STORY, plan.deeds[0].story.id[:40]) if plan.deeds else INFERRED
    stories = tuple(deed.story.id for deed in plan.deeds)
    screen = Screen(plan.id, set_plain(plan.title), plan.kind, kept, origin, plan.roles, plan.entity, stories)
    return screen, list_shown(plan, [state.id for state in kept])
