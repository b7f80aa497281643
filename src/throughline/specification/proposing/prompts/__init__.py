"""What models are told, in files: one Markdown text and one JSON Schema for each kind of question."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_prompt(name: str) -> str:
    """The standing instructions called `name`."""
    return (files(__name__) / f"{name}.md").read_text(encoding="utf-8")


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The form of the answer to `name`."""
    return json.loads((files(__name__) / f"{name}.schema.json").read_text(encoding="utf-8"))
