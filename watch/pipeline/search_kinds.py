"""Which kind of development articles tell, read in their words when it is first asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watch import store
from watch.model import ArticleId, EventKind
from watch.pipeline.search_filters import Around
from watch.store import Connection
from watch.understand.told_kind import OPENING, told_kind


def kinds_of(
    connection: Connection, around: Around, ids: Sequence[ArticleId]
) -> Mapping[ArticleId, EventKind]:
    """Return the kind of development that title or opening of articles tell.

    What was read is remembered for as long as no article changes: every filter that is pressed
    asks it of the same stories.
    """
    unread = [name for name in ids if name not in around.kinds]
    for name, (title, text) in store.glances.openings(connection, unread, OPENING).items():
        around.kinds[name] = told_kind(title, text)[0] or EventKind.OTHER
    return around.kinds
