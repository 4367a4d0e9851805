"""Requests → outcomes as they complete: the event loop of one poll, on its own thread.

Invariants: at most ``concurrency`` requests are beginning at once, and ``per_host`` of
one host are in hand; a server that does not answer at once holds a connection but no
place, and a wait for a turn at a host holds neither, so the slow do not hold up the
quick; nothing is begun while the bounded queue of outcomes is full, so a slow reader
slows the crawl and not the memory; an end is never more than ten seconds away from the
wish to stop.
"""

from __future__ import annotations

import asyncio
import math
import queue
import threading
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from watch.collect.documents.feed import Document, Feed, NotRead
from watch.collect.parser.pool import PATIENCE_S as PARSER_PATIENCE_S
from watch.collect.parser.pool import ParserPool
from watch.collect.rooms import Place, Rooms
from watch.collect.web.answers import Answer, Fetcher
from watch.links import host_of
from watch.logs import get_logger
from watch.model import Failed, FailureKind, Fetched, Outcome, PollRequest
from watch.settings import CollectSettings

_GRACE_S = 9.0  # what running feeds get after a wish to stop; 10 s are promised
_TICK_S = 0.1  # how often the loop looks whether it should stop
_PAUSE_S = 0.02  # between two looks at a full queue
_SERVER_PATIENCE_S = 0.05  # 200 dead hosts on 32 places then cost 0.3 s; with 1 s they cost 6


class Crawl:
    """One run over some requests; iterate ``outcomes`` once, then ``close``.

    Args:
        requests: Sources to poll. Those that failed last time are asked last.
        settings: Limits.
        fetcher: The web, or a double of it; closed at the end.
        stop: Set by the caller to end early.
        rooms: Those that the fetcher leaves while it waits for a turn.
        parsers: Children that are shared and stay; else it has its own.
    """

    def __init__(
        self,
        requests: Sequence[PollRequest],
        settings: CollectSettings,
        fetcher: Fetcher,
        stop: threading.Event,
        rooms: Rooms,
        parsers: ParserPool | None = None,
    ) -> None:
        self._requests = sorted(requests, key=lambda request: request.record.failure_count > 0)
        self._settings = settings
        self._fetcher = fetcher
        self._stop = stop
        self._rooms = rooms
        self._abandoned = threading.Event()
        self._finished = threading.Event()
        self._arrivals: queue.Queue[Outcome] = queue.Queue(maxsize=settings.concurrency)
        own = ParserPool(settings.parser_processes, settings.parse_timeout_s)
        self._parsers = parsers or own
        self._own_parsers = own
        self._threads = ThreadPoolExecutor(rooms.size, "techwatch-parse")  # one waits in each
        self._thread = threading.Thread(target=self._main, name="techwatch-crawl", daemon=True)
        self._problem: BaseException | None = None

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes in order of completion; starts the crawl."""
        self._thread.start()
        while not (self._finished.is_set() and self._arrivals.empty()):
            try:
                outcome = self._arrivals.get(timeout=_TICK_S)
            except queue.Empty:
                continue
            yield outcome
        if self._problem is not None:
            raise self._problem

    def close(self) -> None:
        """End what still runs and wait for it."""
        self._abandoned.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseException as problem:  # noqa: BLE001 - raised again where the outcomes are read
            self._problem = problem
        finally:
            self._finished.set()

    async def _run(self) -> None:
        self._places = asyncio.Semaphore(self._settings.concurrency)
        self._delivery = asyncio.Lock()
        hosts: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(self._settings.per_host)
        )
        tasks = [
            asyncio.create_task(self._one(request, hosts[host_of(request.source.url)]))
            for request in self._requests
        ]
        try:
            await self._until_done(tasks)
        finally:
            for task in tasks:
                task.cancel()
            self._own_parsers.close()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._threads.shutdown(cancel_futures=True)
            await self._fetcher.aclose()

    async def _until_done(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Wait for all tasks, for the grace after a wish to stop, or not at all."""
        done = asyncio.gather(*tasks, return_exceptions=True)
        end = math.inf
        while not done.done() and not self._abandoned.is_set() and _now() < end:
            await asyncio.wait({done}, timeout=_TICK_S)
            if self._stop.is_set():
                end = min(end, _now() + _GRACE_S)

    async def _one(self, request: PollRequest, host: asyncio.Semaphore) -> None:
        async with host, AsyncExitStack() as held:
            async with Place(self._places) as place:
                await held.enter_async_context(self._rooms)
                await self._reader_keeps_up()
                if self._stopping:
                    return
                outcome = await self._outcome(request, place)
            await self._deliver(outcome)

    async def _reader_keeps_up(self) -> None:
        while self._arrivals.full() and not self._stopping:  # noqa: ASYNC110 - a thread empties it
            await asyncio.sleep(_PAUSE_S)

    async def _deliver(self, outcome: Outcome) -> None:
        async with self._delivery:  # one looks at the queue, the others wait for him
            while True:
                try:
                    return self._arrivals.put_nowait(outcome)
                except queue.Full:
                    await asyncio.sleep(_PAUSE_S)

    async def _outcome(self, request: PollRequest, place: Place) -> Outcome:
        try:
            place.keep(_SERVER_PATIENCE_S)
            answer = await self._fetcher.fetch(request)
            place.keep(PARSER_PATIENCE_S)
            return await self._read(request, answer) if isinstance(answer, Answer) else answer
        except Exception as problem:  # noqa: BLE001 - one source must not stop the others
            return _crashed(request, problem)

    async def _read(self, request: PollRequest, answer: Answer) -> Outcome:
        url = answer.final_url or request.source.url
        document = Document(body=answer.body, content_type=answer.content_type, url=url)
        loop = asyncio.get_running_loop()
        parsed = await loop.run_in_executor(self._threads, self._parsers.parse, document)
        if isinstance(parsed, NotRead):
            return Failed(source_id=request.source.id, kind=parsed.kind, reason=parsed.reason)
        if not isinstance(parsed, Feed):
            raise TypeError(type(parsed).__name__)
        return Fetched(
            source_id=request.source.id,
            entries=parsed.entries,
            validators=answer.validators,
            final_url=url,
            permanent_url=answer.permanent_url,
            feed_title=parsed.title,
            body_fingerprint=answer.fingerprint,
            wire_bytes=answer.wire_bytes,
        )

    @property
    def _stopping(self) -> bool:
        return self._stop.is_set() or self._abandoned.is_set()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _crashed(request: PollRequest, problem: Exception) -> Failed:
    """Log an error of ours, by name and place only, and give the source a reason."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    get_logger(__name__).error(
        "source.crashed", source_id=request.source.id, error=type(problem).__name__, place=place
    )
    reason = f"an error in techwatch itself ({type(problem).__name__})"
    return Failed(source_id=request.source.id, kind=FailureKind.UNREADABLE, reason=reason)
