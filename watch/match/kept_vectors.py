"""Vectors of texts, computed once per machine and model, then read back.

Embedding thousands of texts takes minutes, reading their vectors milliseconds. A file carries
the print of its model and texts, so that other texts or another model never meet it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from watch.model import ModelKey
from watch.protocols import Matrix
from watch.text import fingerprint

_BATCH = 64
_DIGEST = hashlib.sha256().digest_size


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
    held = _held(path, len(texts))
    if held is not None:
        advance(len(texts))
        return held
    rows: list[Matrix] = []
    for start in range(0, len(texts), _BATCH):
        rows.append(encode(texts[start : start + _BATCH]))
        advance(len(rows[-1]))
    half = np.concatenate(rows).astype("<f2")
    _keep(path, half.tobytes())
    return half.astype(np.float32)


def _held(path: Path, count: int) -> Matrix | None:
    """Return the vectors in a cache file, nothing when it is missing or damaged."""
    try:
        digest, raw = (whole := path.read_bytes())[:_DIGEST], whole[_DIGEST:]
    except OSError:
        return None
    if hashlib.sha256(raw).digest() != digest or not raw:
        return None
    return np.frombuffer(raw, dtype="<f2").reshape(count, -1).astype(np.float32)


def _keep(path: Path, raw: bytes) -> None:
    """Write beside, then rename; a cache that cannot be written is only slower."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(raw).digest() + raw)
        beside.replace(path)
