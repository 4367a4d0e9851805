"""Requests → outcomes as they complete: the event loop of one poll, on its own thread.

Invariants: at most ``concurrency`` requests at once and ``per_host`` to one host;
one that is not answered within a second gives up its place and waits aside, so
dead servers do not hold up the living; nothing is begun while the bounded queue
of outcomes is full, so a slow reader slows the crawl and not the memory; an end
is never more than ten seconds away from the wish to stop.
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

from watch.collect.answers import Answer, Fetcher
from watch.collect.feed import Document, NotRead
from watch.collect.parser_pool import ParserPool
from watch.links import host_of
from watch.logs import get_logger
from watch.model import Failed, FailureKind, Fetched, Outcome, PollRequest
from watch.settings import CollectSettings

_GRACE_S = 9.0  # what running feeds get after a wish to stop; 10 s are promised
_TICK_S = 0.1  # how often the loop looks whether it should stop
_PAUSE_S = 0.02  # between two looks at a full queue
_PATIENCE_S = 1.0  # nine of ten real feeds answer within it; 200 dead hosts then cost 6 s, not 190
_ASIDE = 8  # requests waiting aside, for each place: 256 by default, a file handle each


class Crawl:
    """One run over some requests; iterate ``outcomes`` once, then ``close``.

    Args:
        requests: Sources to poll. Those that failed last time are asked last.
        settings: Limits.
        fetcher: The web, or a double of it; closed at the end.
        stop: Set by the caller to end early.
    """

    def __init__(
        self,
        requests: Sequence[PollRequest],
        settings: CollectSettings,
        fetcher: Fetcher,
        stop: threading.Event,
    ) -> None:
        self._requests = sorted(requests, key=lambda request: request.record.failure_count > 0)
        self._settings = settings
        self._fetcher = fetcher
        self._stop = stop
        self._abandoned = threading.Event()
        self._finished = threading.Event()
        self._arrivals: queue.Queue[Outcome] = queue.Queue(maxsize=settings.concurrency)
        self._parsers = ParserPool(settings.parser_processes, settings.parse_timeout_s)
        self._threads = ThreadPoolExecutor(settings.parser_processes, "techwatch-parse")
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
        self._room = asyncio.Semaphore(self._settings.concurrency * _ASIDE)
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
            self._parsers.close()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._threads.shutdown(cancel_futures=True)
            await self._fetcher.aclose()

    async def _until_done(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Wait for all tasks, for the grace after a wish to stop, or not at all."""
        pending = set(tasks)
        end = math.inf
        while pending and not self._abandoned.is_set() and _now() < end:
            _, pending = await asyncio.wait(pending, timeout=_TICK_S)
            if self._stop.is_set():
                end = min(end, _now() + _GRACE_S)

    async def _one(self, request: PollRequest, host: asyncio.Semaphore) -> None:
        async with host, self._room:
            async with self._places:
                while self._arrivals.full() and not self._stopping:  # noqa: ASYNC110 - a thread empties it
                    await asyncio.sleep(_PAUSE_S)
                if self._stopping:
                    return
                work = asyncio.create_task(self._outcome(request))
                await _patiently(work)
            await self._deliver(await work)

    async def _deliver(self, outcome: Outcome) -> None:
        while True:
            try:
                return self._arrivals.put_nowait(outcome)
            except queue.Full:
                await asyncio.sleep(_PAUSE_S)

    async def _outcome(self, request: PollRequest) -> Outcome:
        try:
            answer = await self._fetcher.fetch(request)
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
        return Fetched(
            source_id=request.source.id,
            entries=parsed.entries,
            validators=answer.validators,
            final_url=url,
            permanent_url=answer.permanent_url,
            feed_title=parsed.title,
            body_fingerprint=answer.fingerprint,
            byte_count=answer.wire_bytes,
        )

    @property
    def _stopping(self) -> bool:
        return self._stop.is_set() or self._abandoned.is_set()


async def _patiently(work: asyncio.Task[Outcome]) -> None:
    """Wait a little for a task; if we are cancelled meanwhile, so is the task."""
    try:
        await asyncio.wait({work}, timeout=_PATIENCE_S)
    except asyncio.CancelledError:
        work.cancel()
        raise


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
