"""A fetcher and parser children on an event loop of their own, for callers that wait.

For what is no poll: looking for feeds, reading article pages. The loop runs on its
own thread, so a caller may already be on one, and slow callers let nothing time out.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from watch.collect.documents.feed import Document, Reading, Reply
from watch.collect.parser.pool import ParserPool
from watch.collect.web.answers import Answer, Fetcher
from watch.collect.web.fetch import WebFetcher
from watch.collect.web.gate import HostGate, open_gate
from watch.model import Failed
from watch.settings import CollectSettings

T = TypeVar("T")

_PATIENCE_S = 5.0  # a child's first page loads trafilatura: 0.5 s, and 2 s on a busy machine


class Session:
    """The web, and readers for what it answers; a context, closed at once on leaving it.

    Args:
        settings: Limits, allow-list, contact.
        fetcher: A double of the web, in tests.
        gate: Who of several processes may connect to a host.
    """

    def __init__(
        self,
        settings: CollectSettings,
        fetcher: Fetcher | None = None,
        gate: HostGate = open_gate,
    ) -> None:
        self._fetcher: Fetcher = fetcher or WebFetcher(settings, gate=gate)
        size, timeout_s = settings.parser_processes, settings.parse_timeout_s
        self._parsers = ParserPool(size, timeout_s, _PATIENCE_S)
        self._threads = ThreadPoolExecutor(size, "techwatch-read")
        self._thread = threading.Thread(target=self._main, name="techwatch-session", daemon=True)
        self._begun = threading.Event()

    def __enter__(self) -> Self:
        """Start the loop."""
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End what still runs, and wait for it."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin some work on the loop; cancelling the future ends it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def get(self, url: str) -> Answer | Failed:
        """Return the body behind an address, or why there is none."""
        return await self._fetcher.get(url)

    async def read(self, answer: Answer, url: str, reading: Reading) -> Reply:
        """Return what a body says, read in a child process."""
        document = Document(
            body=answer.body, content_type=answer.content_type, url=url, reading=reading
        )
        return await self._loop.run_in_executor(self._threads, self._parsers.parse, document)

    async def slow_down(self, host: str, seconds: float) -> None:
        """Leave so much time between two requests to a host."""
        await self._fetcher.slow_down(host, seconds)

    def _main(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._begun.set()
        try:
            await self._ended.wait()
        finally:
            self._parsers.close()
            running = asyncio.all_tasks() - {asyncio.current_task()}
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            self._threads.shutdown(cancel_futures=True)
            await self._fetcher.aclose()
