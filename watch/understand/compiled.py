"""Texts → unit vectors through a network compiled for the processor it runs on.

The optional runtime OpenVINO (extra ``fast``) does the work of torch several times faster;
the vectors agree so closely that a home may hold some of either
(docs/decisions/0016-embedding-runtime.md).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watch.model import ModelKey
from watch.protocols import Matrix

Tokens = npt.NDArray[np.int64]

NETWORK = "network.xml"
TOKENIZER = "tokenizer.json"

_BATCH_TOKENS = 1_024
"""Tokens of a batch, padding counted: 512 to 2,048 run alike, 4,096 leave the cache and
take a third longer (2 cores, 1 MiB of L2 each)."""

_MOST_TOKENS = 512
"""Positions the network knows; a text is cut there."""

_READ_AT_ONCE = 4_096
"""Texts whose tokens are held at once: some tens of MB."""

_OPTIONS = {
    "PERFORMANCE_HINT": "LATENCY",  # one batch over all cores: twice the streams gain nothing
    "INFERENCE_PRECISION_HINT": "f32",  # the same vectors on processors with and without bf16
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": "64",  # 32 is 10 % slower, 128 3 % faster, less exact
}


class CompiledView:
    """An :class:`~watch.protocols.Embedder` over a compiled network.

    Several threads may use one at a time: they take turns batch by batch, so that a query
    waits a tenth of a second at most while articles are read.

    Args:
        folder: Holds the network and its tokenizer.
        prompts: What is put before a ``query`` and before a ``document``.
    """

    def __init__(self, folder: Path, key: str, prompts: Mapping[str, str]) -> None:
        from openvino import Core
        from tokenizers import Tokenizer

        self.key = ModelKey(key)
        self._prompts = prompts
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        compiled = Core().compile_model(folder / NETWORK, "CPU", _OPTIONS)
        self.dimension = int(compiled.output(0).partial_shape[1].get_length())
        self._request: Any = compiled.create_infer_request()
        self._turn = threading.Lock()

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per article text."""
        return self._encode(texts, self._prompts["document"])

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query text."""
        return self._encode(texts, self._prompts["query"])

    def _encode(self, texts: Sequence[str], prompt: str) -> Matrix:
        """Return the vectors; a text that is given twice is read once."""
        distinct = list(dict.fromkeys(texts))
        rows = np.zeros((len(distinct), self.dimension), dtype=np.float32)
        for start in range(0, len(distinct), _READ_AT_ONCE):
            part = distinct[start : start + _READ_AT_ONCE]
            read = self._tokenizer.encode_batch([prompt + text for text in part])
            tokens = [one.ids for one in read]
            for batch in batches([len(one) for one in tokens], _BATCH_TOKENS):
                rows[start + np.asarray(batch)] = self._infer([tokens[row] for row in batch])
        places = {text: row for row, text in enumerate(distinct)}
        return rows[np.asarray([places[text] for text in texts], dtype=np.int64)]

    def _infer(self, tokens: Sequence[Sequence[int]]) -> Matrix:
        ids, mask = padded(tokens)
        with self._turn:
            found = self._request.infer([ids, mask], share_inputs=True)[0]
            return np.array(found, dtype=np.float32)


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield rows of like length together, the longest first, so that little is padding.

    Args:
        lengths: Tokens of each row.
        budget: Most tokens of a batch, padding counted; a longer row is a batch alone.
    """
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start = 0
    while start < len(order):
        count = max(1, budget // max(1, lengths[order[start]]))
        yield order[start : start + count]
        start += count


def padded(tokens: Sequence[Sequence[int]]) -> tuple[Tokens, Tokens]:
    """Return token ids filled up to the longest row, and a mask that tells which are real.

    Shapes:
        both ``(rows, longest)``; the mask is 1 for a token, 0 for padding.
    """
    longest = max(len(row) for row in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(tokens):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask
