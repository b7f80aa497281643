"""Which model is configured, and where that is kept: in the environment, or in a file that only its owner can read.

Off until somebody configures Throughline itself: a key that lies there for other programs is not looked at.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from throughline.core.kernel.errors import AppError, BadInput
from throughline.language.models.contracts import ModelSettings
from throughline.language.models.errors import ModelOff
from throughline.language.models.settings import make_settings

FILE = "model.json"
OFF = "off"
_WHERE = "the model’s settings"
_NAMES = {
    "name": "THROUGHLINE_MODEL",
    "url": "THROUGHLINE_MODEL_URL",
    "key": "THROUGHLINE_MODEL_KEY",
    "timeout": "THROUGHLINE_MODEL_TIMEOUT",
    "price": "THROUGHLINE_MODEL_PRICE",
}


@dataclass(frozen=True, slots=True)
class Configured:
    """What is configured: the settings, or None while it is off; `trouble` says why they cannot be used.

    `by_environment` is true where the environment decides, so that a page cannot.
    """

    settings: ModelSettings | None = None
    by_environment: bool = False
    trouble: AppError | None = None


def look_up(folder: Path | None, env: Mapping[str, str] = os.environ) -> Configured:
    """What the environment says, else what the file in the folder says, else off. Never raises."""
    named = env.get(_NAMES["name"], "").strip()
    try:
        values = {part: env.get(name, "") for part, name in _NAMES.items()} if named else _read_file(folder)
        if not values or values.get("name", "").casefold() == OFF:
            return Configured(by_environment=bool(named))
        return Configured(make(values, where=_NAMES["name"] if named else _WHERE), bool(named))
    except AppError as trouble:
        return Configured(None, bool(named), trouble)


def demand(folder: Path | None, env: Mapping[str, str] = os.environ) -> ModelSettings:
    """The settings. Raises `ModelOff` where none are configured, and `BadInput` where they cannot be used."""
    found = look_up(folder, env)
    if found.trouble is not None:
        raise found.trouble
    if found.settings is None:
        raise ModelOff
    return found.settings


def make(values: Mapping[str, str], *, where: str) -> ModelSettings:
    """Settings from what was written. Raises `BadInput`."""
    parts = {part: values.get(part, "") for part in ("url", "key", "timeout", "price")}
    return make_settings(values.get("name", ""), **parts, where=where)


def _read_file(folder: Path | None) -> dict[str, str]:
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return {}
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise BadInput(f"the file {FILE} cannot be read", where=_WHERE, mend="set the model anew")
    return {str(name): str(value) for name, value in found.items()}


def keep(folder: Path, values: Mapping[str, str]) -> ModelSettings:
    """Check what was written and keep it for this folder's owner alone. Raises `BadInput`.

    An empty key keeps the one that is there, as long as the same machine is asked: it goes to no other.
    """
    known = look_up(folder, {}).settings
    settings = make(_with_known_key(values, known), where="the model")
    price = f"{settings.price.tokens_in}/{settings.price.tokens_out}" if settings.price else ""
    content = {
        "name": settings.name,
        "url": settings.base_url,
        "key": settings.api_key,
        "timeout": f"{settings.timeout:g}",
        "price": price,
    }
    _write_secretly(folder / FILE, json.dumps(content, indent=1))
    return settings


def _with_known_key(values: Mapping[str, str], known: ModelSettings | None) -> dict[str, str]:
    given = dict(values)
    if given.get("key", "").strip() or known is None or not known.api_key:
        return given
    with_it = given | {"key": known.api_key}
    asked = make(with_it, where="the model")
    return with_it if (asked.provider, asked.host) == (known.provider, known.host) else given


def _write_secretly(path: Path, content: str) -> None:
    """Write the whole file under another name first, readable by its owner alone from its first byte on."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadInput(error.strerror or "cannot be written", where=str(path), mend="look at the folder") from None


def forget(folder: Path) -> None:
    """Off again: the file is gone, and the key with it."""
    (folder / FILE).unlink(missing_ok=True)
