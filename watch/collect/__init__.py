"""The web → entries. In: poll requests, OPML. Out: one outcome for each request.

Invariants:

* No TCP connection to an address that is not public, unless its host is allowed by name.
* Every fetch is bounded in bytes, unpacked bytes, time and hops; every parse in time
  and memory, in a process that can be killed.
* Whatever a server or a feed does is a value (``Fetched | Unchanged | Failed``).
* Entries carry raw, untrusted text; only their links (http, https) and moments
  (aware UTC) are checked.

Importing this package loads neither httpx nor feedparser.
"""

from __future__ import annotations

from watch.collect.discover import discover
from watch.collect.news_search import news_search_url
from watch.collect.opml import read_opml, write_opml
from watch.collect.pages import read_pages
from watch.collect.poll import poll
from watch.collect.schedule import after, askable, due, new_address
from watch.collect.shared import ALONE, Shared, parser_pool

__all__ = [
    "ALONE",
    "Shared",
    "after",
    "askable",
    "discover",
    "due",
    "new_address",
    "news_search_url",
    "parser_pool",
    "poll",
    "read_opml",
    "read_pages",
    "write_opml",
]
