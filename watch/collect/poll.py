"""Requests → outcomes: the stage's one door to the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from watch.collect.shared import ALONE, Shared
from watch.model import Outcome, PollRequest
from watch.settings import CollectSettings

if TYPE_CHECKING:
    from watch.collect.web.answers import Fetcher


def poll(
    requests: Sequence[PollRequest],
    settings: CollectSettings,
    *,
    stop: threading.Event | None = None,
    fetcher: Fetcher | None = None,
    shared: Shared = ALONE,
) -> Iterator[Outcome]:
    """Yield one outcome for each request, in order of completion.

    What a server does is always an outcome, never an exception. The crawl runs on
    a thread of its own while the caller works on what it has been given; a slow
    caller slows the crawl down.

    Args:
        requests: Sources to ask now, with what is remembered of their last answer.
        settings: Limits, allow-list, contact.
        stop: When set, requests not yet begun are left out, and running ones
            finish or are dropped within ten seconds. Closing the iterator drops
            them at once.
        fetcher: A double of the web, in tests.
        shared: What other polls of this process use as well.
    """
    if not requests:
        return
    from watch.collect.crawl import Crawl  # httpx takes 0.1 s to import
    from watch.collect.rooms import Rooms
    from watch.collect.web.fetch import WebFetcher

    rooms = Rooms(settings.concurrency)
    web = fetcher or WebFetcher(settings, idle=rooms.left, gate=shared.gate)
    crawl = Crawl(requests, settings, web, stop or threading.Event(), rooms, shared.parsers)
    try:
        yield from crawl.outcomes()
    finally:
        crawl.close()
