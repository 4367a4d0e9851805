"""The current generation kept in memory, with what is derived from it: a search asks twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from watch.index.generation import Generation, Ids
from watch.index.generations import latest
from watch.index.held_rows import HeldRows
from watch.index.whitening import Whitening, fit_whitening
from watch.model import ModelKey
from watch.protocols import Matrix

Members = Mapping[str, Ids]
"""Ids of articles by language."""

OTHER = ""
"""Articles in no language that is served: one group."""

_SAMPLE = 5_000
"""Articles of a language that tell its spread: ten for each direction; more cost seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The articles of one language in one view: which they are, and their whitening."""

    ids: Ids
    whitening: Whitening


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A generation, and what each of its views holds of each language.

    Attributes:
        rows: The vectors of each space, kept for searching.
    """

    generation: Generation
    spaces: Mapping[ModelKey, Mapping[str, Space]]
    rows: Mapping[ModelKey, Mapping[str, HeldRows]]


class Shelf:
    """Keeps the generation opened last, for as long as its files are the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamps: tuple[object, ...] = ()
        self._opened: Opened | None = None

    def take(self, folder: Path, database_id: str, members: Callable[[], Members]) -> Opened | None:
        """Return the current generation, opened; nothing when there is none fit for use.

        Args:
            members: Gives the languages of the articles; asked when the files have changed.
        """
        with self._lock:
            if self._stamps != (folder, database_id, *_stamps(folder)):
                generation = latest(folder, database_id)
                self._opened = _opened(generation, members()) if generation else None
                self._stamps = (folder, database_id, *_stamps(folder))
            return self._opened


def spaces(ids: Ids, vectors: Callable[[Ids], Matrix], members: Members) -> dict[str, Space]:
    """Return the space of each language that the articles of a view are written in.

    Args:
        vectors: Gives the vectors of articles by id.
    """
    groups = {language: ids[np.isin(ids, among)] for language, among in members.items()}
    known = np.concatenate([*groups.values(), ids[:0]])
    groups[OTHER] = ids[~np.isin(ids, known)]
    return {
        language: Space(ids=found, whitening=fit_whitening(vectors(_sampled(found))))
        for language, found in groups.items()
        if len(found)
    }


def _opened(generation: Generation, members: Members) -> Opened:
    fitted: dict[ModelKey, Mapping[str, Space]] = {}
    rows: dict[ModelKey, Mapping[str, HeldRows]] = {}
    for key in generation.views:
        vectors = partial(generation.vectors, key)
        fitted[key] = spaces(generation.ids(key), vectors, members)
        rows[key] = {
            language: HeldRows(space.ids, vectors, space.whitening)
            for language, space in fitted[key].items()
        }
    return Opened(generation=generation, spaces=fitted, rows=rows)


def _sampled(ids: Ids) -> Ids:
    """Return evenly spaced ids, all of them when they are few."""
    return ids[:: max(1, -(-len(ids) // _SAMPLE))]


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """Return what tells that a file was written again: its name, size and time."""
    found = [(path, path.stat()) for path in sorted(folder.glob("**/*"))]
    return [(str(path), status.st_size, status.st_mtime_ns) for path, status in found]
