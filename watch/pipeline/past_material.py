"""Stored articles as they were there at a past moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watch.errors import UsageError
from watch.model import Edition
from watch.pipeline.listing import Material, read_material
from watch.protocols import Embedder
from watch.settings import Settings
from watch.store import Database

_WORDS = "words.past.counts"
"""Counted words of past articles have a file of their own: with them in that of the runs, the
next run would have to count again what has come since."""


def stored_material(
    edition: Edition, database: Database, embedders: Sequence[Embedder], settings: Settings
) -> Material:
    """Return what could be news when an edition was made, read today.

    Raises:
        UsageError: If the articles have no vectors in these views.
    """
    keys = [embedder.key for embedder in embedders]
    material = read_material(database, keys, settings, edition.made_at)
    if edition.opportunities and not material.articles:
        message = "the articles have not been read by the models that watch.yaml names"
        raise UsageError(message, hint="run `techwatch run` first")
    return material


def as_of(material: Material, moment: datetime) -> Material:
    """Return material without what came after a moment.

    Sources, pain points and stories stay as they are now, and so do titles and texts that their
    publisher has changed since.
    """
    rows = [n for n, article in enumerate(material.articles) if article.first_seen_at <= moment]
    words = material.kept_words
    return replace(
        material,
        articles=[material.articles[row] for row in rows],
        views={key: matrix[rows] for key, matrix in material.views.items()},
        first_listed_at={n: at for n, at in material.first_listed_at.items() if at <= moment},
        kept_words=words.with_name(_WORDS) if words else None,
    )
