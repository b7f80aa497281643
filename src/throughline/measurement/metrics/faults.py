"""What is wrong with a definitions file, said by line: the schema finds it, this module says it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, cast

import yaml

from throughline.measurement.metrics.errors import BadDefinitions

Path = tuple[str | int, ...]
_EXAMPLES = {
    "span": "write a number and minutes, hours, days or weeks, such as 7 days",
    "name": "use small letters, digits and _, beginning with a letter",
}
_MOST = 5


def load_schema() -> dict[str, Any]:
    """The JSON schema of the format, for editors too."""
    return json.loads(files("throughline.measurement.metrics").joinpath("schema.json").read_text(encoding="utf-8"))


def load_checked(text: str, *, where: str) -> dict[str, Any]:
    """The document, where it fits the schema. Raises `BadDefinitions`."""
    node = _compose(text, where)
    lines = dict(_number(node, ()))
    said = yaml.safe_load(text)
    _demand_no_dates(said, (), lines, where)
    found = list(_find(said, lines))
    if found:
        _refuse(found, where)
    return said


def _compose(text: str, where: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"line {mark.line + 1}: " if mark else ""
        what = f"{at}this is no YAML ({getattr(error, 'problem', None) or 'it cannot be read'})"
        raise BadDefinitions(what, where=where, mend="look at the indents, quotes and colons there") from error
    if not isinstance(node, yaml.MappingNode):
        raise BadDefinitions("it holds no definitions", where=where, mend="begin with timezone: and metrics:")
    _demand_single_keys(node, where)
    return node


def _demand_single_keys(node: yaml.Node, where: str) -> None:
    """YAML keeps the last of two equal keys without a word; a person meant one of them."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise BadDefinitions(f"line {line}: “{key.value}” is said twice", where=where, mend="leave one")
            seen.add(key.value)
            _demand_single_keys(value, where)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _demand_single_keys(value, where)


def _number(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    """The line of every value."""
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + 1
            yield from ((place, line) for place, line in _number(value, (*path, key.value)) if place != path)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _number(value, (*path, place))


def _demand_no_dates(said: object, path: Path, lines: dict[Path, int], where: str) -> None:
    """YAML turns 2026-01-01 into a date, which no property of an event is."""
    if isinstance(said, Mapping):
        for key, value in cast("Mapping[str, object]", said).items():
            _demand_no_dates(value, (*path, key), lines, where)
    elif isinstance(said, list):
        for place, value in enumerate(cast("list[object]", said)):
            _demand_no_dates(value, (*path, place), lines, where)
    elif said is not None and not isinstance(said, str | int | float):
        what = f"line {lines.get(path, 1)}: {said} is a date to YAML"
        raise BadDefinitions(what, where=where, mend="put it in quotes")


def _find(said: Any, lines: dict[Path, int]) -> Iterator[tuple[int, str, str]]:
    from jsonschema import Draft202012Validator

    validator: Any = Draft202012Validator(load_schema())
    errors: list[Any] = sorted(validator.iter_errors(said), key=lambda each: list(map(str, each.absolute_path)))
    for error in errors:
        path: Path = tuple(error.absolute_path)
        what, mend = _say(error, path)
        yield lines.get(path, 1), f"{_name(said, path)}{what}", mend


def _name(said: Any, path: Path) -> str:
    """“signups”, of: …"""
    if len(path) < 2 or path[0] != "metrics":
        return "".join(f"{step}: " for step in path if isinstance(step, str))
    metric: Any = said["metrics"][path[1]]
    known = metric.get("name") if isinstance(metric, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    who = f"metric “{known}”" if isinstance(known, str) else f"metric {int(path[1]) + 1}"
    inner = ".".join(str(step + 1) if isinstance(step, int) else step for step in path[2:])
    return f"{who}{f', {inner}' if inner else ''}: "


def _say(error: Any, path: Path) -> tuple[str, str]:
    """What is wrong, and what to write."""
    value, want = error.instance, error.validator_value
    match error.validator:
        case "additionalProperties":
            allowed = [key for key in error.schema["properties"] if key not in ("name", "kind")]
            extra = [key for key in value if key not in error.schema["properties"]]
            return f"there is no “{extra[0]}” here", f"choose from {', '.join(allowed)}"
        case "required":
            missing = [key for key in want if key not in value]
            return f"{' and '.join(missing)} must be said", f"add {missing[0]}:"
        case "enum":
            return f"“{value}” is not known", f"choose from {', '.join(map(str, want))}"
        case "pattern":
            return f"“{value}” cannot be used", _EXAMPLES["name" if path[-1] == "name" else "span"]
        case "type":
            wanted = " or ".join([want] if isinstance(want, str) else want)
            named = {"object": "keys with values", "array": "a list", "string": "text", "integer": "a whole number"}
            return f"“{_clip(value)}” is not {named.get(wanted, f'a {wanted}')}", _mend_type(path)
        case None:
            return "only a sum has a value", "take it out, or say kind: sum"
        case "minProperties" | "maxProperties":
            return "a condition names a property and one comparison", "write {property: plan, is: pro}"
        case "oneOf":
            return f"“{_clip(value)}” names no event", "write a name or a list of names, numbers in quotes"
        case "minItems" | "minLength":
            return "it is empty", "fill it, or take the key out"
        case "maxItems":
            return f"it has more than {want} entries", "leave some out"
        case _:
            return f"“{_clip(value)}” is out of bounds", f"keep it {_bound(error.validator)} {want}"


def _mend_type(path: Path) -> str:
    return _EXAMPLES["span"] if path and path[-1] in ("late", "within") else "see the guide for an example"


def _bound(validator: str) -> str:
    return {"minimum": "at or above", "maximum": "at or below", "exclusiveMinimum": "above"}.get(validator, "at")


def _clip(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _refuse(found: list[tuple[int, str, str]], where: str) -> None:
    """One error for all faults: the first as its own sentence, the others behind it."""
    (line, what, mend), *others = dict.fromkeys(found)
    more = "".join(f"; line {at}: {w} ({m})" for at, w, m in others[: _MOST - 1])
    rest = len(others) - (_MOST - 1)
    tail = f"{more}; and {rest} more" if rest > 0 else more
    raise BadDefinitions(f"line {line}: {what}", where=where, mend=f"{mend}{tail}")
