"""The counted words of articles, kept from one run to the next.

Stemming 100,000 articles takes a quarter of a minute, reading their counts a tenth of a second.
The file is a cache of the articles in the database: it may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from watch.match.counting import NOTHING, Counts, opening, words_of
from watch.match.kept_file import keep, read_kept
from watch.model import Article, ArticleId

_FORM = f"1, PyStemmer {version('PyStemmer')}"
"""Counts of another form are not read: raise the number when words are counted otherwise."""

_Key = tuple[ArticleId, int]
"""An article, and a print that tells whether its text was edited since."""


def kept_counts(articles: Sequence[Article], path: Path) -> Counts:
    """Return the counts of articles, in their order; only what is new is stemmed.

    Args:
        path: Where counts are kept; a file that cannot be written is only slower.
    """
    keys = [(article.id, crc32(opening(article).encode())) for article in articles]
    held, counts = _held(path)
    row_of = {key: row for row, key in enumerate(held)}
    fresh = {key: one for key, one in zip(keys, articles, strict=True) if key not in row_of}
    if fresh:
        counts = counts.grown(map(words_of, fresh.values()))
        row_of |= {key: len(held) + row for row, key in enumerate(fresh)}
    counts = counts.rows([row_of[key] for key in keys])
    if fresh:
        keep(path, _packed(keys, counts))
    return counts


def _held(path: Path) -> tuple[list[_Key], Counts]:
    """Return what is kept: keys, and counts in the same order."""
    raw = read_kept(path)
    if raw is None:
        return [], NOTHING
    stream = BytesIO(raw)
    form, ids, prints, terms, data, places, ends = (np.load(stream) for _ in range(7))
    if form.item() != _FORM:
        return [], NOTHING
    names = terms.tobytes().decode().split("\n")
    matrix = csr_matrix((data, places, ends), shape=(len(ids), len(names)))
    keys = list(zip(ids.tolist(), prints.tolist(), strict=True))
    return keys, Counts(columns={name: n for n, name in enumerate(names)}, matrix=matrix)


def _packed(keys: Sequence[_Key], counts: Counts) -> bytes:
    """Return keys and counts as bytes; terms that no article holds any more are left out."""
    used = np.flatnonzero(np.bincount(counts.matrix.indices, minlength=len(counts.columns)))
    names = np.asarray(list(counts.columns), dtype=object)[used]
    matrix = counts.matrix[:, used]
    stream = BytesIO()
    parts = (
        np.asarray(_FORM),
        np.asarray([number for number, _ in keys], dtype=np.int64),
        np.asarray([print_ for _, print_ in keys], dtype=np.uint32),
        np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        matrix.data,
        matrix.indices,
        matrix.indptr,
    )
    for part in parts:
        np.save(stream, part)
    return stream.getvalue()
