"""The seams: small protocols with one real implementation and one plain fake each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from watch.model import ModelKey

Matrix = npt.NDArray[np.float32]
"""Rows are texts or articles, columns the dimensions of one view."""


class Clock(Protocol):
    """Tells the time. Real: ``clock.SystemClock``; fake: ``clock.FixedClock``."""

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        ...


class Embedder(Protocol):
    """One embedding view. Real: ``understand.embed``; fake: ``HashingEmbedder``.

    Vectors of two keys never meet.
    """

    @property
    def key(self) -> ModelKey:
        """Name, revision, file print, pooling, normalisation and text template."""
        ...

    @property
    def dimension(self) -> int:
        """Number of columns of every matrix this view returns."""
        ...

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per text; pure over the batch.

        Shapes:
            ``(len(texts), dimension)``, float32.
        """
        ...

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query text.

        Shapes:
            ``(len(texts), dimension)``, float32.
        """
        ...


class Progress(Protocol):
    """Shows how far a long job is. Real: the terminal's; fake: ``SilentProgress``."""

    def start(self, stage: str, total: int | None = None) -> None:
        """Begin a stage of ``total`` steps, or of unknown length."""
        ...

    def advance(self, steps: int = 1, label: str = "") -> None:
        """Count steps of the current stage as done; the label says what was done last."""
        ...


class SilentProgress:
    """Progress that nobody looks at: libraries, tests, ``--json``."""

    def start(self, stage: str, total: int | None = None) -> None:
        """Ignore the beginning of a stage."""

    def advance(self, steps: int = 1, label: str = "") -> None:
        """Ignore a step."""
