"""The embedding models loaded ahead of the first question."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from watch.errors import WatchError
from watch.logs import get_logger

if TYPE_CHECKING:
    from watch.service.door import Service

_log = get_logger(__name__)

_QUESTION = "warehouse robots"
"""Any words: one search loads the models and opens the index."""


def warm(service: Service) -> threading.Thread:
    """Begin to load what the first search needs, in the background; return the thread.

    Nothing is loaded for a home that has no list yet, and no failure is told: the search that
    meets it tells it.
    """
    thread = threading.Thread(target=_load, args=(service,), name="warm", daemon=True)
    thread.start()
    return thread


def _load(service: Service) -> None:
    try:
        if service.home.has_database:
            service.search(_QUESTION, limit=1)
    except WatchError as error:
        _log.info("warming.failed", reason=error.message)
