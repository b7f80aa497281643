"""A language model's answer put onto a prototype: JSON alone, strictly read, and never more than it may do.

It may rename things and fields, propose fields, sample rows, states and neutral copy. It deletes nothing and marks no
state as specified: that is computed from criteria.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from throughline.specification.rules.prototyping.contracts import (
    Block,
    Change,
    ChangeKind,
    Entity,
    Field,
    Prototype,
    Row,
    Screen,
    State,
    StateName,
    Transition,
)
from throughline.specification.rules.prototyping.describing import read_field, read_row, read_state
from throughline.specification.rules.prototyping.renaming import apply_renames
from throughline.specification.rules.prototyping.states import without_origin

MOST_BYTES = 256 * 1024
_MOST_FIELDS = 20
_MOST_STATES = 16
_MOST_TRANSITIONS = 200
_DEEPEST = 16
Json = dict[str, Any]
Changes = list[Change]


class Refused(ValueError):
    """A model's answer that is not used at all; the message says why."""


def merge_model(prototype: Prototype, text: str) -> tuple[Prototype, tuple[Change, ...]]:
    """The prototype with what a model's answer may add, and everything that was added, changed or dropped.

    An answer that is no JSON, too large, or against the schema leaves the prototype as it is, with the one reason.
    """
    try:
        model = read_model(text)
    except Refused as error:
        return prototype, (Change(ChangeKind.REFUSED, "the model's answer", str(error)),)
    changes: Changes = []
    merged = _merge_entities(prototype, model, changes)
    merged = _merge_screens(merged, model, changes)
    merged = _merge_transitions(merged, model, changes)
    _note_roles(prototype, model, changes)
    return merged, tuple(changes)


def read_model(text: str) -> Json:
    """A model's answer, checked. Raises `Refused` with the reason."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Refused(f"it is larger than {MOST_BYTES // 1024} KiB")
    try:
        data = json.loads(text, object_pairs_hook=_read_once, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is not JSON: {error}") from None
    if _is_deep(data, _DEEPEST):
        raise Refused("it is nested too deeply")
    _validate(data)
    return cast("Json", data)


def _read_once(pairs: list[tuple[str, Any]]) -> Json:
    """An object whose keys are all different: of two alike nobody knows which one a reader took."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return read


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _is_deep(data: object, left: int) -> bool:
    if left == 0:
        return True
    inside: Sequence[object] = ()
    if isinstance(data, dict):
        inside = list(cast("Json", data).values())
    elif isinstance(data, list):
        inside = cast("list[object]", data)
    return any(_is_deep(part, left - 1) for part in inside)


@lru_cache(maxsize=1)
def load_schema() -> Json:
    """The schema of a model, as it comes with the package."""
    place = files("throughline.specification").joinpath("catalogues/prototype_model.schema.json")
    return json.loads(place.read_text(encoding="utf-8"))


def _validate(data: Any) -> None:
    from jsonschema import Draft202012Validator

    error = next(iter(Draft202012Validator(load_schema()).iter_errors(data)), None)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType, reportUnknownVariableType]
    if error is not None:
        place = "/".join(str(part) for part in cast("Sequence[object]", error.absolute_path)) or "the top"
        raise Refused(f"at {place}: {str(error.message)[:160]}")
    for words in _list_texts(data):
        if (
            any(mark in words for mark in "<>")
            or "\x7f" in words
            or any(ord(c) < 32 and c not in "\n\t" for c in words)
        ):
            raise Refused("a text holds angle brackets or control characters")


def _list_texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, part in cast("Json", data).items():
            yield key
            yield from _list_texts(part)
    elif isinstance(data, list):
        for part in cast("list[object]", data):
            yield from _list_texts(part)


def _merge_entities(prototype: Prototype, model: Json, changes: Changes) -> Prototype:
    renames: dict[str, str] = {}
    samples: dict[str, tuple[Row, ...]] = {}
    fields: dict[str, tuple[Field, ...]] = {}
    if model["title"] != prototype.title:
        renames["title"] = model["title"]
        changes.append(Change(ChangeKind.CHANGED, "title", f"now “{model['title']}”"))
    for told in cast("list[Json]", model["entities"]):
        entity = prototype.find_entity(told["id"])
        if entity is None:
            changes.append(Change(ChangeKind.DROPPED, f"entity {told['id']}", "no story speaks of it"))
            continue
        renames |= _rename(entity, told, changes)
        fields[entity.id] = _add_fields(entity, told, changes)
        samples[entity.id] = _read_sample(entity, fields[entity.id], told, changes)
    entities = tuple(
        replace(e, fields=fields.get(e.id, e.fields), sample=samples.get(e.id, e.sample)) for e in prototype.entities
    )
    kept = prototype.renames
    renamed = apply_renames(replace(prototype, entities=entities), {**renames, **dict(kept)})
    return replace(renamed, renames=kept)


