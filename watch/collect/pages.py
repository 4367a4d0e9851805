"""Page requests → pages: the texts of articles, for indexing only."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from watch.collect.shared import ALONE, Shared
from watch.model import Page, PageRequest
from watch.settings import CollectSettings

if TYPE_CHECKING:
    from watch.collect.web.answers import Fetcher


def read_pages(
    requests: Sequence[PageRequest],
    settings: CollectSettings,
    *,
    stop: threading.Event | None = None,
    fetcher: Fetcher | None = None,
    obey_robots: bool = True,
    shared: Shared = ALONE,
) -> Iterator[Page]:
    """Yield one page for each request, in order of completion.

    Args:
        requests: Articles whose pages are to be read.
        settings: Limits, allow-list, contact.
        stop: When set, pages not yet begun are left out, and running ones finish or
            are dropped within ten seconds. Closing the iterator drops them at once.
        fetcher: A double of the web, in tests.
        obey_robots: False where a person asked for a page: robots.txt speaks to
            crawlers. Reservations of text and data mining hold all the same.
        shared: What other reading of this process uses as well.
    """
    if not requests:
        return
    from watch.collect.access import Access  # httpx takes 0.1 s to import
    from watch.collect.page_reader import PageReader
    from watch.collect.session import Session

    with Session(settings, fetcher, shared.gate) as session:
        access = Access(session, obey_robots=obey_robots)
        yield from PageReader(session, access, stop or threading.Event()).pages(requests)
