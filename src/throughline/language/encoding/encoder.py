"""From texts to vectors with ONNX Runtime.

Each text runs alone: int8 activations share one scale per run, so in a batch a text's vector would depend on its
neighbours. Two texts at a time on two cores are as fast as batches here, because nothing is padded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress
from throughline.language.encoding.model import LONGEST, WIDTH, Model, load_graph

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_CHUNK = 512
_MOST_WORKERS = 8


class Encoder:
    """An opened model."""

    def __init__(self, model: Model, *, progress: Progress) -> None:
        self._tokenizer = _open_tokenizer(model)
        self._session = _open_session(load_graph(model, progress=progress))
        self._workers = max(1, min(_MOST_WORKERS, _available_cores()))

    def encode(self, texts: Sequence[str]) -> Iterator[NDArray[np.float16]]:
        """Vectors of `texts`, in order, some hundred rows at a time: (≤512, 384), unit rows to within float16."""
        with ThreadPoolExecutor(self._workers) as pool:
            for start in range(0, len(texts), _CHUNK):
                tokens = self._tokenise(texts[start : start + _CHUNK])
                yield np.stack(list(pool.map(self._run, tokens)))

    def _tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(readable)]

    def _run(self, tokens: list[int]) -> NDArray[np.float16]:
        ids = np.array([tokens], np.int64)
        output: Any = self._session.run(["embedding"], {"input_ids": ids})
        return output[0].reshape(WIDTH).astype(np.float16)


def _open_tokenizer(model: Model) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer: Any = Tokenizer.from_file(str(model.weights.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _open_session(graph: bytes) -> Any:
    runtime: Any = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is as it should be: further fusing would bring back operators that were left out for their slowness.
    options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
