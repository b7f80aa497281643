"""Word lists as data, read once from the package's catalogues."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any, cast


@lru_cache(maxsize=8)
def load_catalogue(name: str) -> dict[str, Any]:
    """The YAML catalogue `name` that comes with the package."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("throughline.specification").joinpath(f"catalogues/{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 (both are safe loaders)


def load_list(name: str, key: str) -> list[dict[str, Any]]:
    """The entries under `key` of a catalogue."""
    return cast("list[dict[str, Any]]", load_catalogue(name)[key])