def _rename(entity: Entity, told: Json, changes: Changes) -> dict[str, str]:
    """The keys and new names of a thing and its fields."""
    renames: dict[str, str] = {}
    if told["label"].strip() and told["label"] != entity.label:
        renames[f"entity:{entity.id}"] = told["label"]
    labels = {field.id: field.label for field in entity.fields}
    for field in cast("list[Json]", told["fields"]):
        if field["label"].strip() and labels.get(field["id"], field["label"]) != field["label"]:
            renames[f"field:{entity.id}.{field['id']}"] = field["label"]
    changes += [Change(ChangeKind.CHANGED, key, f"now “{name}”") for key, name in renames.items()]
    return renames


def _add_fields(entity: Entity, told: Json, changes: Changes) -> tuple[Field, ...]:
    known = {field.id for field in entity.fields}
    new = {field["id"]: read_field(field) for field in cast("list[Json]", told["fields"]) if field["id"] not in known}
    fits = list(new.values())[: max(0, _MOST_FIELDS - len(entity.fields))]
    changes += [Change(ChangeKind.ADDED, f"field {entity.id}.{field.id}", "inferred") for field in fits]
    changes += [
        Change(ChangeKind.DROPPED, f"field {entity.id}.{id_}", "there are too many") for id_ in list(new)[len(fits) :]
    ]
    return (*entity.fields, *fits)


def _read_sample(entity: Entity, fields: Sequence[Field], told: Json, changes: Changes) -> tuple[Row, ...]:
    """The model's rows for as many as it gives; the nasty ones behind them stay."""
    known = {field.id for field in fields}
    rows: list[Row] = []
    for place, row in enumerate(cast("list[Mapping[str, Any]]", told.get("sample", []))):
        strange = [id_ for id_ in row if id_ not in known]
        changes += [Change(ChangeKind.DROPPED, f"sample {entity.id}.{place}.{id_}", "no such field") for id_ in strange]
        rows.append(read_row({id_: value for id_, value in row.items() if id_ in known}))
    own = {frozenset(row) for row in entity.sample}
    rows = [row for row in rows if row and frozenset(row) not in own]
    if not rows:
        return entity.sample
    changes.append(Change(ChangeKind.CHANGED, f"sample {entity.id}", f"{len(rows)} rows beside the nasty ones"))
    return (*rows[: max(0, 12 - _NASTY)], *entity.sample)[:12] if entity.sample else tuple(rows)


_NASTY = 7
"""So many of our own rows always stay: the long name, the bare one, the twins …"""


def _merge_screens(prototype: Prototype, model: Json, changes: Changes) -> Prototype:
    told = {screen["id"]: screen for screen in cast("list[Json]", model["screens"])}
    for id_ in told:
        if prototype.find_screen(id_) is None:
            changes.append(Change(ChangeKind.DROPPED, f"screen {id_}", "no story asks for it"))
    screens = tuple(
        _merge_screen(screen, told[screen.id], prototype, changes) if screen.id in told else screen
        for screen in prototype.screens
    )
    return replace(prototype, screens=screens)


def _merge_screen(screen: Screen, told: Json, prototype: Prototype, changes: Changes) -> Screen:
    states = {state.id: state for state in screen.states}
    for state in cast("list[Json]", told["states"]):
        name = StateName(state["id"])
        if state["status"] == "specified" and not (name in states and states[name].is_specified):
            why = "a model cannot specify a state, only criteria can"
            changes.append(Change(ChangeKind.DROPPED, f"status of {screen.id}/{name}", why))
        if name in states:
            states[name] = _reword(states[name], state, screen, changes)
        elif len(states) < _MOST_STATES:
            states[name] = _clean_state(without_origin(read_state(state)), prototype, changes, screen)
            changes.append(Change(ChangeKind.ADDED, f"state {screen.id}/{name}", "inferred"))
        else:
            changes.append(Change(ChangeKind.DROPPED, f"state {screen.id}/{name}", "there are too many"))
    title = told["title"] if told["title"].strip() else screen.title
    if title != screen.title:
        changes.append(Change(ChangeKind.CHANGED, f"screen {screen.id}", f"now “{title}”"))
    return replace(screen, title=title, states=tuple(states.values()))


