"""Names that a person gave: things, fields, roles, screens, buttons and copy, by keys that a rebuild keeps.

Keys: `title`, `role:ROLE`, `entity:ENTITY`, `many:ENTITY`, `field:ENTITY.FIELD`, `screen:SCREEN`,
`action:SCREEN.EVENT`, and `copy:SCREEN.STATE.N` for the text of the Nth block of a state, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from throughline.specification.rules.prototyping.contracts import Action, Block, Entity, Field, Prototype, Screen, State
from throughline.specification.rules.prototyping.deeds import set_plain
from throughline.specification.rules.stories.naming import find_plural
from throughline.specification.rules.wording import capitalise

_MOST = 240
Say = Callable[[str], str]


def apply_renames(prototype: Prototype, renames: Mapping[str, str]) -> Prototype:
    """The prototype with other words; what is built from a thing's name follows it, ids stay.

    A key of nothing that is there stays kept, for a rebuild may bring it back; an empty name is no name.
    """
    clean = {key: words for key, name in renames.items() if (words := set_plain(name, most=_MOST))}
    if not clean:
        return prototype
    renamed = _rename_entities(prototype, clean)
    return replace(
        renamed,
        title=clean.get("title", renamed.title),
        roles=tuple(replace(role, label=clean.get(f"role:{role.id}", role.label)) for role in renamed.roles),
        screens=tuple(_rename_screen(screen, clean) for screen in renamed.screens),
        renames=tuple({**dict(prototype.renames), **clean}.items()),
    )


def list_names(prototype: Prototype) -> dict[str, str]:
    """Every key that can be renamed, with the words that stand there now."""
    names = {"title": prototype.title}
    names |= {f"role:{role.id}": role.label for role in prototype.roles}
    for entity in prototype.entities:
        names |= {f"entity:{entity.id}": entity.label, f"many:{entity.id}": entity.many}
        names |= {f"field:{entity.id}.{field.id}": field.label for field in entity.fields}
    for screen in prototype.screens:
        names |= {f"screen:{screen.id}": screen.title, **_name_parts(screen)}
    return names


def _name_parts(screen: Screen) -> dict[str, str]:
    names: dict[str, str] = {}
    for state in screen.states:
        for place, block in enumerate(state.blocks):
            names |= {f"copy:{screen.id}.{state.id}.{place}": block.text} if block.text else {}
            names |= {f"action:{screen.id}.{action.event}": action.label for action in block.actions}
    return names


def _rename_entities(prototype: Prototype, names: Mapping[str, str]) -> Prototype:
    for entity in prototype.entities:
        one = names.get(f"entity:{entity.id}", entity.label)
        many = names.get(f"many:{entity.id}", find_plural(one) if one != entity.label else entity.many)
        if (one, many) != (entity.label, entity.many):
            prototype = _say_anew(prototype, entity.id, _replace_noun(entity, one, many))
        fields = tuple(_rename_field(field, entity.id, names) for field in entity.fields)
        renamed = replace(entity, label=one, many=many, fields=fields)
        prototype = replace(
            prototype, entities=tuple(renamed if old.id == entity.id else old for old in prototype.entities)
        )
    return prototype


def _rename_field(field: Field, entity: str, names: Mapping[str, str]) -> Field:
    return replace(field, label=names.get(f"field:{entity}.{field.id}", field.label))


def _replace_noun(entity: Entity, one: str, many: str) -> Say:
    """A function that says the new noun wherever the old one stood, raised where it was raised."""
    pairs = {entity.many.lower(): many, entity.label.lower(): one}
    nouns = sorted((re.escape(noun) for noun in pairs if noun), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(nouns)})(?!\w)", re.IGNORECASE)

    def put(match: re.Match[str]) -> str:
        said = pairs[match.group().lower()]
        return capitalise(said) if match.group()[:1].isupper() else said

    return lambda text: pattern.sub(put, text)[:_MOST]


def _say_anew(prototype: Prototype, entity: str, say: Say) -> Prototype:
    """Titles, copy, buttons and questions of the thing's screens with the new noun; stories stay as they are."""
    screens = tuple(
        _change_screen(screen, say, title=say(screen.title))
        if screen.entity == entity or _speaks(screen, entity)
        else screen
        for screen in prototype.screens
    )
    ways = tuple(
        replace(way, label=say(way.label)) if _is_named(way.source, screens, entity) else way
        for way in prototype.transitions
    )
    return replace(prototype, screens=screens, transitions=ways)


def _is_named(source: str, screens: tuple[Screen, ...], entity: str) -> bool:
    return any(screen.id == source and screen.entity == entity for screen in screens)


def _speaks(screen: Screen, entity: str) -> bool:
    return any(block.entity == entity for state in screen.states for block in state.blocks)


def _change_screen(screen: Screen, say: Say, *, title: str) -> Screen:
    return replace(screen, title=title, states=tuple(_change_state(state, say) for state in screen.states))


def _change_state(state: State, say: Say) -> State:
    blocks = tuple(
        replace(block, text=say(block.text), actions=tuple(replace(a, label=say(a.label)) for a in block.actions))
        for block in state.blocks
    )
    return replace(state, blocks=blocks, open=tuple(replace(case, question=say(case.question)) for case in state.open))


def _rename_screen(screen: Screen, names: Mapping[str, str]) -> Screen:
    title = names.get(f"screen:{screen.id}", screen.title)
    return replace(
        screen, title=title, states=tuple(_rename_state(state, screen, title, names) for state in screen.states)
    )


def _rename_state(state: State, screen: Screen, title: str, names: Mapping[str, str]) -> State:
    def rename(place: int, block: Block) -> Block:
        text = title if block.type == "heading" and block.text == screen.title else block.text
        text = names.get(f"copy:{screen.id}.{state.id}.{place}", text)
        return replace(block, text=text, actions=tuple(_rename_action(a, screen.id, names) for a in block.actions))

    return replace(state, blocks=tuple(rename(place, block) for place, block in enumerate(state.blocks)))


def _rename_action(action: Action, screen: str, names: Mapping[str, str]) -> Action:
    return replace(action, label=names.get(f"action:{screen}.{action.event}", action.label))
