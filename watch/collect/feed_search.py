"""One search for feeds: the page itself, the feeds it names, then where feeds usually are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from watch.collect.documents.feed import Feed, FeedLinks, NotRead, Reading, Reply
from watch.collect.documents.feed_links import is_of_comments
from watch.collect.documents.youtube import channel_feed
from watch.collect.session import Session
from watch.collect.web.answers import Answer
from watch.links import canonical_url
from watch.model import Entry, Failed, FailureKind, FoundFeed
from watch.text import clean_text

_MAX_REQUESTS = 12  # the page and every guess below; redirects not counted
_TOTAL_S = 30.0  # a person is waiting
_USUAL_PLACES = (  # WordPress and most others, hand-made sites, Hugo, JSON Feed, French sites, SPIP
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/flux-rss",
    "/spip.php?page=backend",
)
_UNREAD = (FailureKind.BOT_WALL, FailureKind.FORBIDDEN)  # a page that is not what was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Why no feed was found: in words, and what failed, if it was not the page that has none."""

    reason: str
    kind: FailureKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A feed that answered, what its place in the list depends on, what betrays it elsewhere."""

    feed: FoundFeed
    of_comments: bool
    position: int
    marks: frozenset[str]

    @property
    def rank(self) -> tuple[bool, bool, int]:
        return self.of_comments, not self.feed.entry_count, self.position


class FeedSearch:
    """Looks for the feeds behind one address; ``run`` it once, then ask for ``feeds``.

    Args:
        session: The web.
        now: Aware UTC.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._asked: set[str] = set()
        self._found: list[_Found] = []

    def feeds(self) -> tuple[FoundFeed, ...]:
        """Return what was found, each once, the best first: full before empty, comments last."""
        kept: list[_Found] = []
        for found in sorted(self._found, key=lambda found: found.position):
            if all(found.marks.isdisjoint(other.marks) for other in kept):
                kept.append(found)
        return tuple(found.feed for found in sorted(kept, key=lambda found: found.rank))

    async def run(self, urls: Sequence[str]) -> Nothing | None:
        """Search until something is found or the limits are reached.

        Args:
            urls: Spellings of one address, all of one host; the next is tried when no connection
                can be made.

        Returns:
            Why there is nothing, if there is nothing.
        """
        try:
            async with asyncio.timeout(_TOTAL_S):
                return await self._run(urls)
        except TimeoutError:
            said = f"no feed was found within {_TOTAL_S:g} s"
            return Nothing(reason=said, kind=FailureKind.TIMEOUT)

    async def _run(self, urls: Sequence[str]) -> Nothing | None:
        url, answer = await self._first(urls)
        if isinstance(answer, Failed):
            if answer.status and not channel_feed(url):  # the page may be closed, the site is there
                await self._try_usual_places(url)
            return Nothing(reason=answer.reason, kind=answer.kind)
        page_url = answer.final_url or url
        reply = await self._session.read(answer, page_url, Reading.FEED)
        if isinstance(reply, Feed):
            self._keep(channel_feed(url) or url, answer, reply, position=0)
            return None
        return await self._behind(page_url, answer, reply)

    async def _first(self, urls: Sequence[str]) -> tuple[str, Answer | Failed]:
        """Return the first spelling that is answered, or the last with its failure."""
        for url in urls:
            answer = await self._ask(channel_feed(url) or url)
            if isinstance(answer, Answer) or answer.kind is not FailureKind.UNREACHABLE:
                break
        return url, answer

    async def _behind(self, url: str, answer: Answer, reply: Reply) -> Nothing:
        links = await self._session.read(answer, url, Reading.LINKS)
        named = links.urls if isinstance(links, FeedLinks) else ()
        free = _MAX_REQUESTS - len(self._asked)
        await asyncio.gather(
            *(self._try(link, position) for position, link in enumerate(named[:free]))
        )
        if not self._is_done:
            await self._try_usual_places(url)
        if isinstance(reply, NotRead) and reply.kind in _UNREAD:
            return Nothing(reason=reply.reason, kind=reply.kind)
        if named:
            return Nothing(reason="the page names feeds, but none of them could be read")
        return Nothing(reason="the page names no feed, and there is none where feeds usually are")

    async def _try_usual_places(self, url: str) -> None:
        parts = urlsplit(url)
        section = parts.path.rstrip("/")
        places = (f"{section}/feed/", *_USUAL_PLACES) if section else _USUAL_PLACES
        for position, place in enumerate(places, start=len(self._found)):
            if not self._is_done:
                await self._try(urljoin(url, place), position)

    @property
    def _is_done(self) -> bool:
        return any(not found.of_comments for found in self._found)

    async def _try(self, url: str, position: int) -> None:
        """Keep a feed if it answers there; whatever else is there is of no interest."""
        if canonical_url(url) in self._asked or len(self._asked) >= _MAX_REQUESTS:
            return
        answer = await self._ask(url)
        if isinstance(answer, Answer):
            reply = await self._session.read(answer, answer.final_url or url, Reading.FEED)
            if isinstance(reply, Feed):
                self._keep(url, answer, reply, position)

    async def _ask(self, url: str) -> Answer | Failed:
        self._asked.add(canonical_url(url))
        return await self._session.get(url)

    def _keep(self, url: str, answer: Answer, feed: Feed, position: int) -> None:
        feed_url = answer.final_url or url
        found = FoundFeed(
            url=answer.permanent_url or url,
            title=clean_text(feed.title),
            entry_count=len(feed.entries),
            newest_entry_at=self._newest(feed.entries),
        )
        self._found.append(
            _Found(
                feed=found,
                of_comments=is_of_comments(url, feed.title),
                position=position,
                marks=frozenset((canonical_url(url), canonical_url(feed_url), answer.fingerprint)),
            )
        )

    def _newest(self, entries: Sequence[Entry]) -> datetime | None:
        """Return the latest believable moment; feeds date entries to 2099, too."""
        latest = self._now + timedelta(days=1)
        moments = (entry.published_at or entry.updated_at for entry in entries)
        return max((moment for moment in moments if moment and moment <= latest), default=None)
