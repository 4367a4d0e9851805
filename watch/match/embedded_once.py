"""A view that a text passes once, however often its vector is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from watch.protocols import Embedder, Matrix


class EmbeddedOnce:
    """An :class:`~watch.protocols.Embedder` that remembers what it has embedded.

    A pain point's statement is asked for by its plan, its features and its quotes. The first
    vector stands: in half precision a batch of other texts would move it a little, and with it
    the relevance of every article (by up to .03), whichever pain points were asked beside it.
    """

    def __init__(self, view: Embedder) -> None:
        self.key, self.dimension = view.key, view.dimension
        self._view = view
        self._documents: dict[str, Matrix] = {}
        self._queries: dict[str, Matrix] = {}

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per text."""
        return self._rows(texts, self._documents, self._view.documents)

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query text."""
        return self._rows(texts, self._queries, self._view.queries)

    def _rows(
        self,
        texts: Sequence[str],
        known: dict[str, Matrix],
        encode: Callable[[Sequence[str]], Matrix],
    ) -> Matrix:
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(fresh, encode(fresh), strict=True))
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)
