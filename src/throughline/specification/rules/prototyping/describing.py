"""A prototype as JSON: the model that the schema describes, and the whole of it, which can be read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from throughline.specification.rules.prototyping.contracts import (
    Action,
    Block,
    BlockType,
    Emphasis,
    Entity,
    Field,
    FieldType,
    OpenCase,
    Origin,
    OriginKind,
    Place,
    Prototype,
    Role,
    Row,
    Screen,
    ScreenKind,
    Shown,
    State,
    StateName,
    Transition,
)

Json = dict[str, Any]


def describe_prototype(prototype: Prototype) -> Json:
    """The model as the schema has it: what a language model is shown, and the only thing it may return."""
    return {
        "version": 1,
        "title": prototype.title,
        "roles": [role.id for role in prototype.roles],
        "entities": [_describe_entity(entity) for entity in prototype.entities],
        "screens": [_describe_screen(screen) for screen in prototype.screens],
        "transitions": [_describe_transition(transition) for transition in prototype.transitions],
    }


def _describe_entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "label": entity.label,
        "fields": [_describe_field(field) for field in entity.fields],
        "sample": [dict(row) for row in entity.sample],
    }


def _describe_field(field: Field) -> Json:
    told: Json = {"id": field.id, "label": field.label, "type": field.type.value, "required": field.required}
    bounds = {"min": field.least, "max": field.most}
    told |= {"options": list(field.options)} if field.options else {}
    return told | {name: bound for name, bound in bounds.items() if bound is not None}


def _describe_screen(screen: Screen) -> Json:
    return {
        "id": screen.id,
        "title": screen.title,
        "kind": screen.kind.value,
        "roles": list(screen.roles),
        "origin": _describe_origin(screen.origin),
        "states": [_describe_state(state) for state in screen.states],
    }


def _describe_state(state: State) -> Json:
    told: Json = {
        "id": state.id.value,
        "status": "specified" if state.is_specified else "unspecified",
        "origin": _describe_origin(state.origin),
        "blocks": [_describe_block(block) for block in state.blocks],
    }
    return told | ({"question": state.question} if state.question else {})


def _describe_origin(origin: Origin) -> Json:
    return {"kind": origin.kind.value} | ({"ref": origin.ref} if origin.ref else {})


def _describe_block(block: Block) -> Json:
    parts: Json = {
        "text": block.text,
        "entity": block.entity,
        "fields": list(block.fields),
        "actions": [_describe_action(action) for action in block.actions],
    }
    return {"type": block.type.value} | {name: part for name, part in parts.items() if part}


def _describe_action(action: Action) -> Json:
    return {"event": action.event, "label": action.label} | ({"roles": list(action.roles)} if action.roles else {})


def _describe_transition(transition: Transition) -> Json:
    parts = {
        "from_state": transition.source_state,
        "to_state": transition.target_state,
        "guard": transition.guard,
    }
    told: Json = {"from": transition.source, "event": transition.event, "to": transition.target}
    told |= {name: part for name, part in parts.items() if part}
    return told | {"origin": _describe_origin(transition.origin)}


def pack_prototype(prototype: Prototype) -> Json:
    """The whole prototype: `model` as the schema has it, and `beside` it what the schema has no place for.

    `read_prototype` makes the same prototype of it again. It is what the page embeds, and what is to be kept.
    """
    return {"model": describe_prototype(prototype), "beside": _describe_beside(prototype)}


def _describe_beside(prototype: Prototype) -> Json:
    return {
        "id": prototype.id,
        "seed": prototype.seed,
        "summary": prototype.summary,
        "roles": {role.id: role.label for role in prototype.roles},
        "entities": {entity.id: _beside_entity(entity) for entity in prototype.entities},
        "screens": {screen.id: _beside_screen(screen) for screen in prototype.screens},
        "events": [transition.label for transition in prototype.transitions],
        "stories": [_describe_place(place) for place in prototype.places],
        "criteria": [_describe_shown(shown) for shown in prototype.shown],
        "renames": dict(prototype.renames),
    }


def _beside_entity(entity: Entity) -> Json:
    origins = {field.id: _describe_origin(field.origin) for field in entity.fields}
    return {"many": entity.many, "emphasis": entity.emphasis.value, "origins": origins}


def _beside_screen(screen: Screen) -> Json:
    states = {
        state.id.value: {
            "criteria": list(state.criteria),
            "open": [{"case": o.case, "story": o.story, "question": o.question} for o in state.open],
        }
        for state in screen.states
    }
    return {"entity": screen.entity, "stories": list(screen.stories), "states": states}


def _describe_place(place: Place) -> Json:
    return {
        "id": place.story,
        "label": place.label,
        "title": place.title,
        "screen": place.screen,
        "event": place.event,
        "role": place.role,
    }


def _describe_shown(shown: Shown) -> Json:
    return {
        "id": shown.criterion,
        "label": shown.label,
        "text": shown.text,
        "story": shown.story,
        "screen": shown.screen,
        "state": shown.state.value,
    }


def read_prototype(data: Mapping[str, Any]) -> Prototype:
    """The prototype of what `pack_prototype` wrote, or of a bare model.

    A bare model has neither criteria nor stories: no state of it is specified. Raises `KeyError` or `ValueError` where
    `data` does not have the schema's form; check it first where it is not ours.
    """
    model = cast("Json", data.get("model", data))
    beside = cast("Json", data.get("beside", {}))
    labels: list[str] = beside.get("events", [])
    return Prototype(
        id=beside.get("id", ""),
        title=model["title"],
        roles=tuple(
            Role(id_, beside.get("roles", {}).get(id_, id_.replace("_", " "))) for id_ in dict.fromkeys(model["roles"])
        ),
        entities=tuple(
            _read_entity(told, beside.get("entities", {}).get(told["id"], {})) for told in model["entities"]
        ),
        screens=tuple(_read_screen(told, beside.get("screens", {}).get(told["id"], {})) for told in model["screens"]),
        transitions=tuple(
            _read_transition(told, labels[place] if place < len(labels) else "")
            for place, told in enumerate(model["transitions"])
        ),
        places=tuple(_read_place(told) for told in beside.get("stories", [])),
        shown=tuple(_read_shown(told) for told in beside.get("criteria", [])),
        seed=beside.get("seed", ""),
        summary=beside.get("summary", ""),
        renames=tuple(beside.get("renames", {}).items()),
    )


def _read_entity(told: Json, beside: Json) -> Entity:
    origins = beside.get("origins", {})
    return Entity(
        id=told["id"],
        label=told["label"],
        many=beside.get("many", told["label"]),
        fields=tuple(read_field(field, origins.get(field["id"], {})) for field in told["fields"]),
        sample=tuple(read_row(row) for row in told.get("sample", [])),
        emphasis=Emphasis(beside.get("emphasis", Emphasis.TABLE.value)),
    )


def read_row(row: Mapping[str, Any]) -> Row:
    """One row of sample data."""
    return tuple(row.items())


def read_field(told: Json, origin: Json | None = None) -> Field:
    """One field as the schema has it."""
    return Field(
        id=told["id"],
        label=told["label"],
        type=FieldType(told["type"]),
        required=told.get("required", False),
        options=tuple(told.get("options", [])),
        least=told.get("min"),
        most=told.get("max"),
        origin=_read_origin(origin or {}),
    )


def _read_origin(told: Json) -> Origin:
    return Origin(OriginKind(told.get("kind", OriginKind.INFERRED.value)), told.get("ref", ""))


def _read_screen(told: Json, beside: Json) -> Screen:
    return Screen(
        id=told["id"],
        title=told["title"],
        kind=ScreenKind(told["kind"]),
        states=tuple(read_state(state, beside.get("states", {}).get(state["id"], {})) for state in told["states"]),
        origin=_read_origin(told["origin"]),
        roles=tuple(told.get("roles", [])),
        entity=beside.get("entity", ""),
        stories=tuple(beside.get("stories", [])),
    )


def read_state(told: Json, beside: Json | None = None) -> State:
    """One state as the schema has it; what it says of its own status is not believed."""
    known = beside or {}
    return State(
        id=StateName(told["id"]),
        blocks=tuple(_read_block(block) for block in told["blocks"]),
        origin=_read_origin(told.get("origin", {})),
        criteria=tuple(known.get("criteria", [])),
        open=tuple(OpenCase(o["case"], o["story"], o["question"]) for o in known.get("open", [])),
    )


def _read_block(told: Json) -> Block:
    return Block(
        type=BlockType(told["type"]),
        text=told.get("text", ""),
        entity=told.get("entity", ""),
        fields=tuple(told.get("fields", [])),
        actions=tuple(Action(a["event"], a["label"], tuple(a.get("roles", []))) for a in told.get("actions", [])),
    )


def _read_transition(told: Json, label: str) -> Transition:
    return Transition(
        source=told["from"],
        event=told["event"],
        target=told["to"],
        source_state=told.get("from_state", ""),
        target_state=told.get("to_state", ""),
        guard=told.get("guard", ""),
        label=label,
        origin=_read_origin(told.get("origin", {})),
    )


def _read_place(told: Json) -> Place:
    return Place(told["id"], told["label"], told["title"], told["screen"], told["event"], told["role"])


def _read_shown(told: Json) -> Shown:
    return Shown(told["id"], told["label"], told["text"], told["story"], told["screen"], StateName(told["state"]))
