"""multilingual-e5-small as a network of OpenVINO operations, weights in 8 bits.

Written operation by operation, not converted from torch: the converter reports its use to
its maker over the network, and this way neither torch nor a quantiser is needed. The weights
come in 4 bits, so that 8 bits lose next to nothing of them; activations are quantised by the
runtime, in groups, as they come (docs/decisions/0016-embedding-runtime.md).

Source:
    Devlin et al. 2019, "BERT"; the layout of ``transformers.BertModel``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from openvino import Model
from openvino import opset13 as ops

from watch.understand.e5_pack import Shape

Weights = Mapping[str, npt.NDArray[np.float32]]

_HIDDEN = np.float32(-1e9)
"""Added to the attention that padding would get."""


def e5_network(weights: Weights, shape: Shape) -> Any:  # noqa: ANN401 - untyped library
    """Return the network: token ids and their mask → one unit row per text.

    Shapes:
        inputs ``(texts, tokens)``, int64; output ``(texts, hidden)``, float32.
    """
    ids = ops.parameter([-1, -1], np.int64, name="input_ids")
    mask = ops.parameter([-1, -1], np.int64, name="attention_mask")
    kept = ops.convert(mask, "f32")
    padding = ops.multiply(ops.subtract(_constant(np.float32(1)), kept), _constant(_HIDDEN))
    network = _Network(weights, shape, ops.unsqueeze(padding, np.array([1, 2])))
    state = network.embedded(ids)
    for layer in range(shape.layers):
        state = network.layer(state, f"encoder.layer.{layer}")
    told = ops.multiply(state, ops.unsqueeze(kept, np.array([2])))
    total = ops.reduce_sum(told, np.array([1]))  # its direction is that of the mean
    return Model([ops.normalize_l2(total, np.array([1]), 1e-12, "add")], [ids, mask], "e5")


class _Network:
    """Builds the parts of the network from weights under the names BERT gives them."""

    def __init__(self, weights: Weights, shape: Shape, padding: Any) -> None:  # noqa: ANN401
        self._weights = weights
        self._shape = shape
        self._padding = padding

    def embedded(self, ids: Any) -> Any:  # noqa: ANN401
        """Return what each token is and where it stands."""
        values, scales = _in_8_bits(self._weights["embeddings.word_embeddings.weight"])
        words = ops.multiply(
            ops.convert(ops.gather(_constant(values), ids, 0), "f32"),
            ops.gather(_constant(scales), ids, 0),
        )
        places = self._weights["embeddings.position_embeddings.weight"]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        length = ops.gather(ops.shape_of(ids), _constant(np.int64(1)), 0)
        numbers = ops.range(_constant(np.int64(0)), length, _constant(np.int64(1)), "i64")
        state = ops.add(words, ops.gather(_constant(places + kind), numbers, 0))
        return self._normalised(state, "embeddings.LayerNorm")

    def layer(self, state: Any, name: str) -> Any:  # noqa: ANN401
        """Return the state after one layer: attention, then a pass through a wider space."""
        seen = self._dense(self._attention(state, name), f"{name}.attention.output.dense")
        state = self._normalised(ops.add(state, seen), f"{name}.attention.output.LayerNorm")
        wide = ops.gelu(self._dense(state, f"{name}.intermediate.dense"), "erf")
        folded = self._dense(wide, f"{name}.output.dense")
        return self._normalised(ops.add(state, folded), f"{name}.output.LayerNorm")

    def _attention(self, state: Any, name: str) -> Any:  # noqa: ANN401
        query, key, value = (
            self._heads(self._dense(state, f"{name}.attention.self.{part}"))
            for part in ("query", "key", "value")
        )
        size = self._shape.hidden // self._shape.heads
        scale = _constant(np.float32(size**-0.5))
        likeness = ops.multiply(ops.matmul(query, key, False, True), scale)
        shares = ops.softmax(ops.add(likeness, self._padding), -1)
        seen = ops.transpose(ops.matmul(shares, value, False, False), np.array([0, 2, 1, 3]))
        return ops.reshape(seen, np.array([0, 0, self._shape.hidden]), True)

    def _heads(self, state: Any) -> Any:  # noqa: ANN401
        heads = self._shape.heads
        split = np.array([0, 0, heads, self._shape.hidden // heads])
        return ops.transpose(ops.reshape(state, split, True), np.array([0, 2, 1, 3]))

    def _dense(self, state: Any, name: str) -> Any:  # noqa: ANN401
        values, scales = _in_8_bits(self._weights[f"{name}.weight"])
        weights = ops.multiply(ops.convert(_constant(values), "f32"), _constant(scales))
        return ops.add(ops.matmul(state, weights, False, True), self._plain(f"{name}.bias"))

    def _normalised(self, state: Any, name: str) -> Any:  # noqa: ANN401
        level = ops.mvn(state, np.array([-1]), True, self._shape.epsilon, "inside_sqrt")
        return ops.add(
            ops.multiply(level, self._plain(f"{name}.weight")), self._plain(f"{name}.bias")
        )

    def _plain(self, name: str) -> Any:  # noqa: ANN401
        return _constant(self._weights[name].reshape(-1))


def _constant(value: Any) -> Any:  # noqa: ANN401
    return ops.constant(np.asarray(value))


def _in_8_bits(
    matrix: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a matrix as whole numbers from -127 to 127 and the scale of each row."""
    scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127
    return np.round(matrix / scales).astype(np.int8), scales.astype(np.float32)
