"""Vectors of texts, computed once per machine and model, then read back.

Embedding thousands of texts takes minutes, reading their vectors milliseconds. A file carries
the print of its model and texts, so that other texts or another model never meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from watch.match.kept_file import keep, read_kept
from watch.model import ModelKey
from watch.protocols import Matrix
from watch.text import fingerprint

_BATCH = 64


def kept_vectors(
    encode: Callable[[Sequence[str]], Matrix],
    texts: Sequence[str],
    folder: Path,
    *,
    key: ModelKey,
    role: str,
    advance: Callable[[int], object] = lambda _: None,
) -> Matrix:
    """Return one row per text, from the cache folder or computed into it.

    The rows are the same in both cases: those computed are rounded to half precision too.

    Args:
        encode: Of the embedding view whose key is given.
        folder: Where vectors are kept; one that cannot be written is only slower.
        role: What ``encode`` takes the texts for, such as ``documents``.
        advance: Told how many texts were embedded or read back.

    Shapes:
        ``(len(texts), dimension)``.
    """
    path = folder / f"{fingerprint(key, role, *texts)}.vectors"
    held = read_kept(path)
    if held is not None:
        advance(len(texts))
        return np.frombuffer(held, dtype="<f2").reshape(len(texts), -1).astype(np.float32)
    rows: list[Matrix] = []
    for start in range(0, len(texts), _BATCH):
        rows.append(encode(texts[start : start + _BATCH]))
        advance(len(rows[-1]))
    half = np.concatenate(rows).astype("<f2")
    keep(path, half.tobytes())
    return half.astype(np.float32)