def _reword(state: State, told: Json, screen: Screen, changes: Changes) -> State:
    """Other copy for blocks of the same kind at the same place; what a criterion says stays as it says it."""
    blocks = list(state.blocks)
    for place, block in enumerate(cast("list[Json]", told["blocks"])):
        words = str(block.get("text", "")).strip()
        fits = place < len(blocks) and blocks[place].type == block["type"] and words and words != blocks[place].text
        if fits and not (state.criteria and block["type"] in {"banner", "dialog"}):
            blocks[place] = replace(blocks[place], text=words)
            changes.append(Change(ChangeKind.CHANGED, f"copy {screen.id}/{state.id}/{place}", f"now “{words}”"))
    return replace(state, blocks=tuple(blocks))


def _clean_state(state: State, prototype: Prototype, changes: Changes, screen: Screen) -> State:
    """A proposed state without things and fields that the prototype does not have."""
    return replace(state, blocks=tuple(_clean_block(block, prototype, changes, screen) for block in state.blocks))


def _clean_block(block: Block, prototype: Prototype, changes: Changes, screen: Screen) -> Block:
    entity = prototype.find_entity(block.entity) if block.entity else None
    if block.entity and entity is None:
        changes.append(Change(ChangeKind.DROPPED, f"block of {block.entity} on {screen.id}", "no such thing"))
    known = {field.id for field in entity.fields} if entity else set[str]()
    events = {way.event for way in prototype.transitions if way.source == screen.id}
    actions = tuple(action for action in block.actions if action.event in events)
    if len(actions) < len(block.actions):
        changes.append(Change(ChangeKind.DROPPED, f"buttons on {screen.id}", "their events lead nowhere"))
    return Block(
        type=block.type,
        text=block.text,
        entity=entity.id if entity else "",
        fields=tuple(id_ for id_ in block.fields if id_ in known),
        actions=actions,
    )


def _merge_transitions(prototype: Prototype, model: Json, changes: Changes) -> Prototype:
    """Only ways into states that the model added are taken; every other one is there already or leads nowhere known."""
    nodes = {(screen.id, state.id.value) for screen, state in prototype.states}
    entered = {(way.target, way.target_state or "ideal") for way in prototype.transitions}
    ways = list(prototype.transitions)
    known = {(way.source, way.source_state, way.event) for way in ways}
    for told in cast("list[Json]", model["transitions"]):
        source, target = (told["from"], told.get("from_state", "")), (told["to"], told.get("to_state", ""))
        name = f"transition {told['from']} {told['event']}"
        if (source[0], source[1], told["event"]) in known:
            continue
        if (source[0], source[1] or "ideal") not in nodes or (target[0], target[1] or "ideal") not in nodes:
            changes.append(Change(ChangeKind.DROPPED, name, "it starts or ends where nothing is"))
        elif len(ways) >= _MOST_TRANSITIONS:
            changes.append(Change(ChangeKind.DROPPED, name, "there are too many"))
        else:
            ways.append(Transition(source[0], told["event"], target[0], source[1], target[1], told.get("guard", "")))
            known.add((source[0], source[1], told["event"]))
            changes.append(Change(ChangeKind.ADDED, name, "inferred"))
    ways += list(_enter_new(prototype, ways, entered))
    return replace(prototype, transitions=tuple(ways[:_MOST_TRANSITIONS]))


def _enter_new(prototype: Prototype, ways: Sequence[Transition], entered: set[tuple[str, str]]) -> Iterator[Transition]:
    """A way into each state that nothing leads to yet."""
    now = entered | {(way.target, way.target_state or "ideal") for way in ways}
    for screen, state in prototype.states:
        if (screen.id, state.id.value) not in now:
            yield Transition(screen.id, f"to_{state.id.value}", screen.id, "ideal", state.id.value)


def _note_roles(prototype: Prototype, model: Json, changes: Changes) -> None:
    known = {role.id for role in prototype.roles}
    changes += [
        Change(ChangeKind.DROPPED, f"role {id_}", "no story names it")
        for id_ in dict.fromkeys(model["roles"])
        if id_ not in known
    ]
