"""From a model's words to the JSON that was asked for: strictly, and with the place named where it is not."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from throughline.language.models.contracts import Answer
from throughline.language.models.errors import AnswerUnreadable, CutOff, ModelFailure

Json = dict[str, Any]
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|(?P<open>\\?\Z))|[{}\[\]]', re.DOTALL)
"""Strings, as wholes, so that one without an end is one step; and braces and brackets."""
_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_MEND = "try again, or another model"
_TOLD = {
    "required": "something is missing",
    "additionalProperties": "it holds what was not asked for",
    "maxItems": "it holds too many entries",
    "maxLength": "a text is too long",
    "enum": "a value is none of those allowed",
    "type": "a value is of the wrong kind",
}


def read_answer(answer: Answer, schema: Mapping[str, Any], *, where: str) -> Json:
    """The object the answer holds, valid by `schema` (JSON Schema 2020-12).

    A Markdown fence around it and words before or after it are passed over. Raises `CutOff` where the JSON stops
    before its end, and `AnswerUnreadable` where it is no JSON or does not fit, both with what the answer took.
    """
    try:
        return _read(answer.text, schema, where)
    except ModelFailure as failure:
        failure.usage = answer.usage
        raise


def _read(text: str, schema: Mapping[str, Any], where: str) -> Json:
    data = read_object(text, where=where)
    if fault := find_misfit(data, schema):
        what = f"its answer does not have the form that was asked for ({fault})"
        raise AnswerUnreadable(what, where=where, mend=_MEND)
    return data


def read_object(text: str, *, where: str) -> Json:
    """The first JSON object in `text`, after what a model thought aloud. Raises `CutOff` or `AnswerUnreadable`."""
    text = _THOUGHTS.sub("", text)
    begins = text.find("{")
    if begins < 0:
        raise AnswerUnreadable("its answer is not the JSON that was asked for", where=where, mend=_MEND)
    decoder = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_float)
    try:
        data, _ = decoder.raw_decode(text, begins)
    except (ValueError, RecursionError) as error:
        raise _explain(text[begins:], error, where) from None
    return data


def _explain(text: str, error: Exception, where: str) -> ModelFailure:
    if not is_balanced(text):
        return CutOff("its answer stops before its end", where=where, mend=_MEND)
    place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
    return AnswerUnreadable(f"its answer is not the JSON that was asked for{place}", where=where, mend=_MEND)


def is_balanced(text: str) -> bool:
    """Whether every brace and bracket that opens in `text`, outside of strings, also closes."""
    depth = 0
    for match in _MARKS.finditer(text):
        if match["open"] is not None:
            return False
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match.group(), 0)
    return depth <= 0


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _read_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number without an end")
    return number


def find_misfit(data: Json, schema: Mapping[str, Any]) -> str:
    """Where `data` does not fit `schema` and why, in a few words; empty where it fits."""
    from jsonschema import Draft202012Validator

    found = next(iter(Draft202012Validator(schema).iter_errors(data)), None)  # pyright: ignore[reportUnknownMemberType]
    if found is None:
        return ""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found.absolute_path).lstrip(".")
    return f"{place or 'at its top'}: {_TOLD.get(str(found.validator), 'a value cannot be')}"
