"""Reads article pages politely: with leave, one of a host at a time, four in all.

Invariants: robots.txt and the reservation of text and data mining are respected
before a page is asked for, and again where its redirects end; whatever a server
does is a ``Page``.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from watch.collect.access import Access
from watch.collect.documents.feed import NotRead, PageText, Reading, Reply
from watch.collect.session import Session
from watch.links import host_of
from watch.logs import get_logger
from watch.model import Failed, Page, PageRequest, PageState
from watch.text import clean_text

_TOGETHER = 4  # pages at once: 100 a run take a minute, and two parsers keep up
_TICK_S = 0.1  # how often the wish to stop is looked for
_GRACE_S = 9.0  # what running pages get after it, as the poll's feeds do


class PageReader:
    """Reads the pages of one run."""

    def __init__(self, session: Session, access: Access, stop: threading.Event) -> None:
        self._session = session
        self._access = access
        self._stop = stop
        self._running: dict[Future[Page], str] = {}

    def pages(self, requests: Sequence[PageRequest]) -> Iterator[Page]:
        """Yield the pages in order of completion."""
        waiting, end = list(requests), float("inf")
        while (waiting or self._running) and time.monotonic() < end:
            if self._stop.is_set():
                waiting, end = [], min(end, time.monotonic() + _GRACE_S)
            self._begin(waiting)
            done, _ = wait(self._running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
            for page in done:
                del self._running[page]
                yield page.result()

    def _begin(self, waiting: list[PageRequest]) -> None:
        """Start what may start, and take it from the list."""
        for request in tuple(waiting):
            host = host_of(request.url)
            if len(self._running) < _TOGETHER and host not in self._running.values():
                waiting.remove(request)
                self._running[self._session.start(self._page(request))] = host

    async def _page(self, request: PageRequest) -> Page:
        try:
            return await self._read(request)
        except Exception as problem:  # noqa: BLE001 - one page must not stop the others
            return _crashed(request, problem)

    async def _read(self, request: PageRequest) -> Page:
        refusal = await self._access.refusal(request.url)
        if refusal:
            return _closed(request, refusal)
        answer = await self._session.get(request.url)
        if isinstance(answer, Failed):
            return _failed(request, answer.reason)
        url = answer.final_url or request.url
        refusal = await self._access.refusal(url) if url != request.url else ""
        if refusal:
            return _closed(request, refusal)
        return page_of(request, await self._session.read(answer, url, Reading.PAGE))


def page_of(request: PageRequest, reply: Reply) -> Page:
    """Return what a page says, in clean text, with its paragraphs as lines."""
    if not isinstance(reply, PageText):
        reason = reply.reason if isinstance(reply, NotRead) else "the page was not read as a page"
        return _failed(request, reason)
    if reply.closed_because:
        return _closed(request, reply.closed_because)
    text = "\n".join(filter(None, map(clean_text, reply.text.splitlines())))
    state, reason = _state(text, paywalled=reply.paywalled)
    return Page(
        article_id=request.article_id,
        state=state,
        reason=reason,
        text=text,
        title=clean_text(reply.title),
        description=clean_text(reply.description),
        language=clean_text(reply.language),
        published_at=reply.published_at,
    )


def _state(text: str, *, paywalled: bool) -> tuple[PageState, str]:
    if paywalled:
        return PageState.PAYWALLED, "only the beginning is free to read"
    if text:
        return PageState.READ, ""
    return PageState.EMPTY, "the page holds no article text"


def _closed(request: PageRequest, reason: str) -> Page:
    return Page(article_id=request.article_id, state=PageState.CLOSED, reason=reason)


def _failed(request: PageRequest, reason: str) -> Page:
    return Page(article_id=request.article_id, state=PageState.FAILED, reason=reason)


def _crashed(request: PageRequest, problem: Exception) -> Page:
    """Log an error of ours, by name and place only, and give the page a reason."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    get_logger(__name__).error(
        "page.crashed", article_id=request.article_id, error=type(problem).__name__, place=place
    )
    return _failed(request, f"an error in techwatch itself ({type(problem).__name__})")
