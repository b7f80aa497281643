"""The ready model in the cache folder: built once from the weights, then only opened."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from throughline.core.kernel.progress import Progress
from throughline.language.encoding.cachefolder import find_cache_folder
from throughline.language.encoding.weights import WEIGHTS_SHA256, Weights, check_weights

NAME = "all-MiniLM-L6-v2 (int8)"
WIDTH = 384
LONGEST = 256
"""Tokens of a text that are read; what stands behind them does not count."""

_RECIPE = 3
"""Raised whenever graph, tokenising or rounding change, so that no vector of the old kind is met again."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights that were found, and the key their vectors are kept under."""

    weights: Weights
    key: str


def describe_model(weights: Weights) -> Model:
    """Name the model by recipe, weights and tokenizer. Raises `BadInput` where the weights are not the known ones.

    Hashing 90 MB takes a while, so a file that was found right is not read again until its size or date changes.
    """
    folder = find_cache_folder()
    seen = folder / "weights-known.txt" if folder else None
    status = weights.tensors.stat()
    stamp = f"{WEIGHTS_SHA256} {status.st_size} {status.st_mtime_ns} {weights.tensors.resolve()}"
    if not (seen and seen.is_file() and seen.read_text("utf-8") == stamp):
        check_weights(weights)
        if seen:
            _write_whole(seen, stamp.encode())
    tokenizer = hashlib.sha256(weights.tokenizer.read_bytes()).hexdigest()
    return Model(weights, f"minilm-{_RECIPE}-{WEIGHTS_SHA256[:8]}-{tokenizer[:8]}")


def load_graph(model: Model, *, progress: Progress) -> bytes:
    """The int8 graph, from the cache folder if it was built before; else built and kept there."""
    folder = find_cache_folder()
    ready = folder / f"{model.key}.onnx" if folder else None
    if ready and ready.is_file() and ready.stat().st_size:
        return ready.read_bytes()
    progress("Preparing the language model, once")
    graph = _build(model.weights)
    if ready:
        _write_whole(ready, graph)
    return graph


def _build(weights: Weights) -> bytes:
    from throughline.language.encoding.graph import build_graph

    safetensors: Any = import_module("safetensors")
    with safetensors.safe_open(weights.tensors, framework="np") as tensors:
        return build_graph(tensors.get_tensor).SerializeToString()


def _write_whole(path: Path, content: bytes) -> None:
    """Readers see the whole file or none; two processes that build at once write the same bytes, the last one stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
