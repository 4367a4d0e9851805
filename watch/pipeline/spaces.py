"""The spaces of a view whose vectors stay on a server, kept in memory: a search asks for all."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from watch import index, store
from watch.model import ModelKey
from watch.protocols import Matrix
from watch.store import Connection

_GROWTH = 1.1
"""Growth of a language from which its whitening is fitted anew: it costs a second, and a tenth
more articles turn its directions by less than their sample does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Spaces as they were last read.

    Attributes:
        fitted: How many articles of each language there were when its whitening was fitted.
    """

    stamp: tuple[int, int]
    spaces: Mapping[str, index.Space]
    fitted: Mapping[str, int]


class ServerSpaces:
    """Keeps the spaces of each view of each database, for as long as its vectors are the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[tuple[str, ModelKey], _Held] = {}

    def take(self, connection: Connection, key: ModelKey) -> Mapping[str, index.Space]:
        """Return the articles of each language that have a vector, and their whitening."""
        name = store.database_id(connection), key
        stamp = store.vectors.stamp(connection, key), store.articles.newest_change(connection)
        with self._lock:
            held = self._held.get(name)
            if held is None or held.stamp != stamp:
                held = self._held[name] = _read(connection, key, stamp, held)
            return held.spaces


def _read(
    connection: Connection, key: ModelKey, stamp: tuple[int, int], former: _Held | None
) -> _Held:
    spaces: dict[str, index.Space] = {}
    fitted: dict[str, int] = {}
    for language, ids in store.neighbours.members(connection, key).items():
        before = former.fitted.get(language, 0) if former else 0
        if former and before <= len(ids) <= before * _GROWTH:
            whitening = former.spaces[language].whitening
            spaces[language], fitted[language] = index.Space(ids=ids, whitening=whitening), before
        else:
            members = {language: ids} if language else {}
            spaces |= index.spaces(ids, partial(_vectors, connection, key), members)
            fitted[language] = len(ids)
    return _Held(stamp=stamp, spaces=spaces, fitted=fitted)


def _vectors(connection: Connection, key: ModelKey, ids: npt.NDArray[np.int64]) -> Matrix:
    return store.vectors.of(connection, key, ids.tolist())
