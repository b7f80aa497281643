"""The ONNX graph of all-MiniLM-L6-v2, written node by node from its tensors, with weights and embeddings in int8.

Six BERT layers, mean pooling over the tokens, unit length (Reimers & Gurevych 2019; Wang et al. 2020, MiniLM).
Activations are quantised while it runs. The fused operators are those of ONNX Runtime (`com.microsoft`). There is no
mask: texts run one at a time, so no token is padding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from throughline.language.encoding.quantising import quantise

_WIDTH, _LAYERS, _HEADS, _EPSILON = 384, 6, 12, 1e-12
_OPSETS = (("", 20), ("com.microsoft", 1))
_IR_VERSION = 10

Tensors = Callable[[str], NDArray[np.float32]]


class _Draft:
    """The nodes and constants of a graph while it is being written."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def fused(self, operator: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        return self.node(operator, inputs, *outputs, domain="com.microsoft", **attributes)


def build_graph(tensors: Tensors) -> ModelProto:
    """The whole graph: `input_ids` (1, length) to `embedding` (1, 384), of unit length."""
    draft = _Draft()
    hidden = _embed_tokens(draft, tensors)
    for layer in range(_LAYERS):
        hidden = _attend(draft, tensors, layer, hidden)
        hidden = _feed_forward(draft, tensors, layer, hidden)
    _pool(draft, hidden)
    return _assemble(draft)


def _embed_tokens(draft: _Draft, tensors: Tensors) -> str:
    words = quantise(tensors("embeddings.word_embeddings.weight"), axis=1)
    draft.constant("words", words.values)
    draft.constant("words_scale", words.scales)
    draft.node("Gather", ["words", "input_ids"], "word_int8")
    draft.node("Gather", ["words_scale", "input_ids"], "word_scale")
    draft.node("Cast", ["word_int8"], "word_float", to=TensorProto.FLOAT)
    draft.node("Mul", ["word_float", "word_scale"], "word")
    draft.node("Add", ["word", _slice_positions(draft, tensors)], "embedded")
    gain, shift = _norm(draft, tensors, "embeddings.LayerNorm")
    return draft.node("LayerNormalization", ["embedded", gain, shift], "hidden", axis=-1, epsilon=_EPSILON)


def _slice_positions(draft: _Draft, tensors: Tensors) -> str:
    kind = tensors("embeddings.token_type_embeddings.weight")[0]
    draft.constant("positions", tensors("embeddings.position_embeddings.weight") + kind)
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        draft.constant(name, np.array([value], np.int64))
    draft.node("Shape", ["input_ids"], "shape")
    draft.node("Slice", ["shape", "one", "two"], "length")
    return draft.node("Slice", ["positions", "zero", "length", "zero"], "position")


def _attend(draft: _Draft, tensors: Tensors, layer: int, hidden: str) -> str:
    at, name = f"encoder.layer.{layer}.attention.", f"a{layer}."
    parts = ("query", "key", "value")
    joined = quantise(np.concatenate([tensors(f"{at}self.{part}.weight").T for part in parts], axis=1), axis=0)
    weight, scale = draft.constant(name + "w", joined.values), draft.constant(name + "s", joined.scales[0])
    bias = draft.constant(name + "b", np.concatenate([tensors(f"{at}self.{part}.bias") for part in parts]))
    draft.node("DynamicQuantizeLinear", [hidden], name + "x", name + "xs", name + "xz")
    inputs = [name + "x", weight, bias, name + "xs", scale, "", name + "xz"]
    draft.fused("QAttention", inputs, name + "heads", num_heads=_HEADS)
    product = _multiply(draft, tensors, at + "output.dense", name + "heads", name + "out")
    return _add_and_norm(draft, tensors, at + "output", [product, hidden], name + "hidden")


def _feed_forward(draft: _Draft, tensors: Tensors, layer: int, hidden: str) -> str:
    at, name = f"encoder.layer.{layer}.", f"f{layer}."
    wide = _multiply(draft, tensors, at + "intermediate.dense", hidden, name + "wide")
    draft.node("Gelu", [wide], name + "gelu")
    product = _multiply(draft, tensors, at + "output.dense", name + "gelu", name + "out")
    return _add_and_norm(draft, tensors, at + "output", [product, hidden], name + "hidden")


def _multiply(draft: _Draft, tensors: Tensors, dense: str, value: str, out: str) -> str:
    weight = quantise(tensors(dense + ".weight").T, axis=0)
    inputs = [value, draft.constant(out + ".w", weight.values), draft.constant(out + ".s", weight.scales[0]), ""]
    return draft.fused("DynamicQuantizeMatMul", [*inputs, draft.constant(out + ".b", tensors(dense + ".bias"))], out)


def _add_and_norm(draft: _Draft, tensors: Tensors, at: str, values: list[str], out: str) -> str:
    """Two plain operators: the fused one takes longer than both together."""
    gain, shift = _norm(draft, tensors, at + ".LayerNorm")
    draft.node("Add", values, out + ".sum")
    return draft.node("LayerNormalization", [out + ".sum", gain, shift], out, axis=-1, epsilon=_EPSILON)


def _norm(draft: _Draft, tensors: Tensors, at: str) -> tuple[str, str]:
    return draft.constant(at + ".gain", tensors(at + ".weight")), draft.constant(at + ".shift", tensors(at + ".bias"))


def _pool(draft: _Draft, hidden: str) -> None:
    draft.node("ReduceMean", [hidden, "one"], "mean", keepdims=0)
    draft.node("ReduceL2", ["mean", "one"], "norm", keepdims=1)
    draft.node("Div", ["mean", "norm"], "embedding")


def _assemble(draft: _Draft) -> ModelProto:
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "length"])
    vector = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, _WIDTH])
    graph = helper.make_graph(draft.nodes, "all-MiniLM-L6-v2-int8", [ids], [vector], draft.constants)
    opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = _IR_VERSION
    return model
