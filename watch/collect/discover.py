"""What a person pastes → the feeds behind it, each of which has answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from watch.clock import SystemClock
from watch.links import safe_link
from watch.model import Discovery, FailureKind
from watch.settings import CollectSettings

if TYPE_CHECKING:
    from watch.collect.web.answers import Fetcher
    from watch.protocols import Clock  # loads numpy

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?://)|^feed(?=://)", re.IGNORECASE)


def discover(
    address: str,
    settings: CollectSettings,
    *,
    fetcher: Fetcher | None = None,
    clock: Clock | None = None,
) -> Discovery:
    """Return the feeds behind the address of a site, a section, an article or a feed.

    At most twelve requests are made and half a minute passes; what was found until
    then is returned. Whatever a server does, nothing is raised.

    Args:
        address: As pasted: with or without ``https://``, also of a YouTube channel.
        settings: Limits, allow-list, contact.
        fetcher: A double of the web, in tests.
        clock: Tells entries of today from those dated in the future.
    """
    urls = _web_addresses(address)
    if not urls:
        return Discovery(reason="this is not a web address", kind=FailureKind.NO_ADDRESS)
    from watch.collect.feed_search import FeedSearch  # httpx takes 0.1 s to import
    from watch.collect.session import Session

    with Session(settings, fetcher) as session:
        search = FeedSearch(session, (clock or SystemClock()).now())
        nothing = session.start(search.run(urls)).result()
        if search.feeds() or nothing is None:
            return Discovery(feeds=search.feeds())
        return Discovery(reason=nothing.reason, kind=nothing.kind)


def _web_addresses(pasted: str) -> tuple[str, ...]:
    """Return the addresses meant: https before http where none of them was written."""
    text = pasted.strip().strip("<>\"'")
    bare = _FEED_SCHEME.sub(lambda found: "https" if found[0].lower() == "feed" else "", text)
    if _SCHEME.match(bare):
        spelled: tuple[str, ...] = (bare,)
    elif "." not in bare.partition("/")[0]:  # a word, where nobody wrote that it is an address
        spelled = ()
    else:
        spelled = (f"https://{bare}", f"http://{bare}")
    return tuple(filter(None, map(safe_link, spelled)))
